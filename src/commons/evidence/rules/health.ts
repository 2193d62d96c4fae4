import { mannKendall, theilSen } from './trend.ts';

/** How a service fares, computed from its own events. `never`: not one event; `new`: too little to judge a trend. */
export type HealthState = 'never' | 'silent' | 'new' | 'growing' | 'steady' | 'slowing';

export interface Health {
  readonly state: HealthState;
  readonly lastEventAt: Temporal.Instant | undefined;
  /** Completed months the trend rests on, oldest first. */
  readonly monthly: readonly number[];
  /** Theil–Sen slope, events a month more each month. */
  readonly slope: number | undefined;
  /** Mann–Kendall p of the trend. */
  readonly p: number | undefined;
}

const monthsNeeded = 8;
const leastSilence = 30;

/**
 * Silent: no event for the longer of 30 days and five times the service's own median gap. Growing or slowing: a Theil–Sen slope above or below zero
 * over up to 12 completed months with Mann–Kendall p < 0.05; under 8 months nothing is claimed. A service with a declared `season` (months, 1–12) is silent only by days within it. (Rules of the innovation register, section 4.)
 */
export function judgeHealth(facts: { lastEventAt: Temporal.Instant | undefined; medianGapDays: number | undefined; monthly: readonly number[]; now: Temporal.Instant; season?: readonly number[] | undefined }): Health {
  const { lastEventAt, monthly, now } = facts;
  if (!lastEventAt) return { state: 'never', lastEventAt, monthly, slope: undefined, p: undefined };
  const quietDays = facts.season ? daysInSeason(lastEventAt, now, facts.season) : lastEventAt.until(now).total('hours') / 24;
  const slope = monthly.length >= monthsNeeded ? theilSen(monthly) : undefined;
  const p = monthly.length >= monthsNeeded ? mannKendall(monthly) : undefined;
  if (quietDays > Math.max(leastSilence, 5 * (facts.medianGapDays ?? 0))) return { state: 'silent', lastEventAt, monthly, slope, p };
  if (slope === undefined || p === undefined) return { state: 'new', lastEventAt, monthly, slope, p };
  if (p < 0.05 && slope !== 0) return { state: slope > 0 ? 'growing' : 'slowing', lastEventAt, monthly, slope, p };
  return { state: 'steady', lastEventAt, monthly, slope, p };
}

/** Whole days after `from` up to `to` that lie in the months of a season. */
function daysInSeason(from: Temporal.Instant, to: Temporal.Instant, season: readonly number[]): number {
  const last = to.toZonedDateTimeISO('UTC').toPlainDate();
  let days = 0;
  for (let day = from.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) if (season.includes(day.month)) days += 1;
  return days;
}
