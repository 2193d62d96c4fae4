import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { openPlaces } from './index.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const rows = async (what: string) => (await town.house.pool.query(what)).rows;

describe('places in the database', () => {
  it('are the regency, its districts and villages, and loading again changes nothing', async () => {
    const { database, regency } = town.house;
    expect(await rows('select level, count(*)::int as n from places.place group by level order by level')).toEqual([{ level: 'district', n: 15 }, { level: 'regency', n: 1 }, { level: 'village', n: 240 }]);
    const before = await rows("select count(*)::int as n from audit.entry where action = 'places/load'");
    await Promise.all([openPlaces({ database, regency }), openPlaces({ database, regency })]);
    expect(await rows("select count(*)::int as n from audit.entry where action = 'places/load'")).toEqual(before);
  });

  it('keep a code that left the data, marked, and take in a rename', async () => {
    const { database, regency } = town.house;
    town.clock.advance({ hours: 1 });
    const villages = regency.villages.filter((village) => village.code !== '16.06.01.1009').map((village) => (village.code === '16.06.01.1010' ? { ...village, name: 'Serasan Raya' } : village));
    await Promise.all([openPlaces({ database, regency: { ...regency, villages } }), openPlaces({ database, regency: { ...regency, villages } })]);
    expect(await rows("select code, name, withdrawn from places.place where code in ('16.06.01.1009', '16.06.01.1010') order by code")).toEqual([
      { code: '16.06.01.1009', name: 'Kayu Ara', withdrawn: true }, { code: '16.06.01.1010', name: 'Serasan Raya', withdrawn: false },
    ]);
  });

  it('refuse two states of one code on the same day', async () => {
    await expect(town.house.pool.query("insert into places.place (code, valid_from, name, level, kind, parent) values ('16.06.01.1010', '2020-01-01', 'Dua', 'village', 'kelurahan', '16.06.01')")).rejects.toThrow('place_one_at_a_time');
  });
});
