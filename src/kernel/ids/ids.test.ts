import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crockfordCode, readCrockford, uuidv7 } from './index.ts';

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

describe('uuidv7', () => {
  it('has the version and variant bits of RFC 9562', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 47 }), bytes(16), (at, noise) => {
      expect(uuidv7(at, () => noise)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }));
  });

  it('writes the millisecond of the standard’s own example', () => {
    // RFC 9562 appendix A.6: 22 February 2022 19:22:22.00 GMT is 0x017F22E279B0.
    expect(uuidv7(1645557742000, (size) => new Uint8Array(size)).slice(0, 13)).toBe('017f22e2-79b0');
  });

  it('sorts by time whatever the random part', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 46 }), fc.integer({ min: 1, max: 2 ** 40 }), bytes(16), bytes(16), (at, later, one, two) => {
      expect(uuidv7(at, () => one) < uuidv7(at + later, () => two)).toBe(true);
    }));
  });
});

describe('Crockford codes', () => {
  it('are read back whatever case, spacing and look-alikes people type', () => {
    fc.assert(fc.property(bytes(8), (noise) => {
      const code = crockfordCode(8, () => noise);
      const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
      expect(readCrockford(typed)).toBe(code);
    }));
  });

  it('never contain I, L, O or U', () => {
    fc.assert(fc.property(bytes(16), (noise) => { expect(crockfordCode(16, () => noise)).not.toMatch(/[ILOU]/); }));
  });
});
