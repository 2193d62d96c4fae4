import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { bookingConstraints, type Ticket } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { watchQueue } from '../notices/watch.ts';
import { refusals } from '../problems.ts';
import { readSession } from '../reads/sessions.ts';
import { changeSession } from '../store/sessions.ts';
import { changeVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { visitAtHand } from './visit-at-hand.ts';

const callNextInput = z.strictObject({ sessionId: inputs.sessionId, desk: z.string().trim().max(40).optional(), key: z.string().max(80).optional() });

/** Calls whoever is next and here. Two nurses pressing at once call two people; a double press of one button calls one. Nothing when nobody waits. */
export function callNextAction(doors: Doors) {
  return action({
    name: 'saroale/callNext', input: callNextInput, allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ ticket: Ticket } | undefined> {
      const session = await readSession(doors, input.sessionId, work);
      if (!session) throw new Problem(refusals.noSession);
      if (session.status === 'open' && session.date.equals(civilDate(work.now, doors.zone))) {
        await doors.booking.startSession(work, { sessionId: input.sessionId });
        await changeSession(work, input.sessionId, { status: 'running' });
      }
      const ticket = await doors.booking.queue.callNext(work, { service, date: session.date.toString(), station: 'poli', sessionId: input.sessionId, ...(input.desk ? { desk: input.desk } : {}), ...(input.key ? { key: input.key } : {}) });
      if (!ticket?.bookingId) return undefined;
      await announceCall(doors, work, ticket.bookingId);
      work.enqueue({ queue: watchQueue, data: { sessionId: input.sessionId } });
      return { ticket };
    },
  });
}

/** The first call of a visit: its wait becomes a public figure, and BPJS task 4. Later calls of the same visit change nothing. */
export async function announceCall(doors: Doors, work: Work, bookingId: string): Promise<void> {
  const visit = await visitAtHand(work, bookingId);
  work.note({ subject: bookingId });
  if (visit.calledAt) return;
  await changeVisit(work, bookingId, { calledAt: work.now });
  const from = Math.max(visit.checkedInAt?.epochMilliseconds ?? 0, visit.opensAt.epochMilliseconds);
  const waitMinutes = Math.max(0, Math.round((work.now.epochMilliseconds - from) / 60_000));
  work.emit(events.called.of(bookingId, { session: visit.sessionId, poli: visit.poli, waitMinutes, promiseMinutes: visit.promiseMinutes, within: waitMinutes <= visit.promiseMinutes, channel: visit.channel }));
  const stamp = (await doors.booking.tasks(bookingId, work)).find((task) => task.task === 4);
  if (stamp) work.emit(events.taskRecorded.of(bookingId, { task: 4, at: stamp.at.epochMilliseconds }, stamp.at));
}
