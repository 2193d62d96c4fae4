import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Manifest, Measure } from '#kernel/manifest';
import { atWallClock, civilDate } from '#kernel/time';
import type { Database } from '#platform/database';
import { isKept, leastCases, partOf, type Figure, type LogPlace } from './figure.ts';
import { countStatement, matches, typesOf, type CountedRow } from './measure-sql.ts';
import { readReleased, windowsIn } from './released.ts';
import { hiddenCells } from './rules/disclosure.ts';
import { judgeHealth, type Health } from './rules/health.ts';
import { partKey, partsOf, publishedSums, type Span, type Step } from './rules/periods.ts';
import type { DayCount } from './rules/windows.ts';

/** Figures from events alone: nobody types in a result. */
export interface Measures {
  readonly zone: string;
  /** The newest sealed event; held for some seconds so that a page of ten figures counts to one place. */
  head(): Promise<LogPlace | undefined>;
  /** A measure over a span, from the sealed events up to `at`. The same arguments always give the same figure. */
  compute(measure: Measure, span: Span & { step: Step }, at: LogPlace): Promise<Figure>;
  /** What of a measure is published over a span, step `day` or `month`: the only figures shown to the public. `at` is the newest place in the log it was counted to. */
  released(service: string, measure: Measure, span: Span & { step: 'day' | 'month' }): Promise<{ figure: Figure; at: LogPlace | undefined }>;
  /** The place in the log a day was counted to, if it is published by itself; a day that was joined with others has none, and its events are not listed. */
  releasedDay(service: string, measure: Measure, day: Temporal.PlainDate): Promise<LogPlace | undefined>;
  /** Cases of each closed day of the span, empty days too. */
  countDays(measure: Measure, span: Span, at: LogPlace): Promise<DayCount[]>;
  /** When the measure last had an event, and whether that is longer ago than it may be. */
  freshness(measure: Measure, at: LogPlace): Promise<{ lastEventAt: Temporal.Instant | undefined; stale: boolean }>;
  /** How a service fares now, or as it did at the end of a past day. */
  health(manifest: Manifest, at: LogPlace | undefined, asOf?: Temporal.PlainDate): Promise<Health>;
  /** Events behind a measure on one day, ids and places in the log only. */
  eventsOn(measure: Measure, day: Temporal.PlainDate, at: LogPlace, page: number): Promise<{ id: string; type: string; position: bigint; hash: string }[]>;
  /** The first day with an event of the measure. */
  firstDay(measure: Measure, at: LogPlace): Promise<Temporal.PlainDate | undefined>;
  today(): Temporal.PlainDate;
}

const holdSeconds = 15;
const remembered = 2000;
export const eventsPerPage = 200;

