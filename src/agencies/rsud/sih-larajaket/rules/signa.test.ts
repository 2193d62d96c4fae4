import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecimal, writeDecimal } from './decimal.ts';
import { doseUnits, quantityOf, readSigna, saySigna, takesPerDay, timings, writeSigna, type Signa } from './signa.ts';

const said = (typed: string) => {
  const read = readSigna(typed);
  return read.ok ? saySigna(read.signa) : read.fault;
};
const quantity = (typed: string) => {
  const read = readSigna(typed);
  return read.ok ? quantityOf(read.signa) : read.fault;
};

const signas: fc.Arbitrary<Signa> = fc.record({
  frequency: fc.integer({ min: 1, max: 6 }), hours: fc.option(fc.constantFrom(4, 6, 8, 12, 24), { nil: undefined }), dose: fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 5, 7.5, 10, 12), unit: fc.constantFrom(...doseUnits),
  timing: fc.subarray([...timings]), days: fc.option(fc.integer({ min: 1, max: 180 }), { nil: undefined }), prn: fc.option(fc.record({ reason: fc.constantFrom('nyeri', 'demam', 'sesak napas', 'bila perlu'), maxPerDay: fc.integer({ min: 1, max: 8 }) }), { nil: undefined }),
}).map(({ frequency, hours, dose, unit, timing, days, prn }) => ({
  frequency: hours ? 1 : frequency, period: hours ? { value: hours, unit: 'h' as const } : { value: 1, unit: 'd' as const }, dose, unit, timing,
  ...(days !== undefined ? { days } : prn ? {} : { days: 30 }), ...(prn ? { prn } : {}),
}));

describe('signa', () => {
  it('is read as doctors type it and said in plain Indonesian', () => {
    expect(said('3x1 tab pc 30 hari')).toBe('3 kali sehari, 1 tablet, sesudah makan, selama 30 hari');
    expect(said('2 dd 1/2 tab ac 5 hari')).toBe('2 kali sehari, setengah tablet, sebelum makan, selama 5 hari');
    expect(said('tiap 8 jam 1 kaps 3 hari')).toBe('setiap 8 jam, 1 kapsul, selama 3 hari');
    expect(said('1x10 unit malam 30 hari')).toBe('1 kali sehari, 10 unit, malam sebelum tidur, selama 30 hari');
    expect(said('3×2,5 ml sesudah makan 5 hari')).toBe('3 kali sehari, 2,5 mL, sesudah makan, selama 5 hari');
    expect(said('3x1 tab prn nyeri maks 4')).toBe('1 tablet, bila perlu (nyeri), paling banyak 4 kali sehari');
    expect(said('1x seminggu 1 tab 28 hari')).toBe('1 kali seminggu, 1 tablet, selama 28 hari');
  });

  it('refuses what could be read two ways or has no end', () => {
    expect(said('3x1 tab prn nyeri')).toBe('prn-without-max');
    expect(said('1x10 u malam 30 hari')).toBe('insulin-u');
    expect(said('3x1.234 tab 5 hari')).toBe('dose');
    expect(said('3x1 tab')).toBe('days');
    expect(said('3x0 tab 5 hari')).toBe('dose');
    expect(said('3x1 biji 5 hari')).toBe('unit');
    expect(said('minum sajalah')).toBe('shape');
  });

  it('gives the quantity dose × frequency × days, rounded up to the unit', () => {
    expect(quantity('3x1 tab pc 30 hari')).toBe(90);
    expect(quantity('3x1/2 tab 5 hari')).toBe(8);
    expect(quantity('3x0,1 ml 10 hari')).toBe(3);
    expect(quantity('tiap 8 jam 1 tab 3 hari')).toBe(9);
    expect(quantity('1x seminggu 1 tab 28 hari')).toBe(4);
    expect(quantity('1x seminggu 1 tab 30 hari')).toBe(5);
  });

  it('survives writing and reading', () => {
    fc.assert(fc.property(signas, (signa) => { expect(readSigna(writeSigna(signa))).toEqual({ ok: true, signa }); }), { numRuns: 500 });
  });

  it('never hands out less than is taken, nor a whole unit too many', () => {
    fc.assert(fc.property(signas, (signa) => {
      const handed = quantityOf(signa);
      if (signa.days === undefined || handed === undefined) return;
      const taken = signa.dose * takesPerDay(signa) * signa.days;
      expect(handed).toBeGreaterThanOrEqual(taken - 1e-6);
      expect(handed).toBeLessThan(taken + 1);
    }), { numRuns: 500 });
  });
});

describe('decimal comma', () => {
  it('is read, and what is ambiguous is refused', () => {
    expect(['1,5', '0,25', '36.5', '1.234,5', '½', '1 1/2', '-2', '120'].map(readDecimal)).toEqual([1.5, 0.25, 36.5, 1234.5, 0.5, 1.5, -2, 120]);
    expect(['1.234', '1,2,3', '', 'dua', '1/0', '1e3'].map(readDecimal)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });
  it('survives writing and reading', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 1, max: 99 }), (whole, part) => {
      const value = whole + part / 100;
      expect(readDecimal(writeDecimal(value))).toBeCloseTo(value, 9);
    }));
  });
});
