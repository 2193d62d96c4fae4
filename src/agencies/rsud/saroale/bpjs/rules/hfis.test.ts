import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type OurVisit } from './compare.ts';
import { approval, compareHours, inForce } from './hfis.ts';

const zone = 'Asia/Jakarta';

describe('changes of practice hours', () => {
  it('filed by 20.00 hold from the next day, later ones a day after', () => {
    expect(approval(Temporal.Instant.from('2026-11-24T13:00:00Z'), zone).effectiveFrom.toString()).toBe('2026-11-25');
    expect(approval(Temporal.Instant.from('2026-11-24T13:00:01Z'), zone).effectiveFrom.toString()).toBe('2026-11-26');
  });

  it('never hold on the day they are filed', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3 * 86_400 }), (seconds) => {
      const filedAt = Temporal.Instant.from('2026-11-24T00:00:00Z').add({ seconds });
      const today = filedAt.toZonedDateTimeISO(zone).toPlainDate();
      expect(inForce([{ filedAt }], today, filedAt.add({ hours: 2000 }), zone)).toEqual([]);
      expect(inForce([{ filedAt }], today.add({ days: 2 }), filedAt.add({ hours: 48 }), zone)).toHaveLength(1);
    }));
  });

  it('are seen whatever the spelling of hours', () => {
    const ours = [{ doctor: 1, doctorName: 'dr. A', weekday: 2, hours: '08:00-12:00', quota: 30 }];
    const theirs = { kodedokter: 1, namadokter: 'dr. A', hari: 2, kapasitaspasien: 30, libur: 0 } as const;
    expect(compareHours(ours, [{ ...theirs, jadwal: '08:00 - 12:00' }])).toEqual([]);
    expect(compareHours(ours, [{ ...theirs, jadwal: '08:00 - 12:00', kapasitaspasien: 20 }])).toMatchObject([{ here: '08:00-12:00 (30)', hfis: '08:00-12:00 (20)' }]);
    expect(compareHours(ours, [{ ...theirs, jadwal: '09:00 - 12:00' }])).toMatchObject([{ here: '08:00-12:00', hfis: '' }, { here: '', hfis: '09:00-12:00' }]);
  });
});

describe('the nightly comparison', () => {
  const visit: OurVisit = { bookingId: 'a', code: 'A', over: false, told: true, sent: [{ task: 3, at: 1_000_500 }], theirTasks: [{ task: 3, at: 1_000_000 }] };
  const there = { kodebooking: 'A', status: 'Belum dilayani' };

  it('finds nothing where both agree to the second', () => {
    expect(compare([visit], [there])).toEqual([]);
  });

  it('finds each kind of difference', () => {
    expect(compare([visit], []).map((one) => one.kind)).toEqual(['missing-there']);
    expect(compare([{ ...visit, told: false }], [])).toEqual([]);
    expect(compare([], [there]).map((one) => one.kind)).toEqual(['unknown-here']);
    expect(compare([{ ...visit, over: true }], [there]).map((one) => one.kind)).toEqual(['status']);
    expect(compare([{ ...visit, theirTasks: [] }], [there]).map((one) => one.kind)).toEqual(['task-missing']);
    expect(compare([{ ...visit, theirTasks: [{ task: 3, at: 9_000_000 }] }], [there]).map((one) => one.kind)).toEqual(['task-time']);
  });
});
