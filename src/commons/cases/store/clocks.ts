import type { Calendar, CalendarSet } from '#commons/calendar';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { PromiseSpec } from '../definition/schema.ts';
import { readClock, warningAt, type Promised } from '../rules/clock.ts';
import { tile, type Entry, type Segment } from '../rules/ledger.ts';
import type { StoredClock } from './picture.ts';
import type { Writes } from './writes.ts';

/** A clock to be kept, as it should be after a command. */
export interface ClockWish extends Omit<StoredClock, 'segments' | 'generation' | 'due'> {
  /** Nothing yet: the clock is new. */
  readonly before: StoredClock | undefined;
}

export interface KeptClock {
  readonly wish: ClockWish;
  readonly due: number | undefined;
}

/** A new clock for a promise; refused while its calendar is about to end, because nobody could keep it. */
export function newClock(work: Work, calendar: Calendar, promise: PromiseSpec, more: { startedAt: number; branch: string | null; budget?: { amount: number; unit: PromiseSpec['budget']['unit']; calendar?: string } | undefined }): ClockWish {
  const id = more.budget?.calendar ?? promise.calendar;
  const warning = calendar.of(id).warning(work.now);
  if (warning !== undefined) throw new Problem(refusals.calendarEnding, { detail: warning, facts: { calendar: id } });
  const budget = more.budget ?? promise.budget;
  return {
    id: work.newId(), promise: promise.id, branch: more.branch, budget: budget.amount, unit: budget.unit, calendar: id, calendarVersion: calendar.version,
    counts: promise.counts, rungs: [...promise.warnAt].sort((a, b) => a - b), fired: [], startedAt: more.startedAt, stoppedAt: null, before: undefined,
  };
}

/** The clock without a budget whose segments tile the whole life of the case. */
export function lifeClock(work: Work, calendar: Calendar, startedAt: number): ClockWish {
  return { id: work.newId(), promise: 'life', branch: null, budget: null, unit: 'working_minute', calendar: 'office', calendarVersion: calendar.version, counts: ['agency'], rungs: [], fired: [], startedAt, stoppedAt: null, before: undefined };
}

/** What stands in a clock's own columns, derived from its segments. */
export function derive(set: CalendarSet, clock: Pick<StoredClock, 'budget' | 'unit' | 'counts' | 'startedAt' | 'stoppedAt' | 'calendar' | 'rungs' | 'fired'>, segments: readonly Segment[], now: number): { spent: number; due: number | undefined; warning: number | undefined; rung: number | undefined } {
  const promised = promisedOf(clock);
  if (!promised) return { spent: 0, due: undefined, warning: undefined, rung: undefined };
  const line = set.of(clock.calendar).timeline;
  const at = clock.stoppedAt ?? Math.max(now, segments.at(-1)?.starts ?? now);
  const closed = segments.filter((segment) => segment.ends !== undefined);
  const { due } = readClock(line, promised, segments, at);
  const rung = clock.stoppedAt === null ? clock.rungs.find((one) => !clock.fired.includes(one)) : undefined;
  const warning = rung === undefined ? undefined : warningAt(line, promised, segments, rung, at);
  return { spent: Math.round(readClock(line, promised, closed, at).spent), due, warning, rung: warning === undefined ? undefined : rung };
}

/**
 * Keeps clocks as the ledger says: appends to a tiling that only grew, writes a new one beside the old where the past changed. Running clocks are counted by the
 * calendar in force, closed ones for ever by the calendar of their last day.
 */
export async function keepClocks(work: Work, calendar: Calendar, writes: Writes, entries: readonly Entry[], wishes: readonly ClockWish[]): Promise<KeptClock[]> {
  const kept: KeptClock[] = [];
  for (const wish of wishes) {
    const closed = wish.before !== undefined && wish.before.stoppedAt !== null;
    const set = closed ? ((await calendar.past(wish.calendarVersion, work)) ?? calendar) : calendar;
    // A command may meet a clock before the re-projection did: the change is written all the same.
    if (wish.before && !closed && wish.budget !== null && wish.calendarVersion !== set.version) {
      const { due } = derive(set, wish.before, wish.before.segments, work.now.epochMilliseconds);
      writes.calendar.push({ clock_id: wish.id, old_version: wish.calendarVersion, new_version: set.version, old_due: wish.before.due, new_due: due ?? null });
    }
    kept.push(keepClock(work, set, writes, entries, wish));
  }
  return kept;
}

function keepClock(work: Work, set: CalendarSet, writes: Writes, entries: readonly Entry[], wish: ClockWish): KeptClock {
  const segments = tile(entries, { starts: wish.startedAt, ends: wish.stoppedAt ?? undefined, branch: wish.branch ?? undefined });
  const { spent, due, warning, rung } = derive(set, wish, segments, work.now.epochMilliseconds);
  const derived = { calendar_version: set.version, stopped_at: wish.stoppedAt, spent, due: due ?? null, warning: warning ?? null, rung: rung ?? null };
  const kept = wish.before;
  const same = kept ? grown(kept.segments, segments) : 0;
  const generation = kept ? (same === undefined ? kept.generation + 1 : kept.generation) : 1;
  if (kept) writes.clocks.push({ id: wish.id, generation, ...derived });
  else writes.newClocks.push({ id: wish.id, case_id: writes.event.case_id, promise: wish.promise, branch: wish.branch, budget: wish.budget, unit: wish.unit, calendar: wish.calendar, counts: wish.counts, rungs: wish.rungs, started_at: wish.startedAt, ...derived });
  const from = same ?? 0;
  const last = segments[from - 1];
  if (last?.ends !== undefined && kept?.segments[from - 1]?.ends === undefined) writes.ends.push({ clock_id: wish.id, generation, ends: last.ends });
  for (const [index, segment] of segments.entries()) {
    if (index >= from) writes.segments.push({ clock_id: wish.id, generation, starts: segment.starts, ends: segment.ends ?? null, follows: index === 0 ? null : segment.starts, party: segment.party, reason: segment.reason ?? null, attempt: segment.attempt });
  }
  return { wish, due };
}

/** How many stored segments stay as they are (the last may get its end); nothing when the past itself changed. */
function grown(before: readonly Segment[], after: readonly Segment[]): number | undefined {
  const same = before.every((old, index) => {
    const now = after[index];
    const isLast = index === before.length - 1;
    return now !== undefined && now.starts === old.starts && now.party === old.party && now.reason === old.reason && now.attempt === old.attempt && (now.ends === old.ends || (isLast && old.ends === undefined));
  });
  return same ? before.length : undefined;
}

/** The promise behind a stored clock; the life clock has none. */
export function promisedOf(clock: Pick<StoredClock, 'budget' | 'unit' | 'counts' | 'startedAt'>): Promised | undefined {
  return clock.budget === null ? undefined : { budget: { amount: clock.budget, unit: clock.unit }, counts: clock.counts, startedAt: clock.startedAt };
}

export function iso(milliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(milliseconds)).toString();
}
