import { sql } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { BookingTables, Pools } from '../tables.ts';
import type { Booking, Offer, SessionInput } from '../types.ts';
import { countMissed } from './pace.ts';
import { lockPools, type ClaimDeps } from './places.ts';
import { findBookings, inside, requireSession } from './reading.ts';
import { endTicket, lockBooking, step } from './steps.ts';
import { stampTask } from './tasks.ts';
import { offerPlaces, settleOffer } from './waiting.ts';

/** Opens a session with its pools. Two sessions of one resource never overlap (`overlap`). Returns its id. */
export async function openSession(work: Work, input: SessionInput): Promise<string> {
  const id = await insertSession(work, input, false);
  if (id === undefined) throw new Problem(refusals.overlap);
  return id;
}

/** Opens a session unless the resource already has one at that hour, cancelled ones included. */
export async function openSessionOnce(work: Work, input: SessionInput): Promise<string | undefined> {
  return insertSession(work, input, true);
}

async function insertSession(work: Work, input: SessionInput, once: boolean): Promise<string | undefined> {
  const id = work.newId();
  const insert = work.tables<BookingTables>().insertInto('booking.session').values({
    id, service: input.service, resource: input.resource, grp: input.group ?? input.resource, date: input.date, opens_at: input.opensAt.toString(), closes_at: input.closesAt.toString(),
    claim_until: (input.claimUntil ?? input.closesAt).toString(), label: input.label, code_prefix: input.codePrefix,
    breaks: JSON.stringify((input.breaks ?? []).map((pause) => ({ from: pause.from.toString(), to: pause.to.toString() }))), detail: JSON.stringify(input.detail ?? {}),
  });
  const row = await (once ? insert.onConflict((conflict) => conflict.doNothing()) : insert).returning('id').executeTakeFirst();
  if (!row) return undefined;
  const pools: Pools = input.shared === undefined || input.shared === 0 ? input.pools : { ...input.pools, '*': input.shared };
  await work.tables<BookingTables>().insertInto('booking.pool').values(Object.entries(pools).map(([pool, quota]) => ({ session_id: id, pool, quota }))).execute();
  return id;
}

/** Sets how many places a pool should have. Below what is issued, those issued are kept, nobody new gets in, and the pool is flagged. New places go first to those who wait. */
export async function setQuota(work: Work, deps: ClaimDeps, { sessionId, pool, quota }: { sessionId: string; pool: string; quota: number }): Promise<{ flagged: boolean; offers: Offer[] }> {
  const { rows } = await sql<{ flagged: boolean }>`insert into booking.pool (session_id, pool, quota) values (${sessionId}, ${pool}, ${quota})
    on conflict (session_id, pool) do update set quota = excluded.quota returning flagged`.execute(work.tables<BookingTables>());
  await touch(work, sessionId, {});
  return { flagged: rows[0]?.flagged ?? false, offers: await offerPlaces(work, deps, sessionId) };
}

/** Opens or closes the intake of a session. */
export async function setAccepting(work: Work, { sessionId, accepting }: { sessionId: string; accepting: boolean }): Promise<void> {
  await touch(work, sessionId, { accepting });
}

/** The doctor is here, or the lane is open. Once; later calls change nothing. */
export async function beginSession(work: Work, sessionId: string, at: Temporal.Instant): Promise<void> {
  await work.tables<BookingTables>().updateTable('booking.session').set({ status: 'running', actual_start: at.toString() }).where('id', '=', sessionId).where('status', '=', 'open').execute();
}

/** What the desk expects of a late start. Estimates follow at once. */
export async function expectStart(work: Work, { sessionId, at, reason }: { sessionId: string; at: Temporal.Instant; reason: string }): Promise<void> {
  const session = await requireSession(inside(work), sessionId);
  if (session.status !== 'open') throw new Problem(refusals.notNow, { facts: { status: session.status } });
  await touch(work, sessionId, { expected_start: at.toString(), reason });
}

