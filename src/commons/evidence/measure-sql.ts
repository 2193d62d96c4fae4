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
  const among = measure.kind === 'share' ? measure.among : measure.of;
  const quantile = measure.kind === 'quantile'
    ? sql`percentile_disc(${measure.p}::float8) within group (order by ${fieldNumber(measure.field)}) filter (where ${matches(measure.of)})::text`
    : sql`null::text`;
  const n = measure.kind === 'quantile' ? sql`${matches(measure.of)} and ${fieldNumber(measure.field)} is not null` : matches(among);
  return sql<CountedRow>`
    select part, key, n, hits, quantile from (
      select ${part} as part, ${key} as key, count(*) filter (where ${n})::int as n, count(*) filter (where ${matches(measure.of)})::int as hits, ${quantile} as quantile
      from evidence.event
      where type = any(${typesOf(measure)}::text[]) and occurred_at >= ${question.start.toString()}::timestamptz and occurred_at < ${question.end.toString()}::timestamptz
        and position <= ${question.position.toString()}::bigint
      group by 1, 2
    ) counted where n > 0 or hits > 0 order by part, key`;
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
