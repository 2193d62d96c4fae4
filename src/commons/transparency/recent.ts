import type { Database } from '#platform/database';
import type { TransparencyLog } from './log.ts';
import type { Tables } from './tables.ts';

/** A statement of the log as lists show it. */
export interface LogRecord { readonly index: number; readonly id: string; readonly type: string; readonly subject: string; readonly period: string | undefined; readonly at: Temporal.Instant }

/** The newest statements under a signature, newest first. */
export async function readRecent(database: Database, log: TransparencyLog, limit: number): Promise<LogRecord[]> {
  const size = (await log.checkpoint())?.size ?? 0;
  const rows = await database.read<Tables>().selectFrom('transparency.entry').selectAll().where('index', '<', size).orderBy('index', 'desc').limit(limit).execute();
  return rows.map((row) => ({ index: Number(row.index), id: row.id, type: row.type, subject: row.subject, period: (JSON.parse(row.body) as { period?: string }).period, at: row.added_at as Temporal.Instant }));
}