/**
 * Ends a session. Who never came is a no-show (stamp 99); who was here but not served is cancelled by the hospital, because it was not their doing. Those still in service or at the pharmacy go on.
 */
export async function endSession(work: Work, { sessionId }: { sessionId: string }): Promise<{ noShows: Booking[]; unserved: Booking[] }> {
  const session = await requireSession(inside(work), sessionId);
  if (session.status === 'ended' || session.status === 'cancelled') throw new Problem(refusals.notNow, { facts: { status: session.status } });
  const noShows: Booking[] = [];
  const unserved: Booking[] = [];
  for (const booking of await lockActive(work, sessionId)) {
    const ticket = await work.tables<BookingTables>().selectFrom('booking.ticket').select('state').where('booking_id', '=', booking.id).executeTakeFirst();
    if (ticket?.state === 'serving') continue;
    if (booking.state === 'held') {
      await settleOffer(work, booking.id, 'lapsed');
      await step(work, booking.id, { state: 'expired', why: 'session ended' });
    } else if (ticket && ticket.state !== 'absent') {
      unserved.push(await step(work, booking.id, { state: 'cancelled', cancelled_by: 'hospital', why: 'session ended unserved' }));
      await stampTask(work, { bookingId: booking.id, task: 99 });
    } else {
      noShows.push(await step(work, booking.id, { state: 'no_show', why: 'session ended' }));
      await countMissed(work, booking);
      await stampTask(work, { bookingId: booking.id, task: 99 });
    }
    await endTicket(work, booking.id, 'session ended');
  }
  await closeList(work, sessionId);
  await touch(work, sessionId, { status: 'ended', accepting: false, actual_end: work.now.toString() });
  return { noShows, unserved };
}

/** The doctor is absent: cancels the session and every booking that is not being served. Returns those to tell. */
export async function cancelSession(work: Work, { sessionId, by, reason }: { sessionId: string; by: 'hospital' | 'bpjs'; reason: string }): Promise<{ cancelled: Booking[] }> {
  const session = await requireSession(inside(work), sessionId);
  if (session.status === 'ended' || session.status === 'cancelled') throw new Problem(refusals.notNow, { facts: { status: session.status } });
  const cancelled: Booking[] = [];
  // First the door, so that no place given back is offered on.
  await closeList(work, sessionId);
  for (const booking of await lockActive(work, sessionId)) {
    await settleOffer(work, booking.id, 'lapsed');
    cancelled.push(await step(work, booking.id, { state: 'cancelled', cancelled_by: by, why: reason }));
    await endTicket(work, booking.id, reason);
    if (booking.state === 'checked_in') await stampTask(work, { bookingId: booking.id, task: 99 });
  }
  await touch(work, sessionId, { status: 'cancelled', accepting: false, reason, actual_end: work.now.toString() });
  return { cancelled };
}

async function lockActive(work: Work, sessionId: string): Promise<Booking[]> {
  // The counter first: a claim that is just being decided ends before, a later one finds the door closed.
  await lockPools(work, [sessionId]);
  const found = await findBookings(inside(work), { sessionId, active: true });
  const locked: Booking[] = [];
  for (const booking of found) locked.push(await lockBooking(work, booking.id));
  return locked;
}

async function closeList(work: Work, sessionId: string): Promise<void> {
  await work.tables<BookingTables>().updateTable('booking.waiting').set({ state: 'left', changed_at: work.now.toString() }).where('session_id', '=', sessionId).where('state', '=', 'waiting').execute();
}

async function touch(work: Work, sessionId: string, change: { accepting?: boolean; status?: 'ended' | 'cancelled'; expected_start?: string; actual_end?: string; reason?: string }): Promise<void> {
  const row = await work.tables<BookingTables>().updateTable('booking.session').set({ ...change, revision: sql`revision + 1` }).where('id', '=', sessionId).returning('id').executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
}
