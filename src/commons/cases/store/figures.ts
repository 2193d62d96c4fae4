import { sql } from 'kysely';
import type { Reader } from './reading.ts';

/** How promises of one kind were kept over a span, by recommender where there is one. */
export interface PromiseFigure {
  readonly type: string;
  readonly promise: string;
  /** The agency of a recommendation; nothing for the case's own promises. */
  readonly branch: string | undefined;
  readonly unit: 'working_day' | 'working_minute' | 'calendar_day';
  readonly closed: number;
  readonly inTime: number;
  /** Median of what was used up, in the unit. */
  readonly medianSpent: number;
  /** Median from start to stop on the wall, in minutes. */
  readonly medianEndToEndMinutes: number;
  readonly running: number;
}

/** Kept and broken promises of clocks stopped in [from, to), and those running now. */
export async function promiseFigures(reader: Reader, query: { service: string; from: Temporal.Instant; to: Temporal.Instant }): Promise<PromiseFigure[]> {
  const within = sql<boolean>`k.stopped_at >= ${query.from.toString()} and k.stopped_at < ${query.to.toString()}`;
  const kept = sql<boolean>`case when k.unit = 'working_minute' then k.spent <= k.budget::bigint * 60000 else k.due_at is null or k.stopped_at <= k.due_at end`;
  const rows = await reader.selectFrom('cases.clock as k').innerJoin('cases.case as c', 'c.id', 'k.case_id').where('c.service', '=', query.service).where('k.budget', 'is not', null)
    .groupBy(['c.type', 'k.promise', 'k.branch', 'k.unit']).orderBy('c.type').orderBy('k.promise').orderBy('k.branch')
    .select(['c.type', 'k.promise', 'k.branch', 'k.unit', sql<number>`(count(*) filter (where ${within}))::int`.as('closed'), sql<number>`(count(*) filter (where ${within} and ${kept}))::int`.as('kept'),
      sql<number | null>`(percentile_cont(0.5) within group (order by k.spent) filter (where ${within}))::float8`.as('spent'),
      sql<number | null>`(percentile_cont(0.5) within group (order by extract(epoch from k.stopped_at - k.started_at) / 60) filter (where ${within}))::float8`.as('wall'),
      sql<number>`(count(*) filter (where k.stopped_at is null))::int`.as('running')]).execute();
  return rows.map((row) => ({
    type: row.type, promise: row.promise, branch: row.branch ?? undefined, unit: row.unit, closed: row.closed, inTime: row.kept, running: row.running,
    medianSpent: (row.spent ?? 0) / (row.unit === 'working_minute' ? 60_000 : 1), medianEndToEndMinutes: Math.round(row.wall ?? 0),
  }));
}

/** Returns and first-time completeness of cases closed in [from, to). */
export async function returnFigures(reader: Reader, query: { service: string; from: Temporal.Instant; to: Temporal.Instant }): Promise<{ type: string; closed: number; firstTimeComplete: number; returns: number; lateReturns: number }[]> {
  return reader.selectFrom('cases.case as c').where('c.service', '=', query.service).where(sql<boolean>`c.closed_at >= ${query.from.toString()} and c.closed_at < ${query.to.toString()}`)
    .groupBy('c.type').orderBy('c.type')
    .select(['c.type', sql<number>`count(*)::int`.as('closed'), sql<number>`(count(*) filter (where c.returns = 0))::int`.as('firstTimeComplete'), sql<number>`sum(c.returns)::int`.as('returns'),
      sql<number>`sum((select count(*) from cases.case_event e where e.case_id = c.id and e.data ? 'lateReturn'))::int`.as('lateReturns')]).execute();
}
