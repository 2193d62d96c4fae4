import { sql } from 'kysely';
import type { Reader } from './reading.ts';

/** A promise whose due time moved because the calendar changed. */
export interface MovedPromise {
  readonly caseId: string;
  readonly clock: string;
  readonly at: Temporal.Instant;
  readonly was: Temporal.Instant;
  readonly due: Temporal.Instant;
}

/** Promises of open cases that a changed calendar moved since `since`, oldest first: their applicants were told another date. */
export async function movedPromises(reader: Reader, query: { service: string; promise: string; since: Temporal.Instant }): Promise<MovedPromise[]> {
  const rows = await reader.selectFrom('cases.calendar_changed as moved').innerJoin('cases.clock as clock', 'clock.id', 'moved.clock_id').innerJoin('cases.case as one', 'one.id', 'clock.case_id')
    .select(['clock.case_id', 'moved.clock_id', 'moved.at', 'moved.old_due_at', 'moved.new_due_at'])
    .where('one.service', '=', query.service).where('clock.promise', '=', query.promise).where('clock.stopped_at', 'is', null).where('moved.at', '>=', sql<Temporal.Instant>`${query.since.toString()}::timestamptz`)
    .orderBy('moved.at').limit(5000).execute();
  return rows.flatMap((row) => (row.old_due_at && row.new_due_at ? [{ caseId: row.case_id, clock: row.clock_id, at: row.at, was: row.old_due_at, due: row.new_due_at }] : []));
}
