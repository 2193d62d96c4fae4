import { sql } from 'kysely';
import { z } from 'zod';
import { Problem, problems } from '#kernel/problem';
import { action } from '#platform/action';
import type { Database } from '#platform/database';
import { wakeQueue } from './owe.ts';
import type { OutboxTables } from './tables.ts';

const refusals = problems('saroale', {
  bpjsNothingHeld: { status: 409, title: 'Kiriman ini tidak tertahan lagi', detail: 'Muat ulang daftar: kiriman sudah berjalan atau sudah dilepas.' },
});

/** Sends a held or dead lane again, from where it stopped, with a new day of trying. */
export const retryLane = action({
  name: 'saroale/bpjs-retry',
  input: z.object({ bookingId: z.uuid() }),
  allow: 'saroale/bpjs',
  async run(work, { bookingId }) {
    const now = work.now.toString();
    const result = await work.tables<OutboxTables>().updateTable('saroale.bpjs_lane').set({ state: 'ready', cause: null, note: null, attempts: 0, next_at: now, since: now, updated_at: now, lease: null, leased_until: null })
      .where('booking_id', '=', bookingId).where('state', 'in', ['held', 'dead']).executeTakeFirst();
    if (result.numUpdatedRows !== 1n) throw new Problem(refusals.bpjsNothingHeld);
    work.note({ subject: bookingId });
    work.enqueue({ queue: wakeQueue, data: {} });
  },
});

/** Ends a lane with a reason: what was not sent never will be. BPJS keeps what it has. */
export const letGoLane = action({
  name: 'saroale/bpjs-let-go',
  input: z.object({ bookingId: z.uuid(), reason: z.string().trim().min(5, 'Tulis alasannya, sekurang-kurangnya 5 huruf.').max(200) }),
  allow: 'saroale/bpjs',
  async run(work, { bookingId, reason }) {
    const tables = work.tables<OutboxTables>();
    const result = await tables.updateTable('saroale.bpjs_lane').set({ state: 'closed', next_at: null, note: reason, updated_at: work.now.toString(), lease: null, leased_until: null })
      .where('booking_id', '=', bookingId).where('state', 'in', ['held', 'dead']).executeTakeFirst();
    if (result.numUpdatedRows !== 1n) throw new Problem(refusals.bpjsNothingHeld);
    await tables.updateTable('saroale.bpjs_message').set({ state: 'let-go', let_go_reason: reason }).where('booking_id', '=', bookingId).where('state', '=', 'waiting').execute();
    work.note({ subject: bookingId, reason });
  },
});

/** Sends everything that died of a long outage again, in one press. */
export const reviveDead = action({
  name: 'saroale/bpjs-revive',
  input: z.object({}),
  allow: 'saroale/bpjs',
  async run(work): Promise<number> {
    const now = work.now.toString();
    const result = await work.tables<OutboxTables>().updateTable('saroale.bpjs_lane').set({ state: 'ready', cause: null, note: null, attempts: 0, next_at: now, since: now, updated_at: now }).where('state', '=', 'dead').executeTakeFirst();
    work.enqueue({ queue: wakeQueue, data: {} });
    return Number(result.numUpdatedRows);
  },
});

export interface HeldLane { readonly bookingId: string; readonly code: string; readonly date: string; readonly state: 'held' | 'dead'; readonly cause: string; readonly note: string; readonly waiting: number; readonly at: Temporal.Instant }

/** What waits for an officer, oldest first. */
export async function heldLanes(database: Database, limit = 200): Promise<HeldLane[]> {
  const rows = await database.read<OutboxTables>().selectFrom('saroale.bpjs_lane as lane').innerJoin('saroale.bpjs_message as message', 'message.booking_id', 'lane.booking_id')
    .select(['lane.booking_id', 'lane.code', 'lane.visit_date', 'lane.state', 'lane.cause', 'lane.note', 'lane.updated_at', sql<number>`count(*) filter (where message.state = 'waiting')::int`.as('waiting')])
    .where('lane.state', 'in', ['held', 'dead']).groupBy('lane.booking_id').orderBy('lane.updated_at').limit(limit).execute();
  return rows.map((row) => ({ bookingId: row.booking_id, code: row.code, date: row.visit_date, state: row.state === 'dead' ? 'dead' : 'held', cause: row.cause ?? '', note: row.note ?? '', waiting: row.waiting, at: row.updated_at as Temporal.Instant }));
}

export interface OutboxState { readonly waiting: number; readonly retrying: number; readonly held: number; readonly dead: number; readonly sentToday: number; readonly lagP95: number | null; readonly oldestWaiting: Temporal.Instant | null; readonly lastCause: string | null }

/** The outbox at a glance. Lag: recorded to sent, seconds, of what was sent since `since`. */
export async function outboxState(database: Database, since: Temporal.Instant): Promise<OutboxState> {
  const { rows } = await sql<{ waiting: number; retrying: number; held: number; dead: number; sent: number; lag: number | null; oldest: Temporal.Instant | null; cause: string | null }>`select
      (select count(*)::int from saroale.bpjs_message m join saroale.bpjs_lane l using (booking_id) where m.state = 'waiting' and l.state = 'ready') as waiting,
      (select count(*)::int from saroale.bpjs_lane where state = 'ready' and attempts > 0) as retrying,
      (select count(*)::int from saroale.bpjs_lane where state = 'held') as held,
      (select count(*)::int from saroale.bpjs_lane where state = 'dead') as dead,
      (select count(*)::int from saroale.bpjs_message where state = 'sent' and sent_at >= ${since.toString()}) as sent,
      (select percentile_cont(0.95) within group (order by extract(epoch from sent_at - recorded_at))::float from saroale.bpjs_message where state = 'sent' and sent_at >= ${since.toString()}) as lag,
      (select min(m.recorded_at) from saroale.bpjs_message m join saroale.bpjs_lane l using (booking_id) where m.state = 'waiting' and l.state = 'ready') as oldest,
      (select note from saroale.bpjs_lane where state = 'ready' and attempts > 0 order by updated_at desc limit 1) as cause`.execute(database.read<OutboxTables>() as never);
  const row = rows[0];
  return { waiting: row?.waiting ?? 0, retrying: row?.retrying ?? 0, held: row?.held ?? 0, dead: row?.dead ?? 0, sentToday: row?.sent ?? 0, lagP95: row?.lag ?? null, oldestWaiting: row?.oldest ?? null, lastCause: row?.cause ?? null };
}
