import { sql } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { placeDown } from '../rules/place.ts';
import { stationRules } from '../rules/stations.ts';
import type { BookingTables } from '../tables.ts';
import type { Ticket } from '../types.ts';
import { countServed } from './pace.ts';
import { inside, requireBooking, toTicket } from './reading.ts';
import { beginSession } from './sessions.ts';
import { lockBooking, step } from './steps.ts';
import { changeTicket, lockTicket, nextNumber, placeIn, stampStep } from './tickets.ts';

export interface CallNextInput {
  readonly service: string;
  readonly date: string;
  readonly station: string;
  readonly sessionId?: string | undefined;
  readonly group?: string | undefined;
  readonly desk?: string | undefined;
  /** One per button shown: a doubled press calls once. */
  readonly key?: string | undefined;
}

/**
 * Calls the first in line, or nobody when the line is empty. Two officers pressing at once get two different tickets: a row another transaction is just calling is skipped.
 */
export async function callNext(work: Work, input: CallNextInput): Promise<Ticket | undefined> {
  const tables = work.tables<BookingTables>();
  if (input.key !== undefined) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`call ${input.key}`}, 0))`.execute(tables);
    const before = await tables.selectFrom('booking.ticket').selectAll().where('call_key', '=', input.key).executeTakeFirst();
    if (before) return toTicket(before);
  }
  let line = tables.selectFrom('booking.ticket').select('id').where('service', '=', input.service).where('date', '=', input.date).where('station', '=', input.station).where('state', '=', 'waiting');
  if (input.sessionId !== undefined) line = line.where('session_id', '=', input.sessionId);
  if (input.group !== undefined) line = line.where('grp', '=', input.group);
  const first = await line.orderBy('place').orderBy('entered_at').limit(1).forUpdate().skipLocked().executeTakeFirst();
  return first && called(work, first.id, input);
}

/** Calls a chosen one: waiting, skipped, or absent and come back. */
export async function call(work: Work, { ticketId, desk }: { ticketId: string; desk?: string | undefined }): Promise<Ticket> {
  await lockTicket(work, ticketId, ['waiting', 'skipped', 'absent']);
  return called(work, ticketId, { desk });
}

async function called(work: Work, ticketId: string, { desk, key }: { desk?: string | undefined; key?: string | undefined }): Promise<Ticket> {
  const ticket = await changeTicket(work, ticketId, { state: 'called', calls: 1, called_at: work.now.toString(), ...(desk === undefined ? {} : { desk }), ...(key === undefined ? {} : { call_key: key }) });
  await stampStep(work, ticket.bookingId, ticket.station, 'call', work.now);
  return ticket;
}

/**
 * Calls again who did not appear. After `recalls` further calls they go `down` places, once; when that did not help either they are absent
 * (and may still come back until the session ends).
 */
export async function recall(work: Work, { ticketId, recalls = 3, down = 3 }: { ticketId: string; recalls?: number | undefined; down?: number | undefined }): Promise<{ ticket: Ticket; outcome: 'called' | 'moved-down' | 'absent' }> {
  const ticket = await lockTicket(work, ticketId, ['called']);
  if (ticket.calls <= recalls) return { ticket: await changeTicket(work, ticketId, { calls: ticket.calls + 1, called_at: work.now.toString() }), outcome: 'called' };
  const tables = work.tables<BookingTables>();
  const { demotions } = await tables.selectFrom('booking.ticket').select('demotions').where('id', '=', ticketId).executeTakeFirstOrThrow();
  if (demotions > 0) return { ticket: await changeTicket(work, ticketId, { state: 'absent' }), outcome: 'absent' };
  let behind = tables.selectFrom('booking.ticket').select('place').where('service', '=', ticket.service).where('date', '=', ticket.date).where('station', '=', ticket.station).where('state', '=', 'waiting').where('place', '>', ticket.place);
  behind = ticket.sessionId === undefined ? behind.where('grp', '=', ticket.group) : behind.where('session_id', '=', ticket.sessionId);
  const places = (await behind.orderBy('place').limit(down + 1).execute()).map((row) => row.place);
  return { ticket: await changeTicket(work, ticketId, { state: 'waiting', place: placeDown(ticket.place, places, down), demotions: demotions + 1, calls: 0 }), outcome: 'moved-down' };
}

/** Sets aside for now; may be called again at any time. */
export async function skip(work: Work, { ticketId, reason }: { ticketId: string; reason?: string | undefined }): Promise<Ticket> {
  await lockTicket(work, ticketId, ['waiting', 'called']);
  return changeTicket(work, ticketId, { state: 'skipped', reason: reason ?? null });
}

/** Did not appear. */
export async function absent(work: Work, { ticketId, reason }: { ticketId: string; reason?: string | undefined }): Promise<Ticket> {
  await lockTicket(work, ticketId, ['issued', 'waiting', 'called', 'skipped', 'on_hold']);
  return changeTicket(work, ticketId, { state: 'absent', reason: reason ?? null });
}

/** Who was skipped or absent is here now and takes their old place in the line. */
export async function comeBack(work: Work, { ticketId }: { ticketId: string }): Promise<Ticket> {
  await lockTicket(work, ticketId, ['skipped', 'absent']);
  return changeTicket(work, ticketId, { state: 'waiting', calls: 0 });
}

/** Away for the laboratory, radiology …: keeps the place. */
export async function hold(work: Work, { ticketId, reason }: { ticketId: string; reason: string }): Promise<Ticket> {
  await lockTicket(work, ticketId, ['waiting', 'called', 'serving']);
  return changeTicket(work, ticketId, { state: 'on_hold', reason });
}

/** Back from the laboratory: their old place, so usually next. */
export async function resume(work: Work, { ticketId }: { ticketId: string }): Promise<Ticket> {
  await lockTicket(work, ticketId, ['on_hold']);
  return changeTicket(work, ticketId, { state: 'waiting', calls: 0 });
}

export interface TransferInput {
  readonly ticketId: string;
  readonly station: string;
  /** Another session of the same day: the patient keeps label and number. */
  readonly sessionId?: string | undefined;
  /** Letter of the other line's own numbers. */
  readonly numbered?: string | undefined;
}

/** Sends a ticket to another station or session. */
export async function transfer(work: Work, input: TransferInput): Promise<Ticket> {
  return enter(work, await lockTicket(work, input.ticketId, ['issued', 'waiting', 'called', 'serving', 'skipped', 'on_hold', 'absent']), input);
}

async function enter(work: Work, ticket: Ticket, { station, sessionId, numbered }: Omit<TransferInput, 'ticketId'>): Promise<Ticket> {
  const number = numbered === undefined ? ticket.number : await nextNumber(work, { service: ticket.service, date: ticket.date, station });
  const label = numbered === undefined ? ticket.label : `${numbered}-${number}`;
  // A line in order of numbers needs the booking's own number, not that of the line the ticket comes from.
  const own = ticket.bookingId ? (await requireBooking(inside(work), ticket.bookingId)).number : number;
  const back = stationRules(station).order === 'number' && numbered === undefined;
  const moved = await changeTicket(work, ticket.id, {
    state: 'waiting', station, number: back ? own : number, label, place: placeIn(station, back ? own : number, work.now), calls: 0, demotions: 0, desk: null, entered_at: work.now.toString(), called_at: null, started_at: null, finished_at: null,
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
  });
  await stampStep(work, moved.bookingId, station, 'enter', work.now);
  return moved;
}

/** The patient is in. The first start of a serving station is the session's real start. */
export async function start(work: Work, { ticketId, desk }: { ticketId: string; desk?: string | undefined }): Promise<Ticket> {
  const before = await lockTicket(work, ticketId, ['called', 'waiting']);
  return begin(work, before, work.now, desk);
}

async function begin(work: Work, before: Ticket, at: Temporal.Instant, desk?: string): Promise<Ticket> {
  // Taken in without a call: being let in was the call.
  if (before.state === 'waiting') await stampStep(work, before.bookingId, before.station, 'call', at);
  const ticket = await changeTicket(work, before.id, { state: 'serving', started_at: at.toString(), called_at: (before.calledAt ?? at).toString(), ...(desk === undefined ? {} : { desk }) });
  await stampStep(work, ticket.bookingId, ticket.station, 'start', at);
  if (ticket.sessionId && stationRules(ticket.station).serves) await beginSession(work, ticket.sessionId, at);
  return ticket;
}

/**
 * Done here. At a serving station the booking is served and the pace learnt. With `next` the ticket goes on to that station, else it is done.
 * Pressed right after the call, the service began with the call.
 */
export async function finish(work: Work, { ticketId, next, numbered }: { ticketId: string; next?: string | undefined; numbered?: string | undefined }): Promise<Ticket> {
  const before = await lockTicket(work, ticketId, ['serving', 'called', 'on_hold']);
  const ticket = before.state === 'called' ? await begin(work, before, before.calledAt ?? work.now) : before;
  await stampStep(work, ticket.bookingId, ticket.station, 'finish', work.now);
  if (stationRules(ticket.station).serves && ticket.bookingId) await serve(work, ticket);
  // The longer way for who is sent on while on hold: they are in no line, so they enter one.
  if (next !== undefined) return enter(work, ticket, { station: next, numbered });
  return changeTicket(work, ticketId, { state: 'done', finished_at: work.now.toString() });
}

async function serve(work: Work, ticket: Ticket): Promise<void> {
  const booking = await lockBooking(work, ticket.bookingId ?? '');
  if (booking.state === 'served') return;
  if (booking.state !== 'checked_in') throw new Problem(refusals.notNow, { facts: { state: booking.state } });
  await step(work, booking.id, { state: 'served' });
  if (ticket.startedAt) await countServed(work, booking, (work.now.epochMilliseconds - ticket.startedAt.epochMilliseconds) / 1000);
}
