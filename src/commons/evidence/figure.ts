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

/** Fewest cases a cell may rest on: 10 for a percentage, else 5; 1 where what is counted are not people. */
export function leastCases(measure: Measure): number {
  if (measure.smallCells === 'shown') return 1;
  return measure.kind === 'share' ? 10 : 5;
}

/** Is the promise kept by this value? */
export function isKept(measure: Measure, value: number | null): boolean | undefined {
  if (value === null || !measure.promise) return undefined;
  return 'atMost' in measure.promise ? value <= measure.promise.atMost : value >= measure.promise.atLeast;
}
