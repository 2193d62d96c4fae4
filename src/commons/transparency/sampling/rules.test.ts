import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, sampleSize } from './rules.ts';

describe('the size of a sample', () => {
  it('is the published one', () => {
    expect(sampleSize({ alpha: 0.05, share: 0.05, population: 10_000 })).toBe(59);
    expect(sampleSize({ alpha: 0.05, share: 0.01, population: 10_000 })).toBe(299);
    expect(sampleSize({ alpha: 0.05, share: 0.01, population: 12 })).toBe(12);
  });

  it('finds at least one ghost with the confidence it states', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 0.5, noNaN: true }), fc.double({ min: 0.01, max: 0.2, noNaN: true }), (share, alpha) => {
      expect((1 - share) ** sampleSize({ alpha, share, population: 1_000_000 })).toBeLessThanOrEqual(alpha + 1e-12);
    }));
  });
});

describe('the draw', () => {
  const day = (size: number) => Array.from({ length: size }, (_, ordinal) => ({ day: '2026-11-23', ordinal }));

  it('is the same for whoever repeats it, in whatever order the counts are given, and never draws one twice', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.integer({ min: 1, max: 80 }), fc.nat({ max: 80 }), (seed, population, size) => {
      const drawn = draw(seed, 'try', day(population), size);
      expect(draw(seed, 'try', day(population).reverse(), size)).toEqual(drawn);
      expect(new Set(drawn.map((one) => one.ordinal)).size).toBe(Math.min(size, population));
    }));
  });

  it('favours nobody', () => {
    const hits = Array.from({ length: 20 }, () => 0);
    for (let round = 0; round < 2000; round += 1) for (const { ordinal } of draw(Buffer.from(`seed ${round}`), 'try', day(20), 5)) hits[ordinal] = (hits[ordinal] ?? 0) + 1;
    // 500 expected each; chi-square with 19 degrees of freedom stays below 43.8 in 999 of 1,000 fair draws.
    expect(hits.reduce((sum, hit) => sum + (hit - 500) ** 2 / 500, 0)).toBeLessThan(43.8);
  });
});
