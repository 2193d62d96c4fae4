import { z } from 'zod';
import { civilDate } from '#kernel/time';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { daysAhead } from '../rules/cutoff.ts';
import { planSessions, type PlannedSession } from '../rules/opening.ts';
import { listPolis } from '../store/directory.ts';
import { listLeaves, listSchedules } from '../store/plan.ts';
import { existingSessions, insertSession, sessionKey } from '../store/sessions.ts';
import { countByPoli } from '../store/session-labels.ts';
import type { SaroaleTables } from '../store/tables.ts';

const openSessionsInput = z.strictObject({ days: z.number().int().min(1).max(90).default(daysAhead + 1) });

/** Opens for booking every session of the next two weeks that the weekly pattern, the holidays and the doctors' leave ask for and that does not exist yet. Running it again does nothing. */
export function openSessionsAction(doors: Doors) {
  return action({
    name: 'saroale/openSessions', input: openSessionsInput, allow: 'saroale/schedule', constraints: { ...bookingConstraints },
    run: (work, input) => openSessions(doors, work, input.days),
  });
}

export async function openSessions(doors: Doors, work: Work, days: number): Promise<{ opened: number }> {
  const reader = work.tables<SaroaleTables>();
  const from = civilDate(work.now, doors.zone);
  const planned = planSessions({ schedules: await listSchedules(reader, from), leaves: await listLeaves(reader, from), isHoliday: doors.isHoliday, from, days, zone: doors.zone });
  const there = await existingSessions(reader, from, from.add({ days }));
  const polis = new Map((await listPolis(reader)).map((poli) => [poli.code, poli]));
  const labels = await countByPoli(reader, from, from.add({ days }));
  let opened = 0;
  for (const session of planned) {
    const poli = polis.get(session.schedule.poli);
    if (!poli || there.has(sessionKey(session.schedule.doctor, session.date.toString(), session.opensAt)) || Temporal.Instant.compare(session.closesAt, work.now) <= 0) continue;
    await openOne(doors, work, session, labels.next(poli.code, session.date, poli.labelPrefix), poli.cutoffBefore);
    opened += 1;
  }
  work.note({ subject: service, opened });
  return { opened };
}

/** Opens one session for booking, under the label its clinic has free that day. */
export async function openOne(doors: Doors, work: Work, planned: PlannedSession, label: string, cutoffBefore: number): Promise<string> {
  const { schedule } = planned;
  const total = schedule.quotaJkn + schedule.quotaOther;
  const id = await doors.booking.openSession(work, {
    service, resource: schedule.doctor, group: schedule.poli, date: planned.date.toString(), opensAt: planned.opensAt, closesAt: planned.closesAt, claimUntil: planned.closesAt.subtract({ minutes: cutoffBefore }),
    label, codePrefix: 'SKY', ...(schedule.shared ? { pools: { jkn: 0, other: 0 }, shared: total } : { pools: { jkn: schedule.quotaJkn, other: schedule.quotaOther } }),
  });
  await insertSession(work, id, planned);
  work.emit(events.sessionOpened.of(id, { poli: schedule.poli, date: planned.date.toString(), quotaJkn: schedule.quotaJkn, quotaOther: schedule.quotaOther }));
  return id;
}
