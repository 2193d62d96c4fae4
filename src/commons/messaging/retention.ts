import { sql } from 'kysely';
import type { Database } from '#platform/database';
import type { MessagingTables } from './tables.ts';

/** Days the raw content of messages is kept: long enough to settle a dispute, no longer. Masked transcripts stay with the conversation. */
const rawDays = 90;

/** Empties the raw content of everything older. Keys stay, so that a late repetition is still recognised. */
export async function emptyOldRaw(database: Database): Promise<void> {
  const before = database.clock.now().subtract({ hours: 24 * rawDays }).toString();
  await database.journal<MessagingTables, void>(async (tables) => {
    await sql`update messaging.msg_in set raw = null where raw is not null and processed_at is not null and received_at < ${before}::timestamptz`.execute(tables);
    await sql`update messaging.outgoing set body = null, params = null where body is not null and created_at < ${before}::timestamptz and status not in ('queued', 'parked', 'sending', 'uncertain')`.execute(tables);
  });
}
