import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atWallClock } from '#kernel/time';
import { workingTimeline } from './timeline.ts';
import { addWorkingDays, addWorkingTime, nextOpen, workingHours, workingTime } from './working-time.ts';

const first = Temporal.PlainDate.from('2026-01-01');
const last = Temporal.PlainDate.from('2026-04-30');
const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const dayHours = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }).map((marks) => {
  const sorted = marks.sort((a, b) => a - b);
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => [clock(sorted[index * 2] ?? 0), clock(sorted[index * 2 + 1] ?? 1440)] as const);
});
const any = fc.record({ zone: fc.constantFrom('Asia/Jakarta', 'Asia/Jayapura'), week: fc.array(fc.option(dayHours, { nil: [] }), { minLength: 7, maxLength: 7 }).filter((week) => week.some((windows) => windows.length > 0)), off: fc.array(fc.integer({ min: 0, max: 110 }), { maxLength: 10 }) })
  .map(({ zone, week, off }) => workingHours(zone, last, (date) => (off.includes(first.until(date).days) || Temporal.PlainDate.compare(date, first) < 0 ? [] : (week[date.dayOfWeek - 1] ?? []))));
const start = Temporal.Instant.from('2026-01-02T00:00:00Z').epochMilliseconds;
const moment = fc.integer({ min: 0, max: 112 * 24 * 60 * 60 }).map((seconds) => Temporal.Instant.fromEpochMilliseconds(start + seconds * 1000));

describe('a calendar as sums', () => {
  it('counts, adds and opens exactly like the walk over days', () => {
    fc.assert(fc.property(any, moment, moment, fc.integer({ min: 1, max: 20_000 }), (hours, a, b, minutes) => {
      const line = workingTimeline(hours, first);
      expect(line.worked(b.epochMilliseconds) - line.worked(a.epochMilliseconds)).toBe(workingTime(hours, a, b));
      expect(line.reached(line.worked(a.epochMilliseconds) + minutes * 60_000)).toBe(addWorkingTime(hours, a, minutes * 60_000)?.epochMilliseconds);
      expect(line.nextOpen(a.epochMilliseconds)).toBe(nextOpen(hours, a)?.epochMilliseconds);
    }), { numRuns: 150 });
  });

  it('ends working days at their closing and civil days at midnight', () => {
    fc.assert(fc.property(any, moment, fc.integer({ min: 1, max: 30 }), (hours, a, days) => {
      const line = workingTimeline(hours, first);
      const midnight = line.civilDays.nth(line.civilDays.passed(a.epochMilliseconds) + 1) ?? 0;
      expect(midnight).toBe(atWallClock(a.toZonedDateTimeISO(hours.zone).toPlainDate().add({ days: 1 }), '00:00', hours.zone).epochMilliseconds);
      const closing = addWorkingDays(hours, a, days)?.epochMilliseconds;
      expect(line.workingDays.nth(line.workingDays.passed(midnight) + days)).toBe(closing);
    }), { numRuns: 100 });
  });
});
