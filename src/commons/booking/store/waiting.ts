import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { BookingTables, Detail } from '../tables.ts';
import type { Booking, Offer, Session } from '../types.ts';
import { lockPools, refuseClosed, refuseTwice, takePlace, tryInsertBooking, type ClaimDeps } from './places.ts';
import { actorOf, findBookings, inside, requireBooking, requireSession } from './reading.ts';

/** Minutes an offered place waits for its answer. */
const offerMinutes = 15;

export interface WaitInput {
  readonly sessionId: string;
  readonly pool: string;
  readonly party: string;
  readonly scope: string;
  readonly reference?: string | undefined;
  readonly key: string;
  readonly channel: string;
  readonly kind?: string | undefined;
  readonly detail?: Detail | undefined;
}

/** Puts a party on the waiting list of a full session. The same key gives the same turn. `place` counts from 1. */
export async function joinWaiting(work: Work, input: WaitInput): Promise<{ waitingId: string; place: number; repeated: boolean }> {
  const tables = work.tables<BookingTables>();
  const known = await tables.selectFrom('booking.waiting').select('id').where('key', '=', input.key).executeTakeFirst();
  if (known) return { waitingId: known.id, place: await placeInList(work, known.id), repeated: true };
  const session = await requireSession(inside(work), input.sessionId);
  refuseClosed(work, session, false);
  await refuseTwice(inside(work), session, input);
  if ((session.pools.find((pool) => pool.pool === input.pool)?.left ?? 0) > 0) throw new Problem(refusals.placesLeft, { facts: { sessionId: session.id } });
  const id = work.newId();
  await tables.insertInto('booking.waiting').values({
    id, session_id: input.sessionId, pool: input.pool, party: input.party, scope: input.scope, reference: input.reference ?? null, key: input.key, channel: input.channel, kind: input.kind ?? '',
    detail: JSON.stringify(input.detail ?? {}), created_at: work.now.toString(), changed_at: work.now.toString(),
  }).execute();
  return { waitingId: id, place: await placeInList(work, id), repeated: false };
}

/** Takes a party off the list; an offered place must be cancelled as a booking instead. */
export async function leaveWaiting(work: Work, { waitingId }: { waitingId: string }): Promise<void> {
  const row = await work.tables<BookingTables>().updateTable('booking.waiting').set({ state: 'left', changed_at: work.now.toString() }).where('id', '=', waitingId).where('state', '=', 'waiting').returning('id').executeTakeFirst();
  if (!row) throw new Problem(refusals.notNow);
}

async function placeInList(work: Work, waitingId: string): Promise<number> {
  const tables = work.tables<BookingTables>();
  const own = await tables.selectFrom('booking.waiting').select(['session_id', 'turn']).where('id', '=', waitingId).executeTakeFirstOrThrow();
  const { n } = await tables.selectFrom('booking.waiting').select((e) => e.fn.countAll<bigint>().as('n')).where('session_id', '=', own.session_id).where('state', '=', 'waiting').where('turn', '<=', own.turn).executeTakeFirstOrThrow();
  return Number(n);
}

/**
 * Holds every free place for those who wait, strictly in the order of asking; people of another pool are passed over only when their pool has no place. Call after
 * anything that frees a place, in the same transaction: so newcomers never overtake.
 */
export async function offerPlaces(work: Work, deps: ClaimDeps, sessionId: string): Promise<Offer[]> {
  const session = await requireSession(inside(work), sessionId);
  if (!isTaking(work, session)) return [];
  const tables = work.tables<BookingTables>();
  const queue = await tables.selectFrom('booking.waiting').selectAll().where('session_id', '=', sessionId).where('state', '=', 'waiting').orderBy('turn').forUpdate().execute();
  const offers: Offer[] = [];
  const exhausted = new Set<string>();
  for (const waiting of queue) {
    if (exhausted.has(waiting.pool)) continue;
    const already = await findBookings(inside(work), { service: session.service, party: waiting.party, from: session.date, to: session.date, active: true });
    if (already.some((booking) => booking.scope === waiting.scope)) {
      await giveUp(work, waiting.id);
      continue;
    }
    const place = await takePlace(work, session, waiting.pool);
    if (!place) {
      exhausted.add(waiting.pool);
      continue;
    }
    const bookingId = work.newId();
    const made = { ...place, bookingId, holdUntil: work.now.add({ minutes: offerMinutes }) };
    const wish = { pool: waiting.pool, party: waiting.party, scope: waiting.scope, reference: waiting.reference ?? undefined, channel: waiting.channel, kind: waiting.kind, detail: waiting.detail };
    if (!(await tryInsertBooking(work, deps, session, wish, made))) {
      // Somebody booked for the same person this very moment: give the place on, the number stays unused.
      await tables.updateTable('booking.pool').set((e) => ({ issued: e('issued', '-', 1) })).where('session_id', '=', sessionId).where('pool', '=', place.drawnFrom).execute();
      await giveUp(work, waiting.id);
      continue;
    }
    await tables.updateTable('booking.waiting').set({ state: 'offered', booking_id: bookingId, changed_at: work.now.toString() }).where('id', '=', waiting.id).execute();
    offers.push({ waitingId: waiting.id, booking: await requireBooking(inside(work), bookingId) });
  }
  return offers;
}

function isTaking(work: Work, session: Session): boolean {
  return session.accepting && (session.status === 'open' || session.status === 'running') && Temporal.Instant.compare(work.now, session.claimUntil) < 0;
}

async function giveUp(work: Work, waitingId: string): Promise<void> {
  await work.tables<BookingTables>().updateTable('booking.waiting').set({ state: 'left', changed_at: work.now.toString() }).where('id', '=', waitingId).execute();
}

/** Marks the list entry of a booking whose offer was answered or ran out. */
export async function settleOffer(work: Work, bookingId: string, state: 'accepted' | 'lapsed'): Promise<void> {
  await work.tables<BookingTables>().updateTable('booking.waiting').set({ state, changed_at: work.now.toString() }).where('booking_id', '=', bookingId).where('state', '=', 'offered').execute();
}

/** Ends holds that ran out, of a session or of a whole service, and offers the places on. */
export async function lapseHolds(work: Work, deps: ClaimDeps, of: { sessionId: string } | { service: string }): Promise<{ expired: Booking[]; offers: Offer[] }> {
  const tables = work.tables<BookingTables>();
  const due = tables.selectFrom('booking.booking').select('session_id').distinct().where('state', '=', 'held').where('held_until', '<=', work.now.toString() as never);
  const sessions = (await ('sessionId' in of ? due.where('session_id', '=', of.sessionId) : due.where('service', '=', of.service)).execute()).map((row) => row.session_id);
  if (sessions.length === 0) return { expired: [], offers: [] };
  await lockPools(work, sessions);
  const late = tables.selectFrom('booking.booking').select(['id', 'session_id']).where('state', '=', 'held').where('held_until', '<=', work.now.toString() as never);
  const rows = await late.where('session_id', 'in', sessions).orderBy('id').forUpdate().execute();
  const expired: Booking[] = [];
  for (const row of rows) {
    await tables.updateTable('booking.booking').set({ state: 'expired', changed_at: work.now.toString(), changed_by: actorOf(work), why: 'hold ran out' }).where('id', '=', row.id).execute();
    await settleOffer(work, row.id, 'lapsed');
    expired.push(await requireBooking(inside(work), row.id));
  }
  const offers: Offer[] = [];
  for (const sessionId of new Set(rows.map((row) => row.session_id))) offers.push(...await offerPlaces(work, deps, sessionId));
  return { expired, offers };
}
