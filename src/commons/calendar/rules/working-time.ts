import { atWallClock, civilDate } from '#kernel/time';
import type { DayHours } from './hours.ts';

/** An opening, half-open: `close` itself is closed. */
export interface Window {
  readonly open: Temporal.Instant;
  readonly close: Temporal.Instant;
}

/** Where working time is counted: the hours of each civil date, known up to and including `endsOn`. */
export interface WorkingHours {
  readonly zone: string;
  readonly endsOn: Temporal.PlainDate;
  readonly windowsOf: (date: Temporal.PlainDate) => readonly Window[];
}

/** Turns wall-clock hours into instants, once a day. `24:00` is the next midnight. */
export function workingHours(zone: string, endsOn: Temporal.PlainDate, hoursOf: (date: Temporal.PlainDate) => DayHours): WorkingHours {
  const known = new Map<string, readonly Window[]>();
  const instant = (date: Temporal.PlainDate, clock: string) => (clock === '24:00' ? atWallClock(date.add({ days: 1 }), '00:00', zone) : atWallClock(date, clock, zone));
  return {
    zone, endsOn,
    windowsOf(date) {
      const key = date.toString();
      const found = known.get(key) ?? hoursOf(date).map(([open, close]) => ({ open: instant(date, open), close: instant(date, close) }));
      known.set(key, found);
      return found;
    },
  };
}

export function isOpen(hours: WorkingHours, at: Temporal.Instant): boolean {
  return hours.windowsOf(civilDate(at, hours.zone)).some((window) => isAtOrAfter(at, window.open) && isBefore(at, window.close));
}

/** The first open instant at or after `at`; nothing when the calendar ends first. */
export function nextOpen(hours: WorkingHours, at: Temporal.Instant): Temporal.Instant | undefined {
  for (const window of windowsFrom(hours, at)) return isBefore(window.open, at) ? at : window.open;
  return undefined;
}

/** Working milliseconds in [a, b); negative when b is before a, so that w(a,c) = w(a,b) + w(b,c) always. */
export function workingTime(hours: WorkingHours, a: Temporal.Instant, b: Temporal.Instant): number {
  if (isBefore(b, a)) return -workingTime(hours, b, a) || 0;
  let total = 0;
  for (const window of windowsFrom(hours, a)) {
    if (isAtOrAfter(window.open, b)) break;
    total += millisecondsBetween(later(window.open, a), earlier(window.close, b));
  }
  return total;
}

/** The earliest instant t ≥ start with `milliseconds` of working time in [start, t). It may be exactly a closing time, never later inside a closed gap. Nothing when the calendar ends first. */
export function addWorkingTime(hours: WorkingHours, start: Temporal.Instant, milliseconds: number): Temporal.Instant | undefined {
  if (!(milliseconds >= 0)) throw new RangeError('Working time to add must not be negative.');
  if (milliseconds === 0) return start;
  let left = milliseconds;
  for (const window of windowsFrom(hours, start)) {
    const from = later(window.open, start);
    const room = millisecondsBetween(from, window.close);
    if (left <= room) return from.add({ nanoseconds: Math.round(left * 1_000_000) });
    left -= room;
  }
  return undefined;
}

/** The closing time of the `days`-th working day after the day of `start` (day 0): how statutes count. Nothing when the calendar ends first. */
export function addWorkingDays(hours: WorkingHours, start: Temporal.Instant, days: number): Temporal.Instant | undefined {
  if (!Number.isInteger(days) || days < 1) throw new RangeError('Working days to add must be a whole number of at least one.');
  let left = days;
  for (let date = civilDate(start, hours.zone).add({ days: 1 }); Temporal.PlainDate.compare(date, hours.endsOn) <= 0; date = date.add({ days: 1 })) {
    const close = hours.windowsOf(date).at(-1)?.close;
    if (close) left -= 1;
    if (close && left === 0) return close;
  }
  return undefined;
}

/** Every window that ends after `at`, in order, up to the end of the calendar. */
function* windowsFrom(hours: WorkingHours, at: Temporal.Instant): Generator<Window> {
  for (let date = civilDate(at, hours.zone); Temporal.PlainDate.compare(date, hours.endsOn) <= 0; date = date.add({ days: 1 })) {
    for (const window of hours.windowsOf(date)) if (isBefore(at, window.close)) yield window;
  }
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;
const isAtOrAfter = (a: Temporal.Instant, b: Temporal.Instant) => !isBefore(a, b);
const later = (a: Temporal.Instant, b: Temporal.Instant) => (isBefore(a, b) ? b : a);
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (isBefore(a, b) ? a : b);
const millisecondsBetween = (a: Temporal.Instant, b: Temporal.Instant) => Number(b.epochNanoseconds - a.epochNanoseconds) / 1_000_000;
