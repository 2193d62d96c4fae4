import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, hmacSha256, sameSecret, sha256 } from './index.ts';

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
    }));
  });

  it('is read back as the same value', () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  it('writes bigint and Temporal values as text', () => {
    expect(canonicalJson({ b: 9007199254740993n, a: Temporal.PlainDate.from('2026-11-23'), none: undefined })).toBe('{"a":"2026-11-23","b":"9007199254740993"}');
  });
});

describe('hashes', () => {
  it('agree with the published vectors', () => {
    // FIPS 180-4 example and RFC 4231 test case 2.
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(hmacSha256('Jefe', 'what do ya want for nothing?').toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('compare secrets of any length', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => { expect(sameSecret(a, b)).toBe(a === b); }));
  });
});
