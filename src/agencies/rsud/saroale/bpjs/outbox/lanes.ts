import { sql, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database } from '#platform/database';
import type { Lane, Message, OutboxTables } from './tables.ts';

/** A worker holds a lane this long; one that dies in between frees it by itself, and BPJS takes the second sending for done. */
const leaseSeconds = 60;

/** Takes up to `limit` lanes that are due, oldest first. Two workers never hold the same lane. */
export async function claimLanes(database: Database, limit: number, lease: string): Promise<string[]> {
  const now = database.clock.now();
  return database.journal(async (tables: Transaction<OutboxTables>) => {
    const { rows } = await sql<{ booking_id: string }>`update saroale.bpjs_lane set lease = ${lease}, leased_until = ${now.add({ seconds: leaseSeconds }).toString()}
      where booking_id in (select booking_id from saroale.bpjs_lane where state = 'ready' and next_at <= ${now.toString()} and (leased_until is null or leased_until < ${now.toString()})
        order by next_at limit ${limit} for update skip locked) returning booking_id`.execute(tables);
    return rows.map((row) => row.booking_id);
  });
}

/** Holds the lease a little longer; false when another worker has it now. */
export async function extendLease(database: Database, bookingId: string, lease: string): Promise<boolean> {
  const until = database.clock.now().add({ seconds: leaseSeconds }).toString();
  const result = await database.journal((tables: Transaction<OutboxTables>) => tables.updateTable('saroale.bpjs_lane').set({ leased_until: until }).where('booking_id', '=', bookingId).where('lease', '=', lease).executeTakeFirst());
  return result.numUpdatedRows === 1n;
}

/** A lane with all its messages in the order they were recorded. */
export async function readLane(tables: Pick<ReadonlyKysely<OutboxTables>, 'selectFrom'>, bookingId: string): Promise<Lane | undefined> {
  const lane = await tables.selectFrom('saroale.bpjs_lane').selectAll().where('booking_id', '=', bookingId).executeTakeFirst();
  if (!lane) return undefined;
  const rows = await tables.selectFrom('saroale.bpjs_message').selectAll().where('booking_id', '=', bookingId).orderBy('recorded_at').orderBy('id').execute();
  const messages = rows.map((row): Message => ({
    id: row.id, kind: row.kind, task: row.task ?? undefined, recordedAt: row.recorded_at as Temporal.Instant, detail: row.detail as Record<string, unknown>, state: row.state,
    sentMs: row.sent_ms === null ? undefined : Number(row.sent_ms), resent: row.resent,
  }));
  return { bookingId, code: lane.code, newPatient: lane.new_patient, source: lane.source, attempts: lane.attempts, since: lane.since as Temporal.Instant, messages };
}
