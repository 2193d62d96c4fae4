import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, Fraction, halfUp } from './index.ts';

describe('rounding', () => {
  it.each([['88.305', 2, '88.31'], ['88.3049999', 2, '88.30'], ['2.5', 0, '3'], ['-2.5', 0, '-3'], ['0.005', 2, '0.01'], ['-0.001', 2, '0.00'], ['7', 2, '7.00'], ['1/3', 4, '0.3333']])('%s to %i places is %s', (text, places, shown) => {
    expect(fixed(new Fraction(text), places)).toBe(shown);
  });

  it('is never further away than half a step, and goes up on the half', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 6n), fc.integer({ min: 0, max: 6 }), (n, d, places) => {
      const value = new Fraction(n, d);
      const off = halfUp(value, places).sub(value).mul(new Fraction(10n ** BigInt(places), 1n));
      expect(off.compare(new Fraction(-1, 2))).toBe(1);
      expect(off.compare(new Fraction(1, 2))).toBeLessThanOrEqual(0);
    }));
  });

  it('reads back what it wrote', () => {
    fc.assert(fc.property(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.integer({ min: 0, max: 4 }), (n, places) => {
      const value = new Fraction(n, 10n ** BigInt(places));
      expect(new Fraction(fixed(value, places)).equals(value)).toBe(true);
    }));
  });
});
