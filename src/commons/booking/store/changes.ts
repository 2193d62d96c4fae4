import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { BookingTables } from '../tables.ts';
import type { Booking, Claimed, Offer, Ticket } from '../types.ts';
import { fingerprintOf, insertBooking, lockPools, refuseClosed, refuseTwice, repeatOf, takeKey, takePlace, withEstimate, type ClaimDeps } from './places.ts';
import { countCame } from './pace.ts';
import { actorOf, inside, requireBooking, requireSession, toTicket } from './reading.ts';
import { endTicket, isActive, lockBooking, step } from './steps.ts';
import { stampTask } from './tasks.ts';
import { issueTicket } from './tickets.ts';
import { offerPlaces, settleOffer } from './waiting.ts';

/** Makes sure of a held place, in time: also the answer to an offer from the waiting list. Confirming twice is confirming once. */
export async function confirmHold(work: Work, { bookingId }: { bookingId: string }): Promise<Booking> {
  const booking = await lockBooking(work, bookingId);
  if (booking.state === 'booked' || booking.state === 'confirmed') return booking;
  if (booking.state !== 'held' || (booking.heldUntil && Temporal.Instant.compare(work.now, booking.heldUntil) >= 0)) throw new Problem(refusals.holdExpired);
  await settleOffer(work, bookingId, 'accepted');
  return step(work, bookingId, { state: 'booked', held_until: null });
}

/** The party says they will come. */
export async function confirmAttendance(work: Work, { bookingId }: { bookingId: string }): Promise<Booking> {
  const booking = await lockBooking(work, bookingId);
  if (booking.state === 'confirmed' || booking.state === 'checked_in') return booking;
  if (booking.state !== 'booked') throw refuseGone(booking);
  return step(work, bookingId, { state: 'confirmed' });
}

/** Gives the place back (never the number) and offers it to those who wait. After check-in also time stamp 99. */
export async function cancel(work: Work, deps: ClaimDeps, { bookingId, by, reason }: { bookingId: string; by: 'patient' | 'hospital' | 'bpjs'; reason: string }): Promise<{ booking: Booking; offers: Offer[] }> {
  await lockPools(work, [(await requireBooking(inside(work), bookingId)).sessionId]);
  const before = await lockBooking(work, bookingId);
  if (!isActive(before.state)) throw refuseGone(before);
  await settleOffer(work, bookingId, 'lapsed');
  const booking = await step(work, bookingId, { state: 'cancelled', cancelled_by: by, why: reason });
  await endTicket(work, bookingId, reason);
  if (before.state === 'checked_in') await stampTask(work, { bookingId, task: 99 });
  return { booking, offers: await offerPlaces(work, deps, booking.sessionId) };
}

export interface MoveInput {
  readonly bookingId: string;
  readonly toSessionId: string;
  readonly pool: string;
  readonly key: string;
  readonly channel: string;
  readonly evenIfClosed?: boolean | undefined;
}

/** Reserves the new place first and then releases the old one, in this one transaction: nobody is ever without a place. New code, new number. */
export async function move(work: Work, deps: ClaimDeps, input: MoveInput): Promise<{ booking: Claimed; previous: Booking; offers: Offer[] }> {
  await lockPools(work, [(await requireBooking(inside(work), input.bookingId)).sessionId, input.toSessionId]);
  const previous = await lockBooking(work, input.bookingId);
  const fingerprint = fingerprintOf({ sessionId: input.toSessionId, party: previous.party, scope: previous.scope, from: previous.id });
  const known = await repeatOf(inside(work), input.key, fingerprint);
  if (known) return { booking: await withEstimate(work, known, true), previous, offers: [] };
  if (previous.state === 'held' || !isActive(previous.state)) throw refuseGone(previous);
  if (previous.sessionId === input.toSessionId) throw new Problem(refusals.notNow, { detail: 'Anda sudah terdaftar pada jadwal ini. Pilih jadwal lain.' });
  const session = await requireSession(inside(work), input.toSessionId);
  refuseClosed(work, session, input.evenIfClosed ?? false);
  const wish = { pool: input.pool, party: previous.party, scope: previous.scope, reference: previous.reference, channel: input.channel, kind: previous.kind, detail: previous.detail };
  await refuseTwice(inside(work), session, wish, previous.id);
  const place = await takePlace(work, session, input.pool);
  if (!place) throw new Problem(refusals.full, { facts: { sessionId: session.id } });
  const bookingId = work.newId();
  if (!(await takeKey(work, input.key, fingerprint, bookingId))) throw new Problem(refusals.notNow);
  await step(work, previous.id, { state: 'moved', moved_to: bookingId, why: `moved to ${session.id}` });
  await endTicket(work, previous.id, 'moved');
  await insertBooking(work, deps, session, wish, { ...place, bookingId });
  const booking = await withEstimate(work, await requireBooking(inside(work), bookingId), false);
  return { booking, previous: await requireBooking(inside(work), previous.id), offers: await offerPlaces(work, deps, previous.sessionId) };
}

/** The party is here: their ticket enters the line of `station`. A repeated check-in is the same visit. `at` says when, if not now. */
export async function checkIn(work: Work, { bookingId, station = 'poli', at }: { bookingId: string; station?: string | undefined; at?: Temporal.Instant | undefined }): Promise<{ booking: Booking; ticket: Ticket; repeated: boolean }> {
  const before = await lockBooking(work, bookingId);
  const there = await work.tables<BookingTables>().selectFrom('booking.ticket').selectAll().where('booking_id', '=', bookingId).executeTakeFirst();
  if (there && (before.state === 'checked_in' || before.state === 'served')) return { booking: before, ticket: toTicket(there), repeated: true };
  if (before.state !== 'booked' && before.state !== 'confirmed') throw refuseGone(before);
  const session = await requireSession(inside(work), before.sessionId);
  if (session.status === 'ended' || session.status === 'cancelled') throw new Problem(refusals.closed);
  const when = at && Temporal.Instant.compare(at, work.now) < 0 ? at : work.now;
  const booking = await step(work, bookingId, { state: 'checked_in', checked_in_at: when.toString() });
  await countCame(work, booking);
  return { booking, ticket: await issueTicket(work, booking, station, when), repeated: false };
}

/** Terminal states never reopen: an officer's correction is a line in the booking's log. `facts` hold no personal data. */
export async function correct(work: Work, { bookingId, reason, facts }: { bookingId: string; reason: string; facts: Record<string, unknown> }): Promise<void> {
  const booking = await lockBooking(work, bookingId);
  await work.tables<BookingTables>().insertInto('booking.booking_log').values({ booking_id: bookingId, at: work.now.toString(), from_state: booking.state, to_state: booking.state, actor: actorOf(work), why: reason, facts: JSON.stringify(facts) }).execute();
}

function refuseGone(booking: Booking): Problem {
  const spec = booking.state === 'served' ? refusals.alreadyServed : isActive(booking.state) ? refusals.notNow : refusals.alreadyGone;
  return new Problem(spec, { facts: { state: booking.state, code: booking.code } });
}
