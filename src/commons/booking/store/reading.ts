import type { ReadonlyKysely } from 'kysely/readonly';
import type { Selectable } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { BookingTables } from '../tables.ts';
import type { Booking, Session, Ticket } from '../types.ts';

export type Reader = ReadonlyKysely<BookingTables>;

/** The open transaction inside a write, the pool outside. */
export function readerOf(database: Database, within?: Work): Reader {
  return within ? inside(within) : database.read<BookingTables>();
}

/** The open transaction as something to read from. */
export function inside(work: Work): Reader {
  return work.tables<BookingTables>() as unknown as Reader;
}

/** The actor as logs name it. */
export function actorOf(work: Work): string {
  return `${work.actor.kind}:${work.actor.id}`;
}

const bookings = (reader: Reader) => reader.selectFrom('booking.booking as b').innerJoin('booking.session as s', 's.id', 'b.session_id').selectAll('b').select(['s.resource', 's.grp', 's.opens_at']);

export interface BookingQuery {
  readonly service?: string | undefined;
  readonly party?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly reference?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only those that still hold a place and are not over. */
  readonly active?: boolean | undefined;
}

const activeStates = ['held', 'booked', 'confirmed', 'checked_in'] as const;

/** Bookings that fit every part of the query, by date and number. */
export async function findBookings(reader: Reader, query: BookingQuery): Promise<Booking[]> {
  let select = bookings(reader);
  if (query.service !== undefined) select = select.where('b.service', '=', query.service);
  if (query.party !== undefined) select = select.where('b.party', '=', query.party);
  if (query.sessionId !== undefined) select = select.where('b.session_id', '=', query.sessionId);
  if (query.reference !== undefined) select = select.where('b.reference', '=', query.reference);
  if (query.from !== undefined) select = select.where('b.date', '>=', query.from);
  if (query.to !== undefined) select = select.where('b.date', '<=', query.to);
  if (query.active) select = select.where('b.state', 'in', [...activeStates]);
  return (await select.orderBy('b.date').orderBy('b.session_id').orderBy('b.number').execute()).map(toBooking);
}

/** One booking by its id, its printed code or the key it was made with. */
export async function findBooking(reader: Reader, by: { id: string } | { code: string } | { key: string }): Promise<Booking | undefined> {
  const select = bookings(reader);
  const found = 'id' in by ? select.where('b.id', '=', by.id) : 'code' in by ? select.where('b.code', '=', by.code) : select.innerJoin('booking.claim_key as k', 'k.booking_id', 'b.id').where('k.key', '=', by.key);
  const row = await found.executeTakeFirst();
  return row && toBooking(row);
}

export async function requireBooking(reader: Reader, id: string): Promise<Booking> {
  const found = await findBooking(reader, { id });
  if (!found) throw new Problem(refusals.unknown);
  return found;
}

type BookingRow = Selectable<BookingTables['booking.booking']> & { resource: string; grp: string; opens_at: Temporal.Instant };

function toBooking(row: BookingRow): Booking {
  return {
    id: row.id, sessionId: row.session_id, service: row.service, resource: row.resource, group: row.grp, date: row.date, opensAt: row.opens_at, pool: row.pool, party: row.party, scope: row.scope,
    reference: row.reference ?? undefined, number: row.number, label: row.label, code: row.code, state: row.state, channel: row.channel, kind: row.kind, heldUntil: row.held_until ?? undefined,
    checkedInAt: row.checked_in_at ?? undefined, cancelledBy: (row.cancelled_by ?? undefined) as Booking['cancelledBy'], reason: row.why ?? undefined, movedTo: row.moved_to ?? undefined, createdAt: row.created_at, detail: row.detail,
  };
}

export interface SessionQuery {
  readonly service?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly resource?: string | undefined;
}

/** Sessions that fit every part of the query (dates ISO, included), by time. Two statements however many. */
export async function findSessions(reader: Reader, query: SessionQuery): Promise<Session[]> {
  if (query.ids?.length === 0) return [];
  let select = reader.selectFrom('booking.session').selectAll();
  if (query.ids !== undefined) select = select.where('id', 'in', query.ids);
  if (query.service !== undefined) select = select.where('service', '=', query.service);
  if (query.from !== undefined) select = select.where('date', '>=', query.from);
  if (query.to !== undefined) select = select.where('date', '<=', query.to);
  if (query.group !== undefined) select = select.where('grp', '=', query.group);
  if (query.resource !== undefined) select = select.where('resource', '=', query.resource);
  return withPools(reader, await select.orderBy('opens_at').orderBy('label').orderBy('resource').execute());
}

export async function findSession(reader: Reader, id: string): Promise<Session | undefined> {
  const row = await reader.selectFrom('booking.session').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await withPools(reader, [row]))[0];
}

export async function requireSession(reader: Reader, id: string): Promise<Session> {
  const found = await findSession(reader, id);
  if (!found) throw new Problem(refusals.unknown);
  return found;
}

async function withPools(reader: Reader, rows: readonly Selectable<BookingTables['booking.session']>[]): Promise<Session[]> {
  if (rows.length === 0) return [];
  const pools = await reader.selectFrom('booking.pool').selectAll().where('session_id', 'in', rows.map((row) => row.id)).orderBy('pool').execute();
  return rows.map((row) => toSession(row, pools.filter((pool) => pool.session_id === row.id)));
}

/** A session and its pools as everybody sees them. */
export function toSession(row: Selectable<BookingTables['booking.session']>, pools: readonly Selectable<BookingTables['booking.pool']>[]): Session {
  const left = (pool: { quota: number; issued: number } | undefined) => (pool ? Math.max(0, pool.quota - pool.issued) : 0);
  const shared = left(pools.find((pool) => pool.pool === '*'));
  return {
    id: row.id, service: row.service, resource: row.resource, group: row.grp, date: row.date, opensAt: row.opens_at, closesAt: row.closes_at, claimUntil: row.claim_until, label: row.label, codePrefix: row.code_prefix,
    status: row.status, accepting: row.accepting, expectedStart: row.expected_start ?? undefined, actualStart: row.actual_start ?? undefined, actualEnd: row.actual_end ?? undefined, breaks: row.breaks,
    reason: row.reason ?? undefined, revision: Number(row.revision), lastNo: row.last_no, detail: row.detail,
    pools: pools.map((pool) => ({ pool: pool.pool, quota: pool.quota, issued: pool.issued, left: pool.pool === '*' ? shared : left(pool) + shared, flagged: pool.flagged })),
    full: pools.every((pool) => left(pool) === 0), flagged: pools.some((pool) => pool.flagged),
  };
}

export function toTicket(row: Selectable<BookingTables['booking.ticket']>): Ticket {
  return {
    id: row.id, bookingId: row.booking_id ?? undefined, sessionId: row.session_id ?? undefined, service: row.service, group: row.grp, date: row.date, station: row.station, label: row.label, number: row.number,
    state: row.state, place: row.place, calls: row.calls, desk: row.desk ?? undefined, reason: row.reason ?? undefined, kind: row.kind, enteredAt: row.entered_at, calledAt: row.called_at ?? undefined,
    startedAt: row.started_at ?? undefined, finishedAt: row.finished_at ?? undefined,
  };
}
