import type { Measure } from '#kernel/manifest';
import { monthOf, type Figure, type Health, type LogPlace, type Measures } from '#commons/evidence';
import type { Entry } from './catalogue.ts';

/** A measure as a page shows it. */
export interface Shown {
  readonly measure: Measure;
  readonly figure: Figure;
  readonly at: LogPlace | undefined;
  readonly stale: boolean;
  readonly lastEventAt: Temporal.Instant | undefined;
}

export interface Proof {
  /** Newest place in the log one of the figures was counted to; nothing before the first night. */
  readonly at: LogPlace | undefined;
  readonly health: Health;
  readonly month: Temporal.PlainDate;
  readonly shown: readonly Shown[];
}

/** What a service did in the month of `day`, as published each night in windows of enough cases. */
export async function proofOf(measures: Measures, entry: Entry, day: Temporal.PlainDate): Promise<Proof | undefined> {
  const { manifest } = entry;
  if (!manifest) return undefined;
  const head = await measures.head();
  const health = await measures.health(manifest, head);
  const shown = head ? await Promise.all(manifest.measures.map((measure) => showMeasure(measures, manifest.id, measure, day, head))) : [];
  return { at: head && newestOf(shown.map((one) => one.at)), health, month: day.with({ day: 1 }), shown };
}

/** One measure over the published days of the month of `day`. */
export async function showMeasure(measures: Measures, service: string, measure: Measure, day: Temporal.PlainDate, head: LogPlace): Promise<Shown> {
  return { measure, ...(await measures.released(service, measure, { ...monthUntilYesterday(measures, day), step: 'day' })), ...(await measures.freshness(measure, head)) };
}

function newestOf(places: readonly (LogPlace | undefined)[]): LogPlace | undefined {
  return places.reduce((newest, place) => (place && (!newest || place.position > newest.position) ? place : newest), undefined);
}

/** The months of the last year up to this one. */
export function yearUntilYesterday(measures: Measures): { from: Temporal.PlainDate; to: Temporal.PlainDate; step: 'month' } {
  const last = lastClosed(measures);
  return { from: last.with({ day: 1 }).subtract({ months: 11 }), to: last, step: 'month' };
}

/** The closed days of the month of `day`; the whole month once it is over. */
export function monthUntilYesterday(measures: Measures, day: Temporal.PlainDate): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const month = monthOf(day);
  const last = lastClosed(measures);
  return { from: month.from, to: Temporal.PlainDate.compare(last, month.to) < 0 && Temporal.PlainDate.compare(last, month.from) >= 0 ? last : month.to };
}

/** Yesterday: the last day that can no longer change by the hour. */
export function lastClosed(measures: Measures): Temporal.PlainDate {
  return measures.today().subtract({ days: 1 });
}
