import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('waits between 2.5 s and 15 min, longer with each failure, never all at once', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempt, random) => {
    expect(backoffMs(attempt, random)).toBeGreaterThanOrEqual(2_500);
    expect(backoffMs(attempt, random)).toBeLessThanOrEqual(900_000);
    expect(backoffMs(attempt + 1, random)).toBeGreaterThanOrEqual(backoffMs(attempt, random));
  }));
  expect(backoffMs(1, 0.999_999)).toBe(5_000);
  expect(backoffMs(3, 0)).not.toBe(backoffMs(3, 0.5));
});
