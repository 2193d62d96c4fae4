import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missedShare, servedChance } from './attendance.ts';
import { countersNeeded, erlangC, meanWait } from './erlang.ts';
import { sayWhy } from './explain.ts';
import { gammaCdf, gammaQuantile, logGamma } from './gamma.ts';
import { posteriorPace, type Seen } from './pace.ts';
import { remainingDelay } from './start.ts';
import { bpjsWaitSeconds, forecastWait, isMaterial, passBreaks, type WaitInput } from './wait.ts';

const nothing: Seen = { count: 0, seconds: 0, squared: 0 };
const seen = (count: number, mean: number, sd: number): Seen => ({ count, seconds: count * mean, squared: count * (mean ** 2 + sd ** 2) });
const pace = posteriorPace(nothing, { weekday: seen(100, 600, 420), resource: nothing, group: nothing, service: nothing });
const base: WaitInput = { now: 0, opensAt: 0, startedAt: 0, startDelays: [], ahead: [], serving: [], breaks: [], pace };
const people = fc.array(fc.record({ chance: fc.double({ min: 0, max: 1, noNaN: true }), mean: fc.double({ min: 30, max: 3000, noNaN: true }) }), { maxLength: 60 });

describe('gamma', () => {
  it('knows ln Γ, the exponential and the chi-squared tables', () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 10);
    expect(gammaCdf(1, 1, 1)).toBeCloseTo(1 - Math.exp(-1), 12);
    // χ² with 10 degrees of freedom: 0.95 quantile 18.307038
    expect(gammaQuantile(0.95, 10, 20)).toBeCloseTo(18.307038, 4);
    expect(gammaQuantile(0.1, 1, 1)).toBeCloseTo(-Math.log(0.9), 5);
  });

  it('quantile and distribution undo each other', () => {
    fc.assert(fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.double({ min: 1, max: 20_000, noNaN: true }), fc.double({ min: 0.05, max: 2.5, noNaN: true }), (p, mean, variation) => {
      const variance = (mean * variation) ** 2;
      expect(gammaCdf(gammaQuantile(p, mean, variance), mean ** 2 / variance, variance / mean)).toBeCloseTo(p, 3);
    }));
  });
});

describe('Erlang C', () => {
  it('agrees with the exact tables', () => {
    expect(erlangC(1, 0.6)).toBeCloseTo(0.6, 12);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 12);
    expect(erlangC(5, 4)).toBeCloseTo(0.554113, 6);
    expect(erlangC(10, 8)).toBeCloseTo(0.409180, 6);
    expect(erlangC(4, 4)).toBe(1);
  });

  it('is the formula of the domain file', () => {
    const direct = (c: number, a: number) => {
      let term = 1;
      let sum = 0;
      for (let i = 0; i < c; i += 1) { sum += term; term *= a / (i + 1); }
      const last = (term * c) / (c - a);
      return last / (sum + last);
    };
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (c, share) => { expect(erlangC(c, c * share)).toBeCloseTo(direct(c, c * share), 9); }));
  });

  it('gives the mean wait of M/M/1 and enough counters', () => {
    expect(meanWait(1, 0.5, 1).wait).toBeCloseTo(1, 12);
    expect(meanWait(1, 2, 1).wait).toBe(Infinity);
    const counters = countersNeeded(40, 12, 0.5);
    expect(meanWait(counters, 40, 12).wait).toBeLessThanOrEqual(0.5);
    expect(meanWait(counters - 1, 40, 12).wait).toBeGreaterThan(0.5);
  });
});

describe('pace', () => {
  it('starts from the nearest past with enough patients and moves to today', () => {
    const past = { weekday: seen(5, 100, 10), resource: seen(80, 500, 300), group: seen(500, 700, 300), service: seen(5000, 900, 300) };
    expect(posteriorPace(nothing, past)).toMatchObject({ mean: 500, from: 'resource', weight: 6 });
    expect(posteriorPace(seen(6, 700, 0), past).mean).toBeCloseTo(600, 9);
    expect(posteriorPace(nothing, { weekday: nothing, resource: nothing, group: nothing, service: nothing })).toMatchObject({ mean: 600, from: 'assumed' });
  });

  it('always lies between prior and today', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 60, max: 3000 }), fc.integer({ min: 60, max: 3000 }), (n, today, prior) => {
      const { mean } = posteriorPace(seen(n, today, 0), { weekday: seen(50, prior, 0), resource: nothing, group: nothing, service: nothing });
      expect(mean).toBeGreaterThanOrEqual(Math.min(today, prior) - 1e-6);
      expect(mean).toBeLessThanOrEqual(Math.max(today, prior) + 1e-6);
    }));
  });
});

