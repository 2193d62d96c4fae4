import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { refusals } from '../problems.ts';
import { poolOf, readSession } from '../reads/sessions.ts';
import { insertWaiting } from '../store/waiting.ts';
import { letterOf, refuseClosed, refuseUnfit } from './book.ts';
import * as inputs from './inputs.ts';

export const joinInput = z.strictObject({
  sessionId: inputs.sessionId, personId: inputs.personId, payer: inputs.payer, visitKind: inputs.visitKind, reference: inputs.reference, key: inputs.key, contact: inputs.contact.optional(), showPoli: z.boolean().default(false),
});

/** Waits for a place in a full session. Whoever gives one back, the first in line holds it for 15 minutes. */
export function joinWaitingListAction(doors: Doors) {
  return action({ name: 'saroale/joinWaitingList', input: joinInput, allow: 'anyone', constraints: { ...bookingConstraints }, run: (work, input) => joinWaitingList(doors, work, input) });
}

export async function joinWaitingList(doors: Doors, work: Work, input: z.output<typeof joinInput>): Promise<{ waitingId: string; place: number; repeated: boolean }> {
  const session = await readSession(doors, input.sessionId, work);
  if (!session) throw new Problem(refusals.noSession);
  refuseClosed(session, work, doors.zone, false);
  await refuseUnfit(doors, work, session, input.personId, false);
  const reference = letterOf(input, session);
  const joined = await doors.booking.joinWaiting(work, {
    sessionId: input.sessionId, pool: poolOf(input.payer), party: input.personId, scope: session.poli, key: input.key, channel: work.actor.channel, ...(reference ? { reference } : {}), kind: String(input.visitKind),
  });
  await insertWaiting(work, { id: joined.waitingId, sessionId: input.sessionId, personId: input.personId, payer: input.payer, visitKind: input.visitKind, reference: reference ?? null, contact: input.contact ?? null, showPoli: input.showPoli });
  if (!joined.repeated) work.emit(events.waitingJoined.of(joined.waitingId, { session: input.sessionId, poli: session.poli }));
  work.note({ subject: joined.waitingId, service });
  return joined;
}
