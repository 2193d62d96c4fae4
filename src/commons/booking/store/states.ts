import type { Ticket, SessionState, Estimate } from '../types.ts';
import { estimateFor, readBackground, readLine } from './forecast.ts';
import { requireBooking, requireSession, toTicket, type Reader } from './reading.ts';

/** Where everybody of a session is: its tickets in the order of the line, those over last. */
export async function readState(reader: Reader, sessionId: string): Promise<SessionState> {
  const session = await requireSession(reader, sessionId);
  const tickets = (await reader.selectFrom('booking.ticket').selectAll().where('session_id', '=', sessionId).orderBy('place').execute()).map(toTicket);
  const counts = await reader.selectFrom('booking.booking').select(['state', (e) => e.fn.countAll<bigint>().as('n')]).where('session_id', '=', sessionId).groupBy('state').execute();
  const count = (...states: string[]) => counts.reduce((sum, row) => (states.includes(row.state) ? sum + Number(row.n) : sum), 0);
  const over = (ticket: Ticket) => ticket.state === 'done' || ticket.state === 'cancelled';
  const inside = tickets.filter((ticket) => ticket.state === 'called' || ticket.state === 'serving').sort(byCall);
  return {
    session, tickets: [...tickets.filter((ticket) => !over(ticket)), ...tickets.filter(over)],
    nowServing: inside[0], lastCalled: tickets.filter((ticket) => ticket.calledAt !== undefined).sort(byCall)[0],
    waiting: tickets.filter((ticket) => ticket.state === 'waiting').length, notYetHere: count('booked', 'confirmed'), remaining: count('booked', 'confirmed', 'checked_in'),
  };
}

function byCall(a: Ticket, b: Ticket): number {
  return (b.calledAt?.epochMilliseconds ?? 0) - (a.calledAt?.epochMilliseconds ?? 0);
}

export interface LineQuery {
  readonly service: string;
  readonly date: string;
  readonly station?: string | undefined;
  readonly group?: string | undefined;
}

/** Tickets of a station or a group on a date, in the order of the line. */
export async function readLineOf(reader: Reader, query: LineQuery): Promise<Ticket[]> {
  let select = reader.selectFrom('booking.ticket').selectAll().where('service', '=', query.service).where('date', '=', query.date);
  if (query.station !== undefined) select = select.where('station', '=', query.station);
  if (query.group !== undefined) select = select.where('grp', '=', query.group);
  return (await select.orderBy('place').orderBy('entered_at').execute()).map(toTicket);
}

/** One number that grows with every change of what `readLineOf` would show: boards ask for it before they ask for more. */
export async function readRevision(reader: Reader, query: { service: string; date: string; group?: string | undefined }): Promise<number> {
  let sessions = reader.selectFrom('booking.session').select((e) => e.fn.sum<string | null>('revision').as('n')).where('service', '=', query.service).where('date', '=', query.date);
  if (query.group !== undefined) sessions = sessions.where('grp', '=', query.group);
  const lines = reader.selectFrom('booking.line').select((e) => e.fn.sum<string | null>('revision').as('n')).where('service', '=', query.service).where('date', '=', query.date);
  return Number((await sessions.executeTakeFirst())?.n ?? 0) + (query.group === undefined ? Number((await lines.executeTakeFirst())?.n ?? 0) : 0);
}

/** When the holder of a booking will be served, as far as anybody can know. */
export async function readEstimate(reader: Reader, bookingId: string, now: Temporal.Instant): Promise<Estimate> {
  const booking = await requireBooking(reader, bookingId);
  const session = await requireSession(reader, booking.sessionId);
  const line = await readLine(reader, session.id);
  const who = line.find((other) => other.bookingId === bookingId) ?? { bookingId, number: booking.number, ticket: booking.state === 'served' ? ('done' as const) : null, place: null };
  return estimateFor(who, session, line, await readBackground(reader, session), now);
}

/** Estimates of everybody of a session who is still to be served. */
export async function readEstimates(reader: Reader, sessionId: string, now: Temporal.Instant): Promise<Map<string, Estimate>> {
  const session = await requireSession(reader, sessionId);
  const line = await readLine(reader, sessionId);
  const background = await readBackground(reader, session);
  return new Map(line.map((who) => [who.bookingId, estimateFor(who, session, line, background, now)]));
}