describe('who comes', () => {
  it('less and less likely the longer somebody is overdue', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 0.5, noNaN: true }), fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 0, max: 7200 }), (missed, a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      expect(servedChance(false, missed, more)).toBeLessThanOrEqual(servedChance(false, missed, less));
      expect(servedChance(false, missed, -600)).toBeCloseTo(1 - missed, 9);
    }));
    expect(servedChance(true, 0.3, 9999)).toBe(1);
    expect(missedShare(0, 0)).toBeCloseTo(0.12, 9);
    expect(missedShare(800, 200)).toBeCloseTo(0.198, 2);
  });
});

describe('a start still to come', () => {
  it('is what the same doctor did on other days, given that it is late already', () => {
    const history = [600, 1200, 1800, 2400, 3000, 600, 1200, 1800, 2400, 3000];
    expect(remainingDelay(history, 0).mean).toBeCloseTo(1800, 6);
    expect(remainingDelay(history, 1900).mean).toBeCloseTo(800, 6);
    expect(remainingDelay(history, 9000).mean).toBe(600);
  });
});

describe('the forecast', () => {
  it('keeps P10 ≤ point ≤ P80 and never lies before now', () => {
    fc.assert(fc.property(people, fc.boolean(), fc.integer({ min: -7200, max: 7200 }), (ahead, started, opensAt) => {
      const { point, from, to } = forecastWait({ ...base, ahead, opensAt, startedAt: started ? 0 : undefined });
      expect(from).toBeLessThanOrEqual(point + 1e-3);
      expect(point).toBeLessThanOrEqual(to + 1e-3);
      expect(from).toBeGreaterThanOrEqual(0);
    }));
  });

  it('one more person ahead never makes it earlier', () => {
    fc.assert(fc.property(people, (ahead) => {
      expect(forecastWait({ ...base, ahead: [...ahead, { chance: 1, mean: 600 }] }).point).toBeGreaterThanOrEqual(forecastWait({ ...base, ahead }).point - 1e-6);
    }));
  });

  it('says about now when nobody is ahead, and the announced hour when the doctor is late', () => {
    expect(forecastWait(base)).toMatchObject({ point: 0, from: 0, to: 0 });
    const late = forecastWait({ ...base, startedAt: undefined, expectedStart: 5400 });
    expect(late.point).toBeGreaterThanOrEqual(5400);
    expect(late.from).toBeGreaterThanOrEqual(5400);
  });

  it('lets nobody be served in a break', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 3600 }), (start, work, begins, lasts) => {
      const end = passBreaks(start, work, [{ from: begins, to: begins + lasts }]);
      expect(end < begins || end >= begins + lasts).toBe(true);
      expect(end - start).toBeGreaterThanOrEqual(work);
      expect(end - start).toBeLessThanOrEqual(work + lasts);
    }));
  });
});

describe('what is told', () => {
  it('only changes that matter', () => {
    const at = (minutes: number, ahead: number) => ({ point: Temporal.Instant.fromEpochMilliseconds(minutes * 60_000), ahead });
    expect(isMaterial(at(100, 12), at(108, 11))).toBe(false);
    expect(isMaterial(at(100, 12), at(111, 11))).toBe(true);
    expect(isMaterial(at(100, 6), at(101, 5))).toBe(true);
    expect(isMaterial(at(100, 5), at(101, 5))).toBe(false);
  });

  it('BPJS gets its own formula, never below 0', () => {
    expect(bpjsWaitSeconds(600, 5)).toBe(2400);
    expect(bpjsWaitSeconds(600, 0)).toBe(0);
  });

  it('answers “mengapa 10.40?” in whole sentences', () => {
    const why = { ahead: 4, notYetHere: 1, minutesEach: 9.6, seenToday: 7, paceFrom: 'weekday' as const, inService: true, started: true, opensAt: Temporal.Instant.from('2026-11-24T01:00:00Z'), startMinutes: 0, breakMinutes: 12, missed: 0.11 };
    expect(sayWhy(why, { zone: 'Asia/Jakarta' })).toEqual([
      'Pelayanan sudah dimulai.', 'Satu orang sedang dilayani.', '4 orang dipanggil sebelum Anda.', '1 di antaranya belum datang. Biasanya 11 dari 100 orang tidak datang.',
      'Satu orang kira-kira 10 menit, dari catatan hari yang sama 60 hari terakhir dan 7 orang hari ini.', 'Ada jeda kira-kira 12 menit.',
    ]);
    expect(sayWhy({ ...why, started: false, ahead: 0, inService: false, notYetHere: 0, breakMinutes: 0 }, { zone: 'Asia/Jakarta', locale: 'en' })).toHaveLength(3);
  });
});
