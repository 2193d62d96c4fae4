import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nikDoubts, readIdentifier, searchable } from './identifiers.ts';
import { isSamePerson, requireBirthDate } from './person.ts';

const pad = (value: number, size: number) => String(value).padStart(size, '0');
const nik = fc.record({ region: fc.constantFrom('160601', '160602', '317101'), day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 1, max: 12 }), year: fc.integer({ min: 1930, max: 2025 }), woman: fc.boolean(), serial: fc.integer({ min: 1, max: 9999 }) })
  .map((who) => ({ ...who, number: `${who.region}${pad(who.day + (who.woman ? 40 : 0), 2)}${pad(who.month, 2)}${pad(who.year % 100, 2)}${pad(who.serial, 4)}`, birthDate: `${who.year}-${pad(who.month, 2)}-${pad(who.day, 2)}` }));
const here = (prefix: string) => prefix.startsWith('1606');

describe('numbers of a person', () => {
  it('reads a NIK however it is spaced, and its mask never shows the birth date', () => {
    fc.assert(fc.property(nik, fc.constantFrom('', ' ', '.', '-'), (who, gap) => {
      const read = readIdentifier('nik', who.number.replace(/(.{4})(?=.)/g, `$1${gap}`));
      expect(read.value).toBe(who.number);
      expect(read.masked.replace(/[^\d]/g, '')).toBe(who.number.slice(0, 4) + who.number.slice(12));
    }));
  });

  it('has no doubt when everything agrees, and names each thing that does not, without stopping', () => {
    fc.assert(fc.property(nik, (who) => {
      const doubts = (about: Parameters<typeof nikDoubts>[1]) => nikDoubts(who.number, about, here).map((warning) => warning.code).filter((code) => code !== 'nik-region');
      expect(doubts({ birthDate: who.birthDate, sex: who.woman ? 'P' : 'L' })).toEqual([]);
      expect(doubts({ sex: who.woman ? 'L' : 'P' })).toEqual(['nik-sex']);
      expect(doubts({ birthDate: Temporal.PlainDate.from(who.birthDate).add({ days: 1 }).toString() })).toEqual(['nik-birth-date']);
      expect(nikDoubts(who.number, {}, here).some((warning) => warning.code === 'nik-region')).toBe(!here(who.region));
    }));
  });

  it.each([
    ['nik', '160601', 'people/nik-shape'], ['nik', '1606010101900000', 'people/nik-impossible'], ['nik', '1606013213900001', 'people/nik-impossible'], ['noka', '12345', 'people/noka-shape'], ['noka', '000123456789O', 'people/noka-shape'],
    ['norm', '1', 'people/norm-shape'], ['norm', '00-11-😀', 'people/norm-shape'], ['kk', '123', 'people/kk-shape'], ['passport', 'A1', 'people/passport-shape'],
  ] as const)('refuses %s %s', (kind, typed, code) => {
    expect(() => readIdentifier(kind, typed)).toThrow(code);
  });

  it('takes an impossible NIK as written when the card is in hand, with a warning', () => {
    expect(readIdentifier('nik', '1606013213900001', { asWritten: true }).warnings.map((warning) => warning.code)).toEqual(['nik-impossible']);
    expect(() => readIdentifier('nik', '160601321390000', { asWritten: true })).toThrow('people/nik-shape');
  });

  it('never searches for what cannot be a number, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
      const found = searchable('nik', typed);
      if (found !== undefined) expect(found).toMatch(/^\d{3,20}$/);
    }));
  });
});

describe('persons', () => {
  const today = Temporal.PlainDate.from('2026-11-23');
  it.each(['2026-11-24', '1879-12-31', '2026-02-30', '23-11-2026', '', '2026-11'])('refuses the birth date %s', (typed) => {
    expect(() => requireBirthDate(typed, today)).toThrow('people/birth-date');
  });

  it('is the same person by letters and date, whatever the titles; another date is another person', () => {
    const known = { letters: 'sitiaminah', birthDate: '1990-05-17' };
    expect(isSamePerson(known, { name: 'SITI AMINAH', birthDate: '1990-05-17' })).toBe(true);
    expect(isSamePerson(known, { name: 'Siti Aminah', birthDate: undefined })).toBe(true);
    expect(isSamePerson(known, { name: 'Siti Aminah', birthDate: '1990-05-18' })).toBe(false);
    expect(isSamePerson(known, { name: 'Sita Aminah', birthDate: '1990-05-17' })).toBe(false);
  });
});
