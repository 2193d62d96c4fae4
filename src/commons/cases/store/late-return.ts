import type { CalendarSet } from '#commons/calendar';
import { readClock } from '../rules/clock.ts';
import { promisedOf } from './clocks.ts';
import type { Picture } from './picture.ts';

/** Percent of a budget after which a return is flagged: it comes late enough to look like playing for time (domain file §1.1). */
const latePercent = 80;

/** The promise of which most was used up when the case was returned, if it was past the mark. */
export function lateReturnOf(calendar: CalendarSet, { clocks }: Picture, at: number): { promise: string; percent: number } | undefined {
  const readings = clocks.filter((clock) => clock.stoppedAt === null && clock.branch === null).flatMap((clock) => {
    const promised = promisedOf(clock);
    if (!promised) return [];
    const { spent, budget } = readClock(calendar.of(clock.calendar).timeline, promised, clock.segments, at);
    return [{ promise: clock.promise, percent: Math.floor((spent / budget) * 100), late: spent * 100 > budget * latePercent }];
  });
  const worst = readings.filter((reading) => reading.late).sort((a, b) => b.percent - a.percent)[0];
  return worst && { promise: worst.promise, percent: worst.percent };
}
