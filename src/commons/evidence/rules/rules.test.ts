import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenCells } from './disclosure.ts';
import { judgeHealth } from './health.ts';
import { partKey, partsOf, publishedSums } from './periods.ts';
import { mannKendall, theilSen } from './trend.ts';

describe('withholding small cells', () => {
  const days = partsOf({ from: Temporal.PlainDate.from('2026-10-26'), to: Temporal.PlainDate.from('2026-12-06') }, 'day');
  const groups = publishedSums(days, 'day');

  it('never shows a small cell, and no published sum gives one away', () => {
    fc.assert(fc.property(fc.array(fc.nat(12), { minLength: days.length, maxLength: days.length }), fc.constantFrom(5, 10), (counts, least) => {
      const cells = days.map((day, index) => ({ key: partKey(day.from, 'day'), n: counts[index] ?? 0 }));
      const hidden = hiddenCells(cells, groups, least);
      for (const cell of cells) if (cell.n > 0 && cell.n < least) expect(hidden.has(cell.key)).toBe(true);
      for (const group of groups) {
        const concealed = cells.filter((cell) => group.includes(cell.key) && hidden.has(cell.key));
        const shown = cells.filter((cell) => group.includes(cell.key) && !hidden.has(cell.key) && cell.n > 0);
        const safe = concealed.length === 0 || (concealed.length >= 2 && concealed.reduce((sum, cell) => sum + cell.n, 0) >= least);
        expect(safe || shown.length === 0).toBe(true);
      }
    }));
  });

  it('hides nothing where every cell is large or empty', () => {
    expect([...hiddenCells([{ key: 'a', n: 5 }, { key: 'b', n: 0 }], [['a', 'b']], 5)]).toEqual([]);
  });
});

describe('trend', () => {
  it('finds the slope through an outlier', () => { expect(theilSen([1, 2, 3, 4, 100, 6, 7, 8])).toBe(1); });
  it('gives the p worked out by hand', () => {
    // Eight rising values: S = 28, variance 8·7·21/18 = 65.33, z = 27/8.083 = 3.340, two-sided p = 0.00084.
    expect(mannKendall([1, 2, 3, 4, 5, 6, 7, 8])).toBeCloseTo(0.00084, 5);
    // One pair of ties: S = 27, variance (1176 − 18)/18 = 64.33, z = 26/8.021 = 3.242, p = 0.00119.
    expect(mannKendall([1, 2, 3, 4, 5, 6, 7, 7])).toBeCloseTo(0.00119, 5);
    expect(mannKendall([5, 5, 5, 5, 5, 5, 5, 5])).toBe(1);
  });
  it('gives what is published for two series', () => {
    // J. Little, Holy Cross: “A Mann-Kendall Example (By Hand)”: S = 54, Z = 2.9058, about 0.0018 on one side.
    expect(mannKendall([12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7])).toBeCloseTo(2 * 0.0018, 3);
    // R. O. Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), p. 212: Z = 3.1, many ties.
    expect(mannKendall([20, 20, 20, 20, 15, 20, 20, 30, 27, 26, 23, 35, 25, 28, 70, 26, 24, 34, 32, 23, 50, 30])).toBeCloseTo(2 * 0.00097, 3);
  });
  it('does not change when the series is turned round', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 12 }), (values) => { expect(mannKendall(values)).toBeCloseTo(mannKendall([...values].reverse()), 12); }));
  });
});

describe('health', () => {
  const now = Temporal.Instant.from('2026-11-23T02:00:00Z');
  const facts = { lastEventAt: now.subtract({ hours: 3 }), medianGapDays: 0.01, monthly: [10, 12, 11, 13, 14, 15, 17, 16, 19, 20, 22, 25], now };
  it('names growth, decline, calm, silence and too little data', () => {
    expect(judgeHealth(facts).state).toBe('growing');
    expect(judgeHealth({ ...facts, monthly: [...facts.monthly].reverse() }).state).toBe('slowing');
    expect(judgeHealth({ ...facts, monthly: facts.monthly.map(() => 10) }).state).toBe('steady');
    expect(judgeHealth({ ...facts, monthly: [1, 2, 3] }).state).toBe('new');
    expect(judgeHealth({ ...facts, lastEventAt: undefined }).state).toBe('never');
    expect(judgeHealth({ ...facts, lastEventAt: now.subtract({ hours: 24 * 31 }) }).state).toBe('silent');
  });
  it('counts only the days of its season towards silence', () => {
    // A harvest service of July and August, last used at the end of August.
    const after = { ...facts, lastEventAt: Temporal.Instant.from('2026-08-30T02:00:00Z') };
    expect([judgeHealth(after).state, judgeHealth({ ...after, season: [7, 8] }).state]).toEqual(['silent', 'growing']);
    const next = { ...after, now: Temporal.Instant.from('2027-07-25T02:00:00Z'), season: [7, 8] };
    expect([judgeHealth(next).state, judgeHealth({ ...next, now: Temporal.Instant.from('2027-08-10T02:00:00Z') }).state]).toEqual(['growing', 'silent']);
  });
  it('waits longer before it calls a rare service silent', () => { expect(judgeHealth({ ...facts, medianGapDays: 10, lastEventAt: now.subtract({ hours: 24 * 31 }) }).state).not.toBe('silent'); });
});
