import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskNik, parseNik, readNik } from './index.ts';

const pad = (value: number, size: number) => String(value).padStart(size, '0');
const person = fc.record({ region: fc.integer({ min: 110101, max: 947299 }), date: fc.date({ min: new Date('1930-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }), woman: fc.boolean(), serial: fc.integer({ min: 1, max: 9999 }) });
const nikOf = ({ region, date, woman, serial }: { region: number; date: Date; woman: boolean; serial: number }) =>
  `${region}${pad(date.getUTCDate() + (woman ? 40 : 0), 2)}${pad(date.getUTCMonth() + 1, 2)}${pad(date.getUTCFullYear() % 100, 2)}${pad(serial, 4)}`;

describe('NIK', () => {
  it('accepts every number built by the rule and reads its parts back', () => {
    fc.assert(fc.property(person, (who) => {
      const result = parseNik(nikOf(who));
      expect(result.ok).toBe(true);
      if (result.ok) expect(readNik(result.nik)).toEqual({ region: String(who.region), sex: who.woman ? 'P' : 'L', day: who.date.getUTCDate(), month: who.date.getUTCMonth() + 1, twoDigitYear: who.date.getUTCFullYear() % 100 });
    }));
  });

  it('reads it as people write it', () => {
    fc.assert(fc.property(person, fc.constantFrom(' ', '.', '-'), (who, gap) => {
      expect(parseNik(nikOf(who).replace(/(.{4})/g, `$1${gap}`)).ok).toBe(true);
    }));
  });

  it.each([
    ['160601010190000', 'length'], ['16060101019000012', 'length'], ['16060101O1900001', 'length'], ['1606010101900000', 'serial'],
    ['1606013213900001', 'birth-date'], ['1606010013900001', 'birth-date'], ['1606017102900001', 'birth-date'], ['1606013002900001', 'birth-date'], ['1606013204900001', 'birth-date'],
  ] as const)('refuses %s for its %s', (typed, fault) => {
    expect(parseNik(typed)).toEqual({ ok: false, fault });
  });

  it('takes 29 February in a leap year only', () => {
    expect(parseNik('1606012902960001').ok).toBe(true);
    expect(parseNik('1606016902000001').ok).toBe(true);
    expect(parseNik('1606012902950001')).toEqual({ ok: false, fault: 'birth-date' });
  });

  it('hides the birth date when masked', () => {
    fc.assert(fc.property(person, (who) => {
      const nik = nikOf(who);
      expect(maskNik(nik)).toBe(`${nik.slice(0, 4)}••••••••${nik.slice(12)}`);
    }));
    expect(maskNik('123')).toBe('•••');
  });
});
