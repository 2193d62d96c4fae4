import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initials, nameLetters, readName, sameName, shownName } from './index.ts';

const word = fc.stringMatching(/^[A-Z][a-z]{2,9}$/).filter((text) => !/^(Drg|Drs|Dra|Prof|Sdr|Ust|Apt|Bdn|Bin|Binti|Sdri|Ustadz|Ustadzah)$/.test(text));
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

describe('names', () => {
  it.each([
    ['dr. Budi bin Ali, Sp.A', 'dr.', 'Budi bin Ali', 'Sp.A'], ['Suparno', '', 'Suparno', ''], ['H. M. Yusuf', 'H.', 'M. Yusuf', ''], ['Hj Siti Aminah', 'Hj', 'Siti Aminah', ''],
    ['Prof. Dr. dr. Anwar, Sp.PD, K-GEH', 'Prof. Dr. dr.', 'Anwar', 'Sp.PD, K-GEH'], ['Ali, SE, MM', '', 'Ali', 'SE, MM'], ['Ir. Ahmad, S.T., M.T.', 'Ir.', 'Ahmad', 'S.T., M.T.'], ['Tn. Ali', 'Tn.', 'Ali', ''], ['An', '', 'An', ''], ['An Nisa', '', 'An Nisa', ''],
    ["Siti  Nur'aini ", '', "Siti Nur'aini", ''], ['By. Ny. Siti', '', 'By. Ny. Siti', ''], ['Nur\u200Bhayati', '', 'Nurhayati', ''], ['Budi, Sekayu', '', 'Budi, Sekayu', ''],
  ])('reads %s', (typed, before, middle, after) => {
    expect(readName(typed)).toEqual({ titlesBefore: before, name: middle, titlesAfter: after });
  });

  it.each(['', '   ', '123', '😀😀', '...', `A${'b'.repeat(120)}`])('is not %s', (typed) => {
    expect(readName(typed)).toBeUndefined();
  });

  it('takes every ordinary name as it is, of one word or more', () => {
    fc.assert(fc.property(name, (text) => { expect(readName(text)?.name).toBe(text); }));
  });

  it('compares on letters only: case, spaces, punctuation and titles make no difference', () => {
    fc.assert(fc.property(name, fc.constantFrom('dr. ', 'H. ', 'Hj. ', 'Ny. ', ''), fc.constantFrom(', S.E.', ', Sp.A', ''), (text, before, after) => {
      expect(sameName(`${before}${text.toUpperCase()}${after}`, text.replaceAll(' ', '  '))).toBe(true);
      expect(sameName(text, `${text}x`)).toBe(false);
    }));
  });

  it('is shown again as it was read', () => {
    fc.assert(fc.property(name, fc.constantFrom('dr.', 'H.', ''), fc.constantFrom('Sp.A', 'S.E., M.M.', ''), (text, before, after) => {
      const read = readName(shownName({ titlesBefore: before, name: text, titlesAfter: after }));
      expect(read).toEqual({ titlesBefore: before, name: text, titlesAfter: after });
    }));
  });

  it('survives whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
      const read = readName(typed);
      if (read) expect(read.name).toMatch(/\p{L}/u);
      expect(initials(typed)).toMatch(/^(\?|(.\.){1,3}|(.{1,4}\.){1,3})$/su);
      expect(nameLetters(typed)).not.toMatch(/[\s\d.,']/);
    }));
  });

  it.each([['Ahmad Sulaiman', 'A.S.'], ['Suparno', 'S.'], ['dr. Budi bin Ali, Sp.A', 'B.A.'], ['M. Yusuf', 'M.Y.'], ['Siti Nur Aini Putri', 'S.N.A.']])('abbreviates %s to %s', (text, short) => {
    expect(initials(text)).toBe(short);
  });
});
