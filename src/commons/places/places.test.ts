import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRegency } from '#platform/regency';
import { placeRegister } from './index.ts';
import { placesOf } from './rules/register.ts';
import { placeLetters } from './rules/search.ts';

const muba = loadRegency('muba');
const today = Temporal.PlainDate.from('2026-11-23');
const places = placeRegister(placesOf(muba), muba.nikRegions, () => today);
const first = (typed: string) => places.search(typed)[0]?.place.name;

describe('places by name', () => {
  it.each([
    ['sekayu', 'Sekayu'], ['Kec. Sekayu', 'Sekayu'], ['sekayo', 'Sekayu'], ['Sei Lilin', 'Sungai Lilin'], ['sungaililin', 'Sungai Lilin'], ['lawan wetan', 'Lawang Wetan'],
    ['Baliangu', 'Bailangu'], ['desa bailangu', 'Bailangu'], ['bayunglincir', 'Bayung Lencir'], ['batanghari leko', 'Batang Hari Leko'], ['jirakjaya', 'Jirak Jaya'], ['kel. balai agung', 'Balai Agung'],
  ])('finds %s', (typed, name) => {
    expect(first(typed)).toBe(name);
  });

  it('finds nothing in nonsense and nothing in nothing', () => {
    expect([places.search('qqqqqq'), places.search(''), places.search('--')]).toEqual([[], [], []]);
  });

  it('finds every place by its own name, and with one letter wrong when the name has eight or more', () => {
    for (const place of places.villages()) {
      expect(places.search(place.name, { level: 'village', limit: 20 }).map((match) => match.place.code)).toContain(place.code);
      const letters = placeLetters(place.name);
      if (letters.length >= 8) expect(places.search(`${letters.slice(0, 4)}q${letters.slice(5)}`, { level: 'village', limit: 30 }).map((match) => match.place.code)).toContain(place.code);
    }
  });

  it('never throws on what people type, and orders by nearness', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (typed) => {
      const found = places.search(typed).map((match) => match.distance);
      expect(found).toEqual([...found].sort((a, b) => a - b));
    }));
  });
});

describe('places by code', () => {
  it('nests regency, district, village', () => {
    expect(places.districts()).toHaveLength(15);
    expect(places.districts().reduce((sum, district) => sum + places.villages({ district: district.code }).length, 0)).toBe(240);
    expect(places.fullName('16.06.01.1009')).toBe('Kayu Ara, Kec. Sekayu');
    expect([places.fullName('16.06.01'), places.fullName('16.06'), places.fullName('16.06.99')]).toEqual(['Kec. Sekayu', 'Kabupaten Musi Banyuasin', undefined]);
  });

  it('knows a code by date: Jirak Jaya was not there in 2015', () => {
    expect(places.find('16.06.15', Temporal.PlainDate.from('2015-06-01'))).toBeUndefined();
    expect(places.find('16.06.15')?.name).toBe('Jirak Jaya');
    expect(places.districts(Temporal.PlainDate.from('2015-06-01'))).toHaveLength(14);
  });

  it('keeps the history of a renamed and then split village', () => {
    const day = (text: string) => Temporal.PlainDate.from(text);
    const old = { code: '16.06.01.2001', name: 'Lama', level: 'village', kind: 'desa', parent: '16.06.01', aliases: [], successors: [], validTo: day('2020-01-01') } as const;
    const renamed = { ...old, name: 'Baru', validFrom: day('2020-01-01'), validTo: day('2024-01-01'), successors: ['16.06.01.2091', '16.06.01.2092'] };
    const register = placeRegister([...placesOf(muba).filter((place) => place.level === 'regency'), renamed, old], [], () => today);
    expect(register.history('16.06.01.2001').map((place) => place.name)).toEqual(['Lama', 'Baru']);
    expect([register.find('16.06.01.2001', day('2019-12-31'))?.name, register.find('16.06.01.2001', day('2020-01-01'))?.name, register.find('16.06.01.2001')]).toEqual(['Lama', 'Baru', undefined]);
  });

  it('knows the NIK prefixes of its districts and no others', () => {
    expect([places.knowsNikRegion('160601'), places.knowsNikRegion('160615'), places.knowsNikRegion('317101')]).toEqual([true, true, false]);
  });
});
