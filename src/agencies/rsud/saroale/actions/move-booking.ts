import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tellOffers } from '../notices/offers.ts';
import { tell } from '../notices/tell.ts';
import { constraints, refusals } from '../problems.ts';
import { poolOf, readSession } from '../reads/sessions.ts';
import { changeVisit, type Visit } from '../store/visits.ts';
import { book, booked, recordVisit, refuseClosed, type Booked } from './book.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { activeVisit, visitAtHand } from './visit-at-hand.ts';

export const moveInput = z.strictObject({ bookingId: inputs.bookingId, toSessionId: inputs.sessionId, key: inputs.key });

/** Takes the new place first and gives the old one back after, in one transaction: nobody is ever without a place. Also the new choice of those whose session the hospital cancelled. */
export function moveBookingAction(doors: Doors) {
  return action({ name: 'saroale/moveBooking', input: moveInput, allow: 'anyone', constraints: { ...bookingConstraints, ...constraints }, run: (work, input) => moveBooking(doors, work, input) });
}

export async function moveBooking(doors: Doors, work: Work, input: z.output<typeof moveInput>): Promise<Booked> {
  const known = await doors.booking.byKey(input.key, work);
  if (known) return booked(doors, work, known.id, true);
  const before = await visitAtHand(work, input.bookingId);
  if (before.status === 'cancelled' && before.sessionStatus === 'cancelled' && !before.movedTo) return chooseAgain(doors, work, before, input);
  const visit = await activeVisit(work, input.bookingId);
  const session = await readSession(doors, input.toSessionId, work);
  if (!session) throw new Problem(refusals.noSession);
  refuseClosed(session, work, doors.zone, work.actor.permissions.has('saroale/register'));
  const { booking, offers } = await withStamps(doors, work, [visit.bookingId], () => doors.booking.move(work, { bookingId: visit.bookingId, toSessionId: input.toSessionId, pool: poolOf(visit.payer), key: input.key, channel: work.actor.channel }));
  await changeVisit(work, visit.bookingId, { status: 'moved', reason: 'Dipindahkan', finishedAt: work.now });
  await recordVisit(doors, work, session, booking, detailsOf(visit, session.sessionId), undefined, true);
  await changeVisit(work, visit.bookingId, { movedTo: booking.id });
  work.emit(events.moved.of(visit.bookingId, { to: booking.id, poli: session.poli, by: work.actor.kind === 'staff' ? 'hospital' : 'patient' }));
  if (work.actor.channel !== 'whatsapp' && work.actor.channel !== 'telegram') await tell(doors, work, booking.id, 'moved');
  await tellOffers(doors, work, offers);
  return booked(doors, work, booking.id, false);
}

async function chooseAgain(doors: Doors, work: Work, before: Visit, input: z.output<typeof moveInput>): Promise<Booked> {
  const again = await book(doors, work, { ...detailsOf(before, input.toSessionId), key: input.key });
  await changeVisit(work, before.bookingId, { movedTo: again.bookingId });
  return again;
}

function detailsOf(visit: Visit, sessionId: string) {
  return {
    sessionId, personId: visit.personId, payer: visit.payer, visitKind: visit.visitKind, ...(visit.reference ? { reference: visit.reference } : {}), newPatient: visit.newPatient, note: visit.note,
    ...(visit.contact ? { contact: inputs.contact.parse(visit.contact) } : {}), showPoli: visit.showPoli,
  };
}
