import { atWallClock } from '#kernel/time';
import type { WorkingHours } from './working-time.ts';

/**
 * A whole calendar as sums, so that a question costs two searches instead of a walk over days. Instants are milliseconds since 1970; before the calendar's first
 * day nothing is known and no working time passes, after its last nothing can be found.
 */
export interface WorkingTimeline {
  /** Working milliseconds from the beginning of the calendar to `at`. */
  readonly worked: (at: number) => number;
  /** The earliest instant by which so many working milliseconds have passed. */
  readonly reached: (worked: number) => number | undefined;
  /** The first open instant at or after `at`. */
  readonly nextOpen: (at: number) => number | undefined;
  /** Closing times of working days: how statutes count "working days". */
  readonly workingDays: DayLine;
  /** Midnights that end civil days. */
  readonly civilDays: DayLine;
  /** The instant after the last known day. */
  readonly ends: number;
}

/** Ends of days in order. */
export interface DayLine {
  /** How many of them are at or before `at`. */
  readonly passed: (at: number) => number;
  /** The n-th, from 1. */
  readonly nth: (n: number) => number | undefined;
}

/** Sums up the hours from `from` to the calendar's last day. */
export function workingTimeline(hours: WorkingHours, from: Temporal.PlainDate): WorkingTimeline {
  const opens: number[] = [];
  const closes: number[] = [];
  const before: number[] = [];
  const closings: number[] = [];
  const midnights: number[] = [];
  let total = 0;
  for (let date = from; Temporal.PlainDate.compare(date, hours.endsOn) <= 0; date = date.add({ days: 1 })) {
    const windows = hours.windowsOf(date);
    for (const window of windows) {
      opens.push(window.open.epochMilliseconds);
      closes.push(window.close.epochMilliseconds);
      before.push(total);
      total += window.close.epochMilliseconds - window.open.epochMilliseconds;
    }
    const last = windows.at(-1);
    if (last) closings.push(last.close.epochMilliseconds);
    midnights.push(atWallClock(date.add({ days: 1 }), '00:00', hours.zone).epochMilliseconds);
  }
  const [openings, ends, sums] = [Float64Array.from(opens), Float64Array.from(closes), Float64Array.from(before)];
  return {
    ends: midnights.at(-1) ?? 0,
    worked(at) {
      const index = lastAtMost(openings, at);
      if (index < 0) return 0;
      return (sums[index] ?? 0) + Math.min(at, ends[index] ?? 0) - (openings[index] ?? 0);
    },
    reached(worked) {
      if (worked > total) return undefined;
      // The last window that began with less: a sum reached exactly at a closing is reached there, not at the next opening.
      const window = Math.max(0, firstAtLeast(sums, worked) - 1);
      return (openings[window] ?? 0) + worked - (sums[window] ?? 0);
    },
    nextOpen(at) {
      const index = lastAtMost(openings, at);
      if (index >= 0 && at < (ends[index] ?? 0)) return at;
      return openings[index + 1];
    },
    workingDays: dayLine(Float64Array.from(closings)),
    civilDays: dayLine(Float64Array.from(midnights)),
  };
}

function dayLine(ends: Float64Array): DayLine {
  return { passed: (at) => lastAtMost(ends, at) + 1, nth: (n) => ends[n - 1] };
}

/** Index of the last element that is at most `value` in a rising list; -1 when all are greater. */
function lastAtMost(list: Float64Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the first element that is at least `value`. */
function firstAtLeast(list: Float64Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
