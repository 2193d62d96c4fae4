import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCodeList } from './import.ts';

const icd = 'http://hl7.org/fhir/sid/icd-10';

describe('a hospital’s code list', () => {
  it.each([['comma', 'Kode,Nama\nA01,Tifus\nA011,"Paratifus, A"'], ['semicolon', 'KODE;DESKRIPSI\nA01;Tifus\nA01.1;Paratifus, A'], ['tab', 'code\tdisplay\r\nA01\tTifus\r\na 01.1\tParatifus, A\r\n']])('with %s is read, headings told apart', (_name, text) => {
    expect(readCodeList(icd, text).concepts).toMatchObject([{ code: 'A01', display: 'Tifus', selectable: false }, { code: 'A01.1', display: 'Paratifus, A', parent: 'A01', selectable: true }]);
  });

  it('tells by line what it leaves out', () => {
    expect(readCodeList(icd, 'kode,nama\nA01,Satu\nA01,Dua\nXX,Tiga\nB02,\n').faults).toEqual([{ line: 3, why: 'kode A01 muncul dua kali' }, { line: 4, why: 'kode “XX” tidak berbentuk ICD-10' }, { line: 5, why: 'kode B02 tanpa keterangan' }]);
    expect(() => readCodeList(icd, 'satu,dua\n1,2')).toThrow('clinical-record/code-list');
  });

  it('keeps or names every line, whatever it holds', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.stringMatching(/^[A-Z0-9.]{1,6}$/), fc.stringMatching(/^[a-z ]{0,12}$/)), { minLength: 1, maxLength: 30 }), (lines) => {
      const { concepts, faults } = readCodeList(icd, `kode,nama\n${lines.map(([code, name]) => `${code},${name}`).join('\n')}`);
      expect(concepts.length + faults.length).toBe(lines.length);
    }));
  });
});
