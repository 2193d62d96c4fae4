import { system, type Actor } from '#kernel/actor';
import type { AddQueue } from './client/calls.ts';
import type { Saroale } from '../rooms.ts';
import type { BpjsPeople } from './doors.ts';
import type { Describe } from './outbox/drain.ts';

type Visit = NonNullable<Awaited<ReturnType<Saroale['reads']['visit']>>>;
type Session = NonNullable<Awaited<ReturnType<Saroale['reads']['session']>>>;

const sender: Actor = system('saroale-bpjs');

/** The four figures BPJS wants of a session, JKN and others apart, and when this patient is expected (epoch milliseconds). */
export interface Snapshot { readonly estimateMs: number; readonly leftJkn: number; readonly quotaJkn: number; readonly leftOther: number; readonly quotaOther: number }

/** Words a booking as BPJS wants it. Personal data is read now, and the reading is logged; quotas and estimate are those of the moment of booking. */
export function describeVisits(saroale: Saroale, people: BpjsPeople, zone: string): Describe {
  return async (lane, message): Promise<AddQueue> => {
    const visit = await saroale.reads.visit({ bookingId: lane.bookingId });
    if (!visit) throw new Error(`visit ${lane.bookingId} is gone`);
    const [poli, session, person] = await Promise.all([saroale.reads.poli(visit.poli), saroale.reads.session(visit.sessionId), people.reveal(sender, visit.personId, { purpose: 'claim', fields: ['nik', 'noka', 'norm', 'phone'], service: 'saroale' })]);
    const kept = { ...snapshot(visit, session), ...message.detail } as Snapshot;
    const jkn = visit.payer === 'jkn';
    return {
      kodebooking: visit.code, jenispasien: jkn ? 'JKN' : 'NON JKN', nomorkartu: jkn ? (person.noka ?? '') : '', nik: person.nik ?? '', nohp: localPhone(person.phone), kodepoli: poli?.subspecialtyCode ?? '', namapoli: visit.poliName,
      pasienbaru: lane.newPatient ? 1 : 0, norm: person.norm ?? '', tanggalperiksa: visit.date.toString(), kodedokter: visit.hfisCode ?? 0, namadokter: visit.doctorName, jampraktek: practiceHours(visit, zone),
      jeniskunjungan: visit.visitKind, nomorreferensi: jkn ? (visit.reference ?? '') : '', nomorantrean: visit.label, angkaantrean: visit.number, estimasidilayani: kept.estimateMs,
      sisakuotajkn: kept.leftJkn, kuotajkn: kept.quotaJkn, sisakuotanonjkn: kept.leftOther, kuotanonjkn: kept.quotaOther, keterangan: comeEarly,
    };
  };
}

export const comeEarly = 'Peserta harap 60 menit lebih awal guna pencatatan administrasi.';

/** Quotas and estimate to keep with a booking. */
export function snapshot(visit: Pick<Visit, 'opensAt'>, session: Session | undefined, estimate?: Temporal.Instant): Snapshot {
  return {
    estimateMs: (estimate ?? visit.opensAt).epochMilliseconds, leftJkn: session?.left.jkn ?? 0, quotaJkn: session?.quota.jkn ?? 0, leftOther: session?.left.other ?? 0, quotaOther: session?.quota.other ?? 0,
  };
}

/** `08:00-12:00` on the hospital's wall clock. */
export function practiceHours(session: { opensAt: Temporal.Instant; closesAt: Temporal.Instant }, zone: string): string {
  const wall = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
  return `${wall(session.opensAt)}-${wall(session.closesAt)}`;
}

/** `0812…`, as BPJS writes phone numbers. */
function localPhone(phone: string | undefined): string {
  return (phone ?? '').replace(/^\+62/, '0');
}
