import { sql, type RawBuilder } from 'kysely';
import type { EventFilter, Measure } from '#kernel/manifest';
import type { Step } from './rules/periods.ts';

type Sql<T = unknown> = RawBuilder<T>;

export interface CountedRow {
  readonly part: string;
  readonly key: string | null;
  /** Cases the value rests on. */
  readonly n: number;
  readonly hits: number;
  readonly quantile: string | null;
}

interface Question {
  readonly measure: Measure;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly zone: string;
  readonly position: bigint;
  readonly step: Step;
  /** Grouped by the measure's `by` field too. */
  readonly broken: boolean;
}

/** One statement that counts the events of a measure by part of the span and, if asked, by key. Only sealed events up to `position` count. */
export function countStatement(question: Question): Sql<CountedRow> {
  const { measure, zone, step } = question;
  const local = sql`(occurred_at at time zone ${zone})`;
  // The step is one of three fixed words, so it may stand in the text of the statement, where the two equal GROUP BY expressions need it.
  const part = step === 'total' ? sql`'total'::text` : sql`date_trunc(${sql.lit(step)}, ${local})::date::text`;
  const key = question.broken && measure.by ? fieldText(measure.by) : sql`null::text`;
  return sql<CountedRow>`
    select part, key, n, hits, quantile from (
      select ${part} as part, ${key} as key, ${counts(measure)}
      from evidence.event
      where type = any(${typesOf(measure)}::text[]) and occurred_at >= ${question.start.toString()}::timestamptz and occurred_at < ${question.end.toString()}::timestamptz
        and position <= ${question.position.toString()}::bigint
      group by 1, 2
    ) counted where n > 0 or hits > 0 order by part, key`;
}

/** Published days with the place in the log up to which their events count, under the name of the group they are summed in. */
export interface CountedWindow {
  readonly part: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly position: bigint;
}

/** The same count over published windows, each up to its own place in the log. */
export function windowsStatement(question: { readonly measure: Measure; readonly windows: readonly CountedWindow[]; readonly broken: boolean }): Sql<CountedRow> {
  const { measure, windows } = question;
  const earliest = windows.reduce((least, one) => (Temporal.Instant.compare(one.start, least) < 0 ? one.start : least), windows[0]?.start ?? Temporal.Instant.fromEpochMilliseconds(0));
  const latest = windows.reduce((most, one) => (Temporal.Instant.compare(one.end, most) > 0 ? one.end : most), earliest);
  return sql<CountedRow>`
    select part, key, n, hits, quantile from (
      select part, ${question.broken && measure.by ? fieldText(measure.by) : sql`null::text`} as key, ${counts(measure)}
      from evidence.event join unnest(${windows.map((one) => one.part)}::text[], ${windows.map((one) => one.start.toString())}::timestamptz[], ${windows.map((one) => one.end.toString())}::timestamptz[], ${windows.map((one) => one.position.toString())}::bigint[])
        as published (part, beginning, ending, place) on occurred_at >= beginning and occurred_at < ending and position <= place
      where type = any(${typesOf(measure)}::text[]) and occurred_at >= ${earliest.toString()}::timestamptz and occurred_at < ${latest.toString()}::timestamptz
      group by 1, 2
    ) counted where n > 0 or hits > 0 order by part, key`;
}

/** Cases, hits and quantile of a group of rows. */
function counts(measure: Measure): Sql {
  const among = measure.kind === 'share' ? measure.among : measure.of;
  const quantile = measure.kind === 'quantile'
    ? sql`percentile_disc(${measure.p}::float8) within group (order by ${fieldNumber(measure.field)}) filter (where ${matches(measure.of)})::text`
    : sql`null::text`;
  const n = measure.kind === 'quantile' ? sql`${matches(measure.of)} and ${fieldNumber(measure.field)} is not null` : matches(among);
  return sql`count(*) filter (where ${n})::int as n, count(*) filter (where ${matches(measure.of)})::int as hits, ${quantile} as quantile`;
}

/** Every event type a measure reads. */
export function typesOf(measure: Measure): string[] {
  return [...new Set([...measure.of.events, ...(measure.kind === 'share' ? measure.among.events : [])])];
}

/** Does an event count for this filter? */
export function matches(filter: EventFilter): Sql<boolean> {
  const conditions: Sql[] = [sql`type = any(${[...filter.events]}::text[])`];
  for (const [field, wanted] of Object.entries(filter.where ?? {})) {
    const values = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
    conditions.push(sql`${fieldText(field)} = any(${values}::text[])`);
  }
  if (filter.atMost) conditions.push(sql`${fieldNumber(filter.atMost[0])} <= ${filter.atMost[1]}::numeric`);
  if (filter.atLeast) conditions.push(sql`${fieldNumber(filter.atLeast[0])} >= ${filter.atLeast[1]}::numeric`);
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** A field of the event; `channel` is also known from its envelope. */
function fieldText(field: string): Sql {
  return field === 'channel' ? sql`coalesce(data->>'channel', channel)` : sql`data->>${sql.lit(field)}`;
}

function fieldNumber(field: string): Sql {
  return sql`case when jsonb_typeof(data->${sql.lit(field)}) = 'number' then (data->>${sql.lit(field)})::numeric end`;
}
