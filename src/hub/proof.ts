import type { Measure } from '#kernel/manifest';
import { monthOf, type Figure, type Health, type LogPlace, type Measures } from '#commons/evidence';
import type { Entry } from './catalogue.ts';

/** A measure as a page shows it. */
export interface Shown {
  readonly measure: Measure;
  readonly figure: Figure;
  readonly stale: boolean;
  readonly lastEventAt: Temporal.Instant | undefined;
}

export interface Proof {
  readonly at: LogPlace | undefined;
  readonly health: Health;
  readonly month: Temporal.PlainDate;
  readonly shown: readonly Shown[];
}

/** What a service did in the month of `day`, day by day up to today, all counted to one place in the log. */
export async function proofOf(measures: Measures, entry: Entry, day: Temporal.PlainDate): Promise<Proof | undefined> {
  const { manifest } = entry;
  if (!manifest) return undefined;
  const at = await measures.head();
  const health = await measures.health(manifest, at);
  const shown = at ? await Promise.all(manifest.measures.map((measure) => showMeasure(measures, measure, day, at))) : [];
  return { at, health, month: day.with({ day: 1 }), shown };
}

/** One measure over the month of `day`. */
export async function showMeasure(measures: Measures, measure: Measure, day: Temporal.PlainDate, at: LogPlace): Promise<Shown> {
  return { measure, figure: await measures.compute(measure, { ...monthUntilToday(measures, day), step: 'day' }, at), ...(await measures.freshness(measure, at)) };
}

/** The months of the last year up to this one. */
export function yearUntilToday(measures: Measures): { from: Temporal.PlainDate; to: Temporal.PlainDate; step: 'month' } {
  const today = measures.today();
  return { from: today.with({ day: 1 }).subtract({ months: 11 }), to: today, step: 'month' };
}

export function monthUntilToday(measures: Measures, day: Temporal.PlainDate): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const month = monthOf(day);
  const today = measures.today();
  return { from: month.from, to: Temporal.PlainDate.compare(today, month.to) < 0 && Temporal.PlainDate.compare(today, month.from) >= 0 ? today : month.to };
}
