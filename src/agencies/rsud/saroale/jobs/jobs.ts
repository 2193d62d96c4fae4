import { z } from 'zod';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { JobHandler, Jobs } from '#platform/jobs';
import { service } from '../doors.ts';
import { tellOffers } from '../notices/offers.ts';
import { reminderChoices, remindQueue } from '../notices/reminders.ts';
import { tell } from '../notices/tell.ts';
import { tellNear, watchQueue } from '../notices/watch.ts';
import type { Saroale } from '../rooms.ts';
import { findVisit } from '../store/visits.ts';
import type { SaroaleTables } from '../store/tables.ts';

/** Declares what Saroale does by itself. Every job calls an action that may run twice. */
export function mountJobs(jobs: Jobs, saroale: Saroale): void {
  const { perform, doors, actions } = saroale;
  const remind = remindAction(saroale);
  const near = nearAction(saroale);
  const sweep = sweepAction(saroale);
  const handlers: JobHandler[] = [
    { queue: remindQueue, batch: 20, handle: (data, actor) => perform(remind, actor, data).then(() => undefined) },
    { queue: watchQueue, batch: 10, handle: (data, actor) => perform(near, actor, data).then(() => undefined) },
    { queue: 'saroale.sweep', schedule: '* * * * *', retries: 0, handle: (_data, actor) => perform(sweep, actor, {}).then(() => undefined) },
    { queue: 'saroale.open', schedule: '5 0 * * *', handle: (_data, actor) => perform(actions.openSessions, actor, {}).then(() => undefined) },
    { queue: 'saroale.close', schedule: '30 22 * * *', handle: (_data, actor) => closeDay(saroale, civilDate(doors.clock.now(), doors.zone), actor) },
  ];
  jobs.handle(...handlers);
}

/** A reminder that looks again before it speaks: only for a booking that still stands and has not been called. */
export function remindAction({ doors }: Saroale) {
  return action({
    name: 'saroale/remind', input: z.strictObject({ bookingId: z.uuid(), kind: z.enum(['evening', 'near']) }), allow: 'saroale/announce',
    async run(work, input): Promise<{ told: boolean }> {
      const visit = await findVisit(work.tables<SaroaleTables>(), input.bookingId);
      const stands = visit && (visit.status === 'booked' || (visit.status === 'checked-in' && input.kind === 'near')) && !visit.calledAt && visit.sessionStatus !== 'cancelled';
      const told = stands === true && await tell(doors, work, input.bookingId, input.kind, input.kind === 'evening' ? { choices: reminderChoices(input.bookingId) } : {});
      work.note({ subject: input.bookingId, told });
      return { told };
    },
  });
}

function nearAction({ doors }: Saroale) {
  return action({
    name: 'saroale/tellNear', input: z.strictObject({ sessionId: z.uuid() }), allow: 'saroale/announce',
    async run(work, input): Promise<{ told: number }> {
      work.note({ subject: input.sessionId });
      return { told: await tellNear(doors, work, input.sessionId) };
    },
  });
}

/** Lets unanswered offers lapse and offers the place to the next who waits. */
function sweepAction({ doors }: Saroale) {
  return action({
    name: 'saroale/sweep', input: z.strictObject({}), allow: 'saroale/announce',
    async run(work): Promise<{ offered: number }> {
      const { offers } = await doors.booking.sweep(work, { service });
      await tellOffers(doors, work, offers);
      work.note({ subject: service, offered: offers.length });
      return { offered: offers.length };
    },
  });
}

/** In the night, sessions nobody ended are ended: who was not served did not come. */
async function closeDay(saroale: Saroale, date: Temporal.PlainDate, actor: Parameters<JobHandler['handle']>[1]): Promise<void> {
  const sessions = await saroale.reads.searchSessions({ from: date, to: date });
  for (const session of sessions) if (session.status === 'open' || session.status === 'running') await saroale.perform(saroale.actions.endSession, actor, { sessionId: session.sessionId });
}
