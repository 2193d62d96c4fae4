import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { Booking, Claimed, ClaimInput, Session } from '../types.ts';
import { estimateFor, readBackground, readLine } from './forecast.ts';
import { lookBeforeClaim } from './look.ts';
import { fingerprintOf, insertBooking, refuseClosed, repeatOf, sameRequest, takeKey, takePlace, takePlaceBeyond, withEstimate, type ClaimDeps } from './places.ts';
import { inside, requireBooking, requireSession, type Reader } from './reading.ts';
import { lapseHolds } from './waiting.ts';

/** Minutes a place is held until its confirmation. */
const holdMinutes = 5;

/**
 * Takes a place and the next number of a session. The same key gives the same booking again. Problems: `full`, `closed`, `alreadyBooked` (facts: code and id of
 * the booking there is), `referenceUsed`, `keyReused`, `unknown`. Cheap refusals come before any lock.
 */
export async function claim(work: Work, deps: ClaimDeps, input: ClaimInput): Promise<Claimed> {
  const reader = inside(work);
  const fingerprint = fingerprintOf(input);
  const { session, known, twin, lapsed } = await lookBeforeClaim(work, input);
  if (known) return withEstimate(work, await sameRequest(reader, known, fingerprint), true);
  refuseClosed(work, session, input.evenIfClosed ?? false);
  if (twin) throw new Problem(twin.same ? refusals.alreadyBooked : refusals.referenceUsed, { facts: { bookingId: twin.id, code: twin.code } });
  await refuseFull(work, deps, session, input, lapsed);
  const bookingId = work.newId();
  if (!(await takeKey(work, input.key, fingerprint, bookingId))) return withEstimate(work, await requireRepeat(reader, input), true);
  const background = await readBackground(reader, session);
  const place = (await takePlace(work, session, input.pool)) ?? (input.beyondQuota === undefined ? undefined : await takePlaceBeyond(work, session, input.pool));
  if (!place) throw new Problem(refusals.full, { facts: { sessionId: session.id } });
  await insertBooking(work, deps, session, input, { ...place, bookingId, holdUntil: input.confirm ? work.now.add({ minutes: holdMinutes }) : undefined });
  const booking = await requireBooking(reader, bookingId);
  return { ...booking, repeated: false, estimate: estimateFor({ bookingId, number: booking.number, ticket: null, place: null }, session, await readLine(reader, session.id), background, work.now) };
}

async function requireRepeat(reader: Reader, input: ClaimInput): Promise<Booking> {
  const found = await repeatOf(reader, input.key, fingerprintOf(input));
  if (!found) throw new Problem(refusals.notNow);
  return found;
}

/**
 * Says "full" before any lock is taken. When full, places held too long without a confirmation are freed first: for those who wait, then for us. A place
 * lost in the moment between is found missing by `takePlace`.
 */
async function refuseFull(work: Work, deps: ClaimDeps, session: Session, { pool, beyondQuota }: ClaimInput, lapsed: boolean): Promise<void> {
  if (beyondQuota !== undefined || leftIn(session, pool) > 0) return;
  if (lapsed) await lapseHolds(work, deps, { sessionId: session.id });
  if (!lapsed || leftIn(await requireSession(inside(work), session.id), pool) === 0) throw new Problem(refusals.full, { facts: { sessionId: session.id } });
}

function leftIn(session: Session, pool: string): number {
  return (session.pools.find((one) => one.pool === pool) ?? session.pools.find((one) => one.pool === '*'))?.left ?? 0;
}