export function openMeasures(deps: { database: Database; zone: string }): Measures {
  const { database, zone } = deps;
  const reader = () => database.read() as unknown as Kysely<unknown>;
  const memory = new Map<string, Promise<unknown>>();
  let held: { place: LogPlace | undefined; until: Temporal.Instant } | undefined;

  /** Figures of one log place never change, so they are computed once. */
  function once<T>(key: readonly unknown[], compute: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(key, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    const known = memory.get(name) as Promise<T> | undefined;
    if (known) return known;
    const answer = compute();
    memory.set(name, answer);
    answer.catch(() => memory.delete(name));
    const oldest = memory.keys().next().value;
    if (memory.size > remembered && oldest !== undefined) memory.delete(oldest);
    return answer;
  }

  const days = (span: Span) => ({ start: atWallClock(span.from, '00:00', zone), end: atWallClock(span.to.add({ days: 1 }), '00:00', zone) });

  async function count(measure: Measure, span: Span, step: Step, position: bigint, broken: boolean): Promise<readonly CountedRow[]> {
    return (await countStatement({ measure, ...days(span), zone, position, step, broken }).execute(reader())).rows;
  }

  async function computeNow(measure: Measure, span: Span & { step: Step }, at: LogPlace): Promise<Figure> {
    const total = (await count(measure, span, 'total', at.position, false))[0];
    const points = span.step === 'total' ? [] : await count(measure, span, span.step, at.position, false);
    const keys = measure.by ? await count(measure, span, 'total', at.position, true) : [];
    return figureOf(measure, span, total, points, keys);
  }

  async function lastEvent(types: readonly string[], position: bigint, before?: Temporal.Instant): Promise<Temporal.Instant | undefined> {
    const { rows } = await sql<{ at: Temporal.Instant | null }>`select max(occurred_at) as at from evidence.event where type = any(${[...types]}::text[]) and position <= ${position.toString()}::bigint and occurred_at < ${before?.toString() ?? 'infinity'}::timestamptz`.execute(reader());
    return rows[0]?.at ?? undefined;
  }

  return {
    zone,
    today: () => civilDate(database.clock.now(), zone),
    async head() {
      const now = database.clock.now();
      if (held && Temporal.Instant.compare(now, held.until) < 0) return held.place;
      const { rows } = await sql<LogPlace>`select position, hash from evidence.event where position is not null order by position desc limit 1`.execute(reader());
      held = { place: rows[0], until: now.add({ seconds: holdSeconds }) };
      return rows[0];
    },
    released: (service, measure, span) => readReleased({ database, zone, once }, service, measure, span),
    async releasedDay(service, measure, day) {
      const [window] = await windowsIn(database, service, measure.id, { from: day.toString(), to: day.toString() });
      return window?.from.equals(day) ? window.newest : undefined;
    },
    async countDays(measure, span, at) {
      const rows = new Map((await count(measure, span, 'day', at.position, false)).map((row) => [row.part, row]));
      return partsOf(span, 'day').map(({ from }) => ({ day: from, n: rows.get(from.toString())?.n ?? 0, hits: rows.get(from.toString())?.hits ?? 0 }));
    },
    compute: (measure, span, at) => once(['figure', measure, span.from.toString(), span.to.toString(), span.step, at.position], () => computeNow(measure, span, at)),
    async freshness(measure, at) {
      const lastEventAt = await once(['last', measure, at.position], () => lastEvent(typesOf(measure), at.position));
      const stale = lastEventAt === undefined || lastEventAt.until(database.clock.now()).total('hours') > measure.staleAfterHours;
      return { lastEventAt, stale };
    },
    async health(manifest, at, asOf) {
      const types = manifest.completes ?? manifest.events.map((event) => event.type);
      const today = civilDate(database.clock.now(), zone);
      const past = asOf !== undefined && Temporal.PlainDate.compare(asOf, today) < 0;
      const now = past ? days({ from: asOf, to: asOf }).end : database.clock.now();
      if (!at || types.length === 0) return judgeHealth({ lastEventAt: undefined, medianGapDays: undefined, monthly: [], now });
      // Today's events all happened before now; of a past day none that came after it counts.
      const before = past ? now : atWallClock(today.add({ days: 1 }), '00:00', zone);
      const facts = await once(['health', types, at.position, before.toString()], async () => ({
        lastEventAt: await lastEvent(types, at.position, before), medianGapDays: await medianGap(reader(), types, at.position, before), monthly: await monthlyCounts(reader(), types, at.position, past ? asOf : today, zone),
      }));
      return judgeHealth({ ...facts, now, season: manifest.season });
    },
    async eventsOn(measure, day, at, page) {
      const { start, end } = days({ from: day, to: day });
      const among = measure.kind === 'share' ? sql<boolean>`(${matches(measure.of)} or ${matches(measure.among)})` : matches(measure.of);
      const { rows } = await sql<{ id: string; type: string; position: bigint; hash: string }>`
        select id, type, position, hash from evidence.event
        where type = any(${typesOf(measure)}::text[]) and occurred_at >= ${start.toString()}::timestamptz and occurred_at < ${end.toString()}::timestamptz and position <= ${at.position.toString()}::bigint and ${among}
        order by position limit ${eventsPerPage} offset ${(page - 1) * eventsPerPage}`.execute(reader());
      return rows;
    },
    firstDay: (measure, at) => once(['first', typesOf(measure), at.position], async () => {
      const { rows } = await sql<{ at: Temporal.Instant | null }>`select min(occurred_at) as at from evidence.event where type = any(${typesOf(measure)}::text[]) and position <= ${at.position.toString()}::bigint`.execute(reader());
      const first = rows[0]?.at;
      return first ? civilDate(first, zone) : undefined;
    }),
  };
}

function figureOf(measure: Measure, span: Span & { step: Step }, total: CountedRow | undefined, points: readonly CountedRow[], keys: readonly CountedRow[]): Figure {
  const least = leastCases(measure);
  const parts = span.step === 'total' ? [] : partsOf(span, span.step);
  const byPart = new Map(points.map((row) => [row.part, row]));
  const pointCells = parts.map((part) => ({ key: partKey(part.from, span.step), n: byPart.get(partKey(part.from, span.step))?.n ?? 0 }));
  const hiddenPoints = hiddenCells(pointCells, publishedSums(parts, span.step), least);
  const keyCells = keys.map((row) => ({ key: row.key ?? '', n: row.n }));
  const hiddenKeys = hiddenCells(keyCells, [keyCells.map((cell) => cell.key)], least);
  const whole = partOf(measure, total, (total?.n ?? 0) > 0 && (total?.n ?? 0) < least);
  return {
    from: span.from.toString(), to: span.to.toString(), step: span.step, ...whole,
    points: parts.map((part) => {
      const key = partKey(part.from, span.step);
      return { from: part.from.toString(), to: part.to.toString(), ...partOf(measure, byPart.get(key), hiddenPoints.has(key)) };
    }),
    breakdown: keys.map((row) => ({ key: row.key ?? '', ...partOf(measure, row, hiddenKeys.has(row.key ?? '')) })),
    kept: isKept(measure, whole.value),
  };
}

async function medianGap(reader: Kysely<unknown>, types: readonly string[], position: bigint, before: Temporal.Instant): Promise<number | undefined> {
  const { rows } = await sql<{ days: number | null }>`
    select percentile_cont(0.5) within group (order by gap)::float8 as days from (
      select extract(epoch from occurred_at - lag(occurred_at) over (order by occurred_at)) / 86400 as gap from evidence.event
      where type = any(${[...types]}::text[]) and position <= ${position.toString()}::bigint and occurred_at < ${before.toString()}::timestamptz
    ) gaps where gap is not null`.execute(reader);
  return rows[0]?.days ?? undefined;
}

/** Completed months up to twelve after the one with the first event (which may be a part of a month); months without one are zero. */
async function monthlyCounts(reader: Kysely<unknown>, types: readonly string[], position: bigint, today: Temporal.PlainDate, zone: string): Promise<number[]> {
  const thisMonth = today.with({ day: 1 });
  const { rows } = await sql<{ month: string; n: number }>`
    select date_trunc('month', occurred_at at time zone ${zone})::date::text as month, count(*)::int as n from evidence.event
    where type = any(${[...types]}::text[]) and position <= ${position.toString()}::bigint and occurred_at >= ${atWallClock(thisMonth.subtract({ months: 12 }), '00:00', zone).toString()}::timestamptz
    group by 1 order by 1`.execute(reader);
  const known = new Map(rows.map((row) => [row.month, row.n]));
  const first = rows[0]?.month;
  const months: number[] = [];
  for (let month = thisMonth.subtract({ months: 12 }); Temporal.PlainDate.compare(month, thisMonth) < 0; month = month.add({ months: 1 })) {
    if (first !== undefined && month.toString() > first) months.push(known.get(month.toString()) ?? 0);
  }
  return months;
}
