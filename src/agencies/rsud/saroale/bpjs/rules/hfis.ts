import { readHours } from './shape.ts';

/**
 * When a change of practice hours takes effect (HFIS): filed from 00.00 to 20.00 it may be approved by the branch between 20.01 and 24.00 that day, otherwise it approves itself
 * after midnight; either way it holds from the next day. A change filed after 20.00 joins the next day's round.
 */
export function approval(filedAt: Temporal.Instant, zone: string): { readonly branchFrom: Temporal.Instant; readonly automaticAt: Temporal.Instant; readonly effectiveFrom: Temporal.PlainDate } {
  const wall = filedAt.toZonedDateTimeISO(zone);
  const late = Temporal.PlainTime.compare(wall.toPlainTime(), '20:00') > 0;
  const day = wall.toPlainDate().add({ days: late ? 1 : 0 });
  const next = day.add({ days: 1 });
  return {
    branchFrom: day.toZonedDateTime({ timeZone: zone, plainTime: '20:01' }).toInstant(), automaticAt: next.toZonedDateTime({ timeZone: zone }).toInstant(), effectiveFrom: next,
  };
}

interface Filed { readonly filedAt: Temporal.Instant }

/** The filed changes that hold on `date`, latest last. */
export function inForce<T extends Filed>(filed: readonly T[], date: Temporal.PlainDate, now: Temporal.Instant, zone: string): T[] {
  return filed.filter((one) => {
    const { automaticAt, effectiveFrom } = approval(one.filedAt, zone);
    return Temporal.Instant.compare(now, automaticAt) >= 0 && Temporal.PlainDate.compare(date, effectiveFrom) >= 0;
  });
}

export interface OurHours { readonly doctor: number; readonly doctorName: string; readonly weekday: number; readonly hours: string; readonly quota: number }
export interface TheirHours { readonly kodedokter: number; readonly namadokter: string; readonly hari: number; readonly jadwal: string; readonly kapasitaspasien: number; readonly libur: 0 | 1 }
export interface Difference { readonly doctor: number; readonly doctorName: string; readonly weekday: number; readonly here: string; readonly hfis: string }

/** Where our weekly hours and HFIS differ: hours on one side only, or another capacity. Spelling of hours does not matter; days HFIS marks as holiday are left out. */
export function compareHours(ours: readonly OurHours[], theirs: readonly TheirHours[]): Difference[] {
  const key = (doctor: number, weekday: number, hours: string) => `${doctor}|${weekday}|${hours}`;
  const mine = new Map(ours.map((one) => [key(one.doctor, one.weekday, one.hours), one]));
  const listed = theirs.filter((one) => one.libur === 0).map((one) => ({ ...one, hours: readHours(one.jadwal) ?? one.jadwal }));
  const there = new Map(listed.map((one) => [key(one.kodedokter, one.hari, one.hours), one]));
  const onlyHere = [...mine].filter(([id]) => !there.has(id)).map(([, one]): Difference => ({ doctor: one.doctor, doctorName: one.doctorName, weekday: one.weekday, here: one.hours, hfis: '' }));
  const onlyThere = listed.filter((one) => !mine.has(key(one.kodedokter, one.hari, one.hours))).map((one): Difference => ({ doctor: one.kodedokter, doctorName: one.namadokter, weekday: one.hari, here: '', hfis: one.hours }));
  const capacity = [...mine].flatMap(([id, one]): Difference[] => {
    const other = there.get(id);
    return other && other.kapasitaspasien !== one.quota ? [{ doctor: one.doctor, doctorName: one.doctorName, weekday: one.weekday, here: `${one.hours} (${one.quota})`, hfis: `${other.hours} (${other.kapasitaspasien})` }] : [];
  });
  return [...onlyHere, ...onlyThere, ...capacity];
}
