import { Problem } from '#kernel/problem';
import { bookingRefusals, type Ticket } from '#commons/booking';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { findVisit, type Visit } from '../store/visits.ts';

/** The visit a verb is about, or the refusal that it is unknown. */
export async function visitAtHand(work: Work, bookingId: string): Promise<Visit> {
  const visit = await findVisit(work.tables<SaroaleTables>(), bookingId);
  if (!visit) throw new Problem(refusals.noBooking);
  return visit;
}

/** A visit that can still be cancelled, moved or checked in. */
export async function activeVisit(work: Work, bookingId: string): Promise<Visit> {
  const visit = await visitAtHand(work, bookingId);
  if (visit.status === 'served') throw new Problem(refusals.alreadyServed);
  if (visit.status !== 'booked' && visit.status !== 'checked-in') throw new Problem(refusals.alreadyOver, { facts: { status: visit.status } });
  return visit;
}

/** The place in the line of a visit whose patient has checked in, at the station the verb is about: an old button of the poli moves nobody at the pharmacy. */
export async function ticketAtHand(doors: Doors, work: Work, bookingId: string, station: 'poli' | 'farmasi' = 'poli'): Promise<Ticket> {
  const ticket = await doors.booking.ticketOf(bookingId, work);
  if (!ticket) throw new Problem(refusals.notCheckedIn);
  if (ticket.station !== station && (ticket.station === 'poli' || ticket.station === 'farmasi')) throw new Problem(bookingRefusals.notNow, { facts: { station: ticket.station, state: ticket.state } });
  return ticket;
}
