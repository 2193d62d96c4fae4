import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRegency } from '#platform/regency';
import { catalogueOf } from '../catalogue.ts';
import { searchServices } from './search.ts';

const regency = loadRegency('muba');
const entries = catalogueOf(regency.innovations, [], regency.agencies);
const first = (typed: string) => searchServices(entries, typed)[0]?.id;

describe('search by everyday words', () => {
  it.each([
    ['mau antre dokter', 'saroale'], ['antrian poli anak', 'saroale'], ['izin usaha', 'saji-muba'], ['urus KTP', 'sidak'], ['uji kir mobil', 'si-randik'], ['gula darah', 'gemulai-merindu'],
    ['obat diantar', 'si-debat'], ['batas desa', 'bawildes'], ['belajar tari', 'berseni'], ['Saroale', 'saroale'], ['sarole', 'saroale'], ['how to get a permit', 'saji-muba'],
  ])('finds “%s”', (typed, id) => { expect(first(typed)).toBe(id); });

  it('finds nothing rather than anything for words that say nothing', () => {
    expect(searchServices(entries, 'saya mau yang itu')).toEqual([]);
    expect(searchServices(entries, 'zzzz qqqq')).toEqual([]);
  });

  it('bears whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => { expect(searchServices(entries, typed).length).toBeLessThanOrEqual(entries.length); }));
  });
});

describe('the register', () => {
  it('lists the fifteen announced innovations even when nothing runs', () => {
    expect(entries).toHaveLength(15);
    expect(entries.every((entry) => entry.manifest === undefined)).toBe(true);
  });
});
