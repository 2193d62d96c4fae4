import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPhone, parsePhone } from './index.ts';

const subscriber = fc.tuple(fc.constantFrom('812', '813', '821', '852', '857', '877', '895'), fc.integer({ min: 1_000_000, max: 99_999_999 })).map(([prefix, rest]) => `${prefix}${rest}`);

describe('phone numbers', () => {
  it('come out the same however an Indonesian mobile number is written', () => {
    fc.assert(fc.property(subscriber, (digits) => {
      const expected = `+62${digits}`;
      for (const typed of [`0${digits}`, `62${digits}`, `+62${digits}`, `0${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`, ` +62 ${digits} `]) expect(parsePhone(typed)).toBe(expected);
    }));
  });

  it.each(['', 'halo', '08', '12', '+62', '🙂'])('does not take %j for a number', (typed) => { expect(parsePhone(typed)).toBeUndefined(); });

  it('never shows the middle of a number', () => {
    fc.assert(fc.property(subscriber, (digits) => {
      const shown = maskPhone(`+62${digits}`);
      expect(shown).toContain('••••');
      expect(shown).not.toContain(digits);
    }));
  });
});
