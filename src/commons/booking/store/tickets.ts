import { sql, type Updateable } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { placeOfArrival, placeOfNumber } from '../rules/place.ts';
import { stationRules } from '../rules/stations.ts';
import type { BookingTables, TicketState } from '../tables.ts';
import type { Booking, Ticket } from '../types.ts';
import { actorOf, toTicket } from './reading.ts';
import { stampTask } from './tasks.ts';

/** Puts a booking's ticket into the line of a station. */
export async function issueTicket(work: Work, booking: Booking, station: string, at: Temporal.Instant): Promise<Ticket> {
  const row = await work.tables<BookingTables>().insertInto('booking.ticket').values({
    id: work.newId(), booking_id: booking.id, session_id: booking.sessionId, service: booking.service, grp: booking.group, date: booking.date, station, label: booking.label, number: booking.number, state: 'waiting',
    place: placeIn(station, booking.number, at), kind: booking.kind, entered_at: at.toString(), changed_at: work.now.toString(), changed_by: actorOf(work),
  }).returningAll().executeTakeFirstOrThrow();
  await stampStep(work, row.booking_id, station, 'enter', at);
  return toTicket(row);
}

export interface WalkIn {
  readonly service: string;
  readonly group: string;
  readonly date: string;
  readonly station: string;
  /** Letter of this line's own numbers. */
  readonly prefix: string;
  readonly kind?: string | undefined;
}

/** A ticket without a booking: somebody at the door of a counter takes the next number of the line. */
export async function walkIn(work: Work, input: WalkIn): Promise<Ticket> {
  const number = await nextNumber(work, input);
  const row = await work.tables<BookingTables>().insertInto('booking.ticket').values({
    id: work.newId(), booking_id: null, session_id: null, service: input.service, grp: input.group, date: input.date, station: input.station, label: `${input.prefix}-${number}`, number, state: 'waiting',
    place: placeIn(input.station, number, work.now), kind: input.kind ?? '', entered_at: work.now.toString(), changed_at: work.now.toString(), changed_by: actorOf(work),
  }).returningAll().executeTakeFirstOrThrow();
  return toTicket(row);
}

/** The next of a line's own numbers (the pharmacy counts for itself). */
export async function nextNumber(work: Work, { service, date, station }: { service: string; date: string; station: string }): Promise<number> {
  const { rows } = await sql<{ last_no: number }>`insert into booking.line (service, date, station, last_no) values (${service}, ${date}, ${station}, 1)
    on conflict (service, date, station) do update set last_no = booking.line.last_no + 1 returning last_no`.execute(work.tables<BookingTables>());
  return rows[0]?.last_no ?? 1;
}

export function placeIn(station: string, number: number, at: Temporal.Instant): number {
  return stationRules(station).order === 'number' ? placeOfNumber(number) : placeOfArrival(at);
}

/** Reads a ticket and keeps others from changing it until the end of the transaction. `from`: the states the step starts from. */
export async function lockTicket(work: Work, ticketId: string, from: readonly TicketState[]): Promise<Ticket> {
  const row = await work.tables<BookingTables>().selectFrom('booking.ticket').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
  if (!from.includes(row.state)) throw new Problem(refusals.notNow, { facts: { state: row.state, label: row.label } });
  return toTicket(row);
}

/** Changes a ticket; the database refuses what its state machine does not know and writes the log. */
export async function changeTicket(work: Work, ticketId: string, change: Updateable<BookingTables['booking.ticket']>): Promise<Ticket> {
  const row = await work.tables<BookingTables>().updateTable('booking.ticket').set({ reason: null, ...change, changed_at: work.now.toString(), changed_by: actorOf(work) }).where('id', '=', ticketId).returningAll().executeTakeFirstOrThrow();
  return toTicket(row);
}

/** Stamps what a step at a station means, if it means anything. */
export async function stampStep(work: Work, bookingId: string | null | undefined, station: string, step: 'enter' | 'call' | 'start' | 'finish', at: Temporal.Instant): Promise<void> {
  const task = stationRules(station)[step];
  if (bookingId && task !== undefined) await stampTask(work, { bookingId, task, at });
}
