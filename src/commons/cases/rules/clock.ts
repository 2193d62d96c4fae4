import type { WorkingTimeline } from '#commons/calendar';
import type { Budget, Party } from '../definition/schema.ts';
import type { Segment } from './ledger.ts';

/** A promise: how much, counted in whose hands, from when. Times are milliseconds since 1970. */
export interface Promised {
  readonly budget: Budget;
  readonly counts: readonly Party[];
  readonly startedAt: number;
}

/** What a ledger says about a promise at one instant; everything is derived, nothing is stored as an opinion. */
export interface Reading {
  /** Used up: working milliseconds, or ends of days that have passed. */
  readonly spent: number;
  readonly budget: number;
  /** When the budget is or was used up; nothing while another party holds the case, or beyond the calendar. */
  readonly due: number | undefined;
  /** Does time run against the promise now? */
  readonly running: boolean;
  readonly overdue: boolean;
}

const minute = 60_000;

/**
 * Counts a promise against its ledger at `now`. Minutes count working time; days count whole days after day 0, each ending at its closing (statutes: the day of
 * completeness is day 0), and a day belongs to whoever holds the case when it ends. What the ledger says about later than `now` is not looked at.
 */
export function readClock(line: WorkingTimeline, promised: Promised, segments: readonly Segment[], now: number): Reading {
  const measure = measureOf(line, promised);
  const budget = budgetOf(promised.budget);
  let spent = 0;
  let due: number | undefined;
  let running = false;
  let open = false;
  for (const segment of segments) {
    if (segment.starts > now) break;
    open = segment.ends === undefined || segment.ends > now;
    running = open && promised.counts.includes(segment.party);
    if (!promised.counts.includes(segment.party)) continue;
    const from = measure.of(segment.starts);
    const used = measure.of(Math.min(segment.ends ?? now, now)) - from;
    if (due === undefined && used > 0 && spent + used >= budget) due = measure.when(from + budget - spent);
    spent += used;
    if (open && due === undefined) due = measure.when(from + budget - (spent - used));
  }
  return { spent, budget, due, running, overdue: promised.budget.unit === 'working_minute' ? spent > budget : due !== undefined && now > due };
}

/** The instant, inside working time, at which each share of the budget will be reached if nobody else takes the case. Nothing: not while it is as it is. */
export function warningAt(line: WorkingTimeline, promised: Promised, segments: readonly Segment[], percent: number, now: number): number | undefined {
  const measure = measureOf(line, promised);
  const wanted = shareOf(promised.budget, percent);
  let spent = 0;
  for (const segment of segments) {
    if (segment.starts > now) break;
    if (!promised.counts.includes(segment.party)) continue;
    const from = measure.of(segment.starts);
    const room = segment.ends === undefined || segment.ends > now ? Number.POSITIVE_INFINITY : measure.of(segment.ends) - from;
    if (spent + room >= wanted) {
      const reached = measure.when(from + wanted - spent);
      return reached === undefined ? undefined : line.nextOpen(Math.max(reached, segment.starts));
    }
    spent += room;
  }
  return undefined;
}

/** Used up by one party, one attempt, or any other part of the ledger. */
export function spentIn(line: WorkingTimeline, promised: Promised, segments: readonly Segment[], now: number): number {
  const measure = measureOf(line, promised);
  return segments.reduce((sum, segment) => (segment.starts < now ? sum + measure.of(Math.min(segment.ends ?? now, now)) - measure.of(segment.starts) : sum), 0);
}

/** Budget in the clock's own measure: milliseconds, or days. */
export function budgetOf({ amount, unit }: Budget): number {
  return unit === 'working_minute' ? amount * minute : amount;
}

function shareOf(budget: Budget, percent: number): number {
  const share = (budgetOf(budget) * percent) / 100;
  return budget.unit === 'working_minute' ? share : Math.floor(share);
}

/** A rising count along time and its inverse. Days before the end of day 0 do not count. */
function measureOf(line: WorkingTimeline, promised: Promised): { of: (at: number) => number; when: (amount: number) => number | undefined } {
  if (promised.budget.unit === 'working_minute') return { of: line.worked, when: line.reached };
  const days = promised.budget.unit === 'working_day' ? line.workingDays : line.civilDays;
  const dayZeroEnds = line.civilDays.nth(line.civilDays.passed(promised.startedAt) + 1) ?? promised.startedAt;
  const first = days.passed(dayZeroEnds);
  return {
    of: (at) => (at <= dayZeroEnds ? first : days.passed(at)),
    when: (amount) => (amount <= first ? dayZeroEnds : days.nth(amount)),
  };
}
