import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atWallClock, civilDate, formatClock, formatDate, formatLongDate, standingClock } from './index.ts';

const day = Temporal.PlainDate.from('2026-11-24');

describe('civil time', () => {
  it('is the date of the regency, not of Greenwich', () => {
    expect(civilDate(Temporal.Instant.from('2026-11-23T17:30:00Z'), 'Asia/Jakarta').toString()).toBe('2026-11-24');
  });

  it('comes back from the wall clock it was put on', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 0, max: 1439 }), (days, minute) => {
      const date = day.add({ days });
      const at = atWallClock(date, Temporal.PlainTime.from('00:00').add({ minutes: minute }), 'Asia/Jakarta');
      expect(civilDate(at, 'Asia/Jakarta').equals(date)).toBe(true);
    }));
  });

  it('is written as Indonesians write it', () => {
    expect(formatLongDate(day)).toBe('Selasa, 24 November 2026');
    expect(formatDate(day, 'en')).toBe('24 November 2026');
    expect(formatClock(Temporal.Instant.from('2026-11-24T01:00:00Z'), 'Asia/Jakarta')).toBe('08.00 WIB');
    expect(formatClock(Temporal.Instant.from('2026-11-24T06:30:00Z'), 'Asia/Makassar')).toBe('14.30 WITA');
  });

  it('stands still until moved', () => {
    const clock = standingClock('2026-11-23T02:00:00Z');
    clock.advance({ minutes: 90 });
    expect(clock.now().toString()).toBe('2026-11-23T03:30:00Z');
  });
});
