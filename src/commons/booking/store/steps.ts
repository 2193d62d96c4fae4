import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { BookingState, BookingTables } from '../tables.ts';
import type { Booking } from '../types.ts';
import { actorOf, inside, requireBooking } from './reading.ts';

/** Does the booking still hold a place for somebody to come? */
export function isActive(state: BookingState): boolean {
  return state === 'held' || state === 'booked' || state === 'confirmed' || state === 'checked_in';
}

/** Reads a booking and keeps others from changing it until the end of the transaction. */
export async function lockBooking(work: Work, bookingId: string): Promise<Booking> {
  await work.tables<BookingTables>().selectFrom('booking.booking').select('id').where('id', '=', bookingId).forUpdate().execute();
  return requireBooking(inside(work), bookingId);
}

interface StepChange {
  readonly state: BookingState;
  readonly why?: string;
  readonly held_until?: null;
  readonly checked_in_at?: string;
  readonly cancelled_by?: string;
  readonly moved_to?: string;
}

/** Changes the state; the database refuses what the state machine does not know, writes the log and gives places back. */
export async function step(work: Work, bookingId: string, change: StepChange): Promise<Booking> {
  await work.tables<BookingTables>().updateTable('booking.booking').set({ why: null, ...change, changed_at: work.now.toString(), changed_by: actorOf(work) }).where('id', '=', bookingId).execute();
  return requireBooking(inside(work), bookingId);
}

/** Takes the ticket of a booking that is over out of the line. */
export async function endTicket(work: Work, bookingId: string, reason: string): Promise<void> {
  await work.tables<BookingTables>().updateTable('booking.ticket').set({ state: sql`case when state = 'serving' then 'done' else 'cancelled' end`, reason, changed_at: work.now.toString(), changed_by: actorOf(work) })
    .where('booking_id', '=', bookingId).where('state', 'not in', ['done', 'cancelled']).execute();
}
