import type { Measure } from '#kernel/manifest';

/** A place in the sealed log up to which events were counted. */
export interface LogPlace {
  readonly position: bigint;
  readonly hash: string;
}

export interface FigurePart {
  /** `hidden`: too few cases to be shown without pointing at somebody; then value and n are null. */
  readonly value: number | null;
  readonly n: number | null;
  readonly hidden: boolean;
}

export interface FigurePoint extends FigurePart {
  readonly from: string;
  readonly to: string;
}

/** A measure over a span of days, as anybody can compute it again from the events up to `asOf`. */
export interface Figure extends FigurePart {
  readonly from: string;
  readonly to: string;
  readonly step: 'day' | 'week' | 'month' | 'total';
  readonly points: readonly FigurePoint[];
  readonly breakdown: readonly (FigurePart & { readonly key: string })[];
  /** Nothing when there is no promise or no value to hold against it. */
  readonly kept: boolean | undefined;
}

/**
 * Fewest cases a published number may rest on: 10 for everything that counts people, 1 where what is counted are not people. One threshold for all, the stricter one that health
 * and percentages ask for: two figures of the same events with different thresholds could be subtracted from each other.
 */
export function leastCases(measure: Measure): number {
  return measure.smallCells === 'shown' ? 1 : 10;
}

/** Is the promise kept by this value? */
export function isKept(measure: Measure, value: number | null): boolean | undefined {
  if (value === null || !measure.promise) return undefined;
  return 'atMost' in measure.promise ? value <= measure.promise.atMost : value >= measure.promise.atLeast;
}

/** What a cell is made of: cases, hits, and the value of a quantile. */
export interface Counted { readonly n: number; readonly hits: number; readonly quantile: string | null }

/** A cell with its value, or withheld. */
export function partOf(measure: Measure, row: Counted | undefined, hidden: boolean): FigurePart {
  if (hidden) return { value: null, n: null, hidden: true };
  const n = row?.n ?? 0;
  switch (measure.kind) {
    case 'count': return { value: n, n, hidden: false };
    case 'share': return { value: n === 0 ? null : Math.round((1000 * (row?.hits ?? 0)) / n) / 10, n, hidden: false };
    case 'quantile': return { value: row?.quantile ? Number(row.quantile) : null, n, hidden: false };
  }
}
