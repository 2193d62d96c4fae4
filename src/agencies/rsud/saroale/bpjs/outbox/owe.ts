import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { Task } from '../rules/tasks.ts';
import type { MessageKind, OutboxTables } from './tables.ts';

/** The queue whose jobs wake the outbox. The tables say what is due; a job only says "look now". */
export const wakeQueue = 'saroale-bpjs';

export interface OpenLane { readonly bookingId: string; readonly code: string; readonly visitDate: Temporal.PlainDate; readonly newPatient: boolean; readonly source: 'hospital' | 'mobile-jkn' }

/** Opens the lane of a visit. Again is no harm. */
export async function openLane(work: Work, lane: OpenLane): Promise<void> {
  await work.tables<OutboxTables>().insertInto('saroale.bpjs_lane').values({
    booking_id: lane.bookingId, code: lane.code, visit_date: lane.visitDate.toString(), new_patient: lane.newPatient, source: lane.source, state: 'ready', cause: null, note: null, attempts: 0,
    next_at: null, since: work.now.toString(), leased_until: null, lease: null, updated_at: work.now.toString(),
  }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Is there a lane for this visit? */
export async function hasLane(work: Work, bookingId: string): Promise<boolean> {
  return (await work.tables<OutboxTables>().selectFrom('saroale.bpjs_lane').select('code').where('booking_id', '=', bookingId).executeTakeFirst()) !== undefined;
}

export interface Owed { readonly bookingId: string; readonly kind: MessageKind; readonly task?: Task | undefined; readonly recordedAt: Temporal.Instant; readonly detail?: Readonly<Record<string, unknown>> }

/** Adds what BPJS is owed about a visit, in the transaction of the caller, and wakes the outbox. The same thing twice is owed once; a visit without a lane owes nothing. */
export async function owe(work: Work, owed: Owed): Promise<boolean> {
  const tables = work.tables<OutboxTables>();
  // Locks the lane, so that a worker about to rest sees this message.
  const lane = await tables.selectFrom('saroale.bpjs_lane').select('state').where('booking_id', '=', owed.bookingId).forUpdate().executeTakeFirst();
  if (!lane || lane.state === 'closed') return false;
  const added = await tables.insertInto('saroale.bpjs_message').values({
    id: work.newId(), booking_id: owed.bookingId, kind: owed.kind, task: owed.task ?? null, recorded_at: owed.recordedAt.toString(), detail: JSON.stringify(owed.detail ?? {}), state: 'waiting',
    sent_ms: null, sent_at: null, resent: 0, answer_code: null, answer: null, let_go_reason: null,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) return false;
  await wake(work, owed.bookingId);
  return true;
}

/** A lane that rested starts its day anew; one held for a gap looks again; one that is retrying keeps its pace; one under quarantine waits for its officer. */
async function wake(work: Work, bookingId: string): Promise<void> {
  const now = work.now.toString();
  await sql`update saroale.bpjs_lane set updated_at = ${now},
      since = case when next_at is null and state = 'ready' then ${now}::timestamptz else since end,
      next_at = case when state = 'ready' then coalesce(next_at, ${now}::timestamptz) when state = 'held' and cause in ('gap', 'time-order') then ${now}::timestamptz else next_at end,
      cause = case when state = 'held' and cause in ('gap', 'time-order') then null else cause end,
      state = case when state = 'held' and cause in ('gap', 'time-order') then 'ready' else state end
    where booking_id = ${bookingId}`.execute(work.tables<OutboxTables>());
  work.enqueue({ queue: wakeQueue, data: {} });
}

/** BPJS ended the visit itself: what it was still owed goes, with the reason. */
export async function closeKnown(work: Work, bookingId: string, reason: string): Promise<void> {
  const tables = work.tables<OutboxTables>();
  await tables.updateTable('saroale.bpjs_lane').set({ state: 'closed', next_at: null, note: reason, updated_at: work.now.toString() }).where('booking_id', '=', bookingId).execute();
  await tables.updateTable('saroale.bpjs_message').set({ state: 'let-go', let_go_reason: reason }).where('booking_id', '=', bookingId).where('state', '=', 'waiting').execute();
}
