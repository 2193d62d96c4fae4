import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { constraints, refusals } from '../problems.ts';
import { readSession } from '../reads/sessions.ts';
import { findVisits } from '../store/visits.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { findWaiting } from '../store/waiting.ts';
import { booked, recordVisit, type Booked } from './book.ts';

export const acceptInput = z.strictObject({ waitingId: z.uuid({ error: refusals.linkExpired.detail }) });

/** Takes the place that was offered. A second press is the same booking; after the 15 minutes the place is gone. */
export function acceptOfferAction(doors: Doors) {
  return action({ name: 'saroale/acceptOffer', input: acceptInput, allow: 'anyone', constraints: { ...bookingConstraints, ...constraints }, run: (work, input) => acceptOffer(doors, work, input) });
}

export async function acceptOffer(doors: Doors, work: Work, input: z.output<typeof acceptInput>): Promise<Booked> {
  const waiting = await findWaiting(work, input.waitingId);
  const place = waiting && (await doors.booking.waitingOf(waiting.sessionId, work)).find((entry) => entry.id === waiting.id);
  if (!waiting) throw new Problem(refusals.noOffer);
  const [taken] = await findVisits(work.tables<SaroaleTables>(), { sessionId: waiting.sessionId, personIds: [waiting.personId], status: ['booked', 'checked-in'] });
  if (taken) return booked(doors, work, taken.bookingId, true);
  if (!place?.booking_id) throw new Problem(refusals.noOffer);
  const session = await readSession(doors, waiting.sessionId, work);
  if (!session) throw new Problem(refusals.noSession);
  const booking = await doors.booking.confirmHold(work, { bookingId: place.booking_id });
  await recordVisit(doors, work, session, booking, {
    sessionId: waiting.sessionId, personId: waiting.personId, payer: waiting.payer, visitKind: waiting.visitKind, ...(waiting.reference ? { reference: waiting.reference } : {}), newPatient: false, note: '',
    ...(waiting.contact ? { contact: waiting.contact } : {}), showPoli: waiting.showPoli,
  });
  return booked(doors, work, booking.id, false);
}
