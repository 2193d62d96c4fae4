import { sql, type RawBuilder } from 'kysely';
import { sha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { bookingCode } from '../rules/code.ts';
import type { BookingTables } from '../tables.ts';
import type { Booking, Claimed, ClaimInput, Session } from '../types.ts';
import { estimateFor, readBackground, readLine } from './forecast.ts';
import { actorOf, inside, requireBooking, requireSession, type Reader } from './reading.ts';

export interface ClaimDeps {
  readonly random: RandomBytes;
}

/** The booking a key already made, or nothing. A key that made something else is refused. */
export async function repeatOf(reader: Reader, key: string, fingerprint: string): Promise<Booking | undefined> {
  const row = await reader.selectFrom('booking.claim_key').selectAll().where('key', '=', key).executeTakeFirst();
  return row && sameRequest(reader, { bookingId: row.booking_id, fingerprint: row.fingerprint }, fingerprint);
}

/** The booking of a known key, when it was asked for the same thing. */
export async function sameRequest(reader: Reader, known: { bookingId: string; fingerprint: string }, fingerprint: string): Promise<Booking> {
  if (known.fingerprint !== fingerprint) throw new Problem(refusals.keyReused);
  return requireBooking(reader, known.bookingId);
}

/** Writes the key; false when another request got there first. That request is waited for, so its booking can be read after. */
export async function takeKey(work: Work, key: string, fingerprint: string, bookingId: string): Promise<boolean> {
  const row = await work.tables<BookingTables>().insertInto('booking.claim_key').values({ key, fingerprint, booking_id: bookingId, at: work.now.toString() }).onConflict((conflict) => conflict.column('key').doNothing()).returning('key').executeTakeFirst();
  return row !== undefined;
}

/** What must be equal for two requests with one key to be the same request. */
export function fingerprintOf(input: Pick<ClaimInput, 'sessionId' | 'party' | 'scope'> & { from?: string }): string {
  return sha256(JSON.stringify([input.sessionId, input.party, input.scope, input.from ?? ''])).slice(0, 32);
}

/** Refuses a session whose intake is over. */
export function refuseClosed(work: Work, session: Session, evenIfClosed: boolean): void {
  const over = session.status === 'ended' || session.status === 'cancelled';
  const intakeOver = !session.accepting || Temporal.Instant.compare(work.now, session.claimUntil) >= 0;
  if (over || (intakeOver && !evenIfClosed)) throw new Problem(refusals.closed, { facts: { sessionId: session.id, status: session.status, claimUntil: session.claimUntil.toString() } });
}

/** Refuses a second active booking of the party on that date and scope, or of the reference; the unique indexes do the same against racing requests. */
export async function refuseTwice(reader: Reader, session: Session, input: Pick<ClaimInput, 'party' | 'scope' | 'reference'>, except?: string): Promise<void> {
  const active = await reader.selectFrom('booking.booking').select(['id', 'code', 'party', 'date', 'scope']).where('service', '=', session.service).where('state', 'in', ['held', 'booked', 'confirmed', 'checked_in'])
    .where((e) => e.or([e.and({ party: input.party, date: session.date, scope: input.scope }), ...(input.reference === undefined ? [] : [e('reference', '=', input.reference)])])).execute();
  const other = active.find((row) => row.id !== except);
  if (!other) return;
  const same = other.party === input.party && other.date === session.date && other.scope === input.scope;
  throw new Problem(same ? refusals.alreadyBooked : refusals.referenceUsed, { facts: { bookingId: other.id, code: other.code } });
}

export interface Place {
  readonly number: number;
  readonly drawnFrom: string;
}

/** Takes the counters of sessions, in one order for everybody, so that nobody who changes several bookings waits in a circle. */
export async function lockPools(work: Work, sessionIds: readonly string[]): Promise<void> {
  await work.tables<BookingTables>().selectFrom('booking.pool').select('pool').where('session_id', 'in', sessionIds).orderBy('session_id').orderBy('pool').forUpdate().execute();
}

/** Draws a place of the pool, or of the shared ones, and the next number. */
export function takePlace(work: Work, session: Session, pool: string): Promise<Place | undefined> {
  return draw(work, session, sql`booking.take_place(${session.id}, ${pool})`);
}

/** One place more than the quota allows, on an officer's word. Undefined: no such pool. */
export function takePlaceBeyond(work: Work, session: Session, pool: string): Promise<Place | undefined> {
  return draw(work, session, sql`booking.take_beyond(${session.id}, ${pool})`);
}

async function draw(work: Work, session: Session, from: RawBuilder<unknown>): Promise<Place | undefined> {
  const { rows } = await sql<{ number: number | null; drawn_from: string | null }>`select number, drawn_from from ${from}`.execute(work.tables<BookingTables>());
  const row = rows[0];
  if (!row || row.drawn_from === null) return undefined;
  if (row.number === null) throw new Problem(refusals.closed, { facts: { sessionId: session.id } });
  return { number: row.number, drawnFrom: row.drawn_from };
}

export interface NewBooking extends Place {
  readonly bookingId: string;
  readonly holdUntil?: Temporal.Instant | undefined;
}

type BookingWish = Pick<ClaimInput, 'pool' | 'party' | 'scope' | 'reference' | 'channel' | 'kind' | 'detail'>;

/** Stores a booking on a place already taken. Throws the problem of whichever rule a racing request broke first. */
export async function insertBooking(work: Work, deps: ClaimDeps, session: Session, wish: BookingWish, made: NewBooking): Promise<void> {
  if (await tryInsertBooking(work, deps, session, wish, made)) return;
  await refuseTwice(inside(work), session, wish);
  throw new Problem(refusals.notNow);
}

/** Like `insertBooking`, but false when the party or the reference already has an active booking. */
export async function tryInsertBooking(work: Work, deps: ClaimDeps, session: Session, wish: BookingWish, made: NewBooking): Promise<boolean> {
  // Two equal codes on one day are one in many thousands; a few tries settle it.
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const row = await work.tables<BookingTables>().insertInto('booking.booking').values({
      id: made.bookingId, session_id: session.id, service: session.service, date: session.date, pool: wish.pool, drawn_from: made.drawnFrom, party: wish.party, scope: wish.scope, reference: wish.reference ?? null,
      number: made.number, label: session.label === '' ? String(made.number) : `${session.label}-${made.number}`, code: bookingCode(session.codePrefix, session.date, deps.random), state: made.holdUntil ? 'held' : 'booked', channel: wish.channel, kind: wish.kind ?? '',
      held_until: made.holdUntil?.toString() ?? null, detail: JSON.stringify(wish.detail ?? {}), created_at: work.now.toString(), changed_at: work.now.toString(), changed_by: actorOf(work), why: null,
    }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** Adds the estimate to a booking. */
export async function withEstimate(work: Work, booking: Booking, repeated: boolean): Promise<Claimed> {
  const reader = inside(work);
  const session = await requireSession(reader, booking.sessionId);
  const line = await readLine(reader, session.id);
  const who = line.find((other) => other.bookingId === booking.id) ?? { bookingId: booking.id, number: booking.number, ticket: null, place: null };
  return { ...booking, repeated, estimate: estimateFor(who, session, line, await readBackground(reader, session), work.now) };
}
