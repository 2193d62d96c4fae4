import { system } from '#kernel/actor';
import { atWallClock } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import type { Chance } from './chance.ts';
import { doctors } from './hospital.ts';

const channels = ['whatsapp', 'whatsapp', 'whatsapp', 'telegram', 'web', 'mobile-jkn', 'mobile-jkn', 'counter'] as const;

/** Sixty days of facts before today, so that the public figures have something to show. Synthetic like everything of the demonstration; one write a day. */
export async function plantHistory(doors: Doors, today: Temporal.PlainDate, luck: Chance, days = 60): Promise<void> {
  for (let back = days; back >= 1; back -= 1) {
    const date = today.subtract({ days: back });
    if (date.dayOfWeek === 7 || doors.isHoliday(date)) continue;
    await doors.database.write({ actor: system('demo', 'command'), action: 'saroale/plantHistory' }, async (work) => {
      work.note({ subject: `demo/${date.toString()}` });
      // Waits shrink slowly, as they do where people know when to come.
      for (const doctor of doctors) if (doctor.days.includes(date.dayOfWeek)) plantSession(doors, work, doctor, date, luck, 34 - (days - back) / 6);
    });
  }
}

function plantSession(doors: Doors, work: Work, doctor: (typeof doctors)[number], date: Temporal.PlainDate, luck: Chance, medianWait: number): void {
  const session = work.newId();
  const opensAt = atWallClock(date, doctor.opens, doors.zone);
  const quota = { quotaJkn: 24, quotaOther: 6 };
  work.emit(events.sessionOpened.of(session, { poli: doctor.poli, date: date.toString(), ...quota }, opensAt.subtract({ hours: 24 * 14 })));
  const cancelled = luck.next() < 0.03;
  const noticeMinutes = luck.between(20, 900);
  if (cancelled) work.emit(events.sessionCancelled.of(session, { poli: doctor.poli, noticeMinutes, early: noticeMinutes >= 60, bookings: 9 }, opensAt.subtract({ minutes: noticeMinutes })));
  let served = 0;
  let absent = 0;
  const booked = luck.between(4, 9);
  for (let number = 0; number < booked; number += 1) {
    const visit = work.newId();
    const channel = luck.pick(channels);
    const leadDays = luck.between(0, 6);
    const common = { session, poli: doctor.poli, channel };
    const payer = luck.next() < 0.8 ? 'jkn' as const : 'umum' as const;
    work.emit(events.booked.of(visit, { ...common, payer, visitKind: luck.next() < 0.64 ? 3 : 1, newPatient: luck.next() < 0.1, leadDays }, opensAt.subtract({ hours: 24 * leadDays + luck.between(1, 12) })));
    if (cancelled) { work.emit(events.cancelled.of(visit, { ...common, by: 'hospital', noticeMinutes }, opensAt.subtract({ minutes: noticeMinutes }))); continue; }
    if (luck.next() < 0.06) { work.emit(events.cancelled.of(visit, { ...common, by: 'patient', noticeMinutes: luck.between(60, 2000) }, opensAt.subtract({ hours: luck.between(1, 20) }))); continue; }
    if (luck.next() < 0.1) { absent += 1; work.emit(events.noShow.of(visit, common, opensAt.add({ hours: 4 }))); continue; }
    const waitMinutes = Math.min(240, Math.round(luck.about(medianWait, 0.55)));
    const calledAt = opensAt.add({ minutes: number * 11 + luck.between(0, 20) });
    work.emit(events.called.of(visit, { ...common, waitMinutes, promiseMinutes: 60, within: waitMinutes <= 60 }, calledAt));
    work.emit(events.served.of(visit, { ...common, payer, serviceMinutes: Math.round(luck.about(9, 0.5)) }, calledAt.add({ minutes: 10 })));
    served += 1;
    if (luck.next() < 0.5) work.emit(events.medicineReady.of(visit, { compounded: luck.next() < 0.2, waitMinutes: Math.round(luck.about(19, 0.45)) }, calledAt.add({ minutes: 35 })));
  }
  if (!cancelled) work.emit(events.sessionEnded.of(session, { poli: doctor.poli, served, absent, issued: booked, quota: quota.quotaJkn + quota.quotaOther }, opensAt.add({ hours: 4 })));
}
