import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTown, type SaroaleTown } from '../../../../../test/town/saroale.ts';
import { seedDemo } from './seed.ts';

let town: SaroaleTown;
let seconds = 0;
const now = Temporal.Instant.from('2026-11-23T15:20:00Z');
beforeAll(async () => {
  town = await openTown({ empty: true, now: now.toString() });
  const began = performance.now();
  const { clock } = town.test;
  expect(await seedDemo(town.saroale, { now: () => clock.now(), set: (to) => { clock.set(to); }, release: () => { clock.set(now); } })).toBe(true);
  seconds = (performance.now() - began) / 1000;
});
afterAll(() => town.close());

describe('the demonstration day', () => {
  it('is busy late in the evening too: people served, in the room, waiting and not yet here', async () => {
    const visits = await town.saroale.reads.visitsOn({ date: Temporal.PlainDate.from('2026-11-23') });
    const count = (status: string) => visits.filter((visit) => visit.status === status).length;
    expect(visits.length).toBeGreaterThan(120);
    expect(count('served')).toBeGreaterThan(30);
    expect(count('checked-in')).toBeGreaterThan(10);
    expect(count('booked')).toBeGreaterThan(10);
    expect((await town.saroale.reads.searchSessions({})).filter((session) => session.bookable).length).toBeGreaterThan(50);
    process.stdout.write(`demo seeded in ${seconds.toFixed(1)} s on ${town.test.engine}: ${visits.length} visits today\n`);
    expect(seconds).toBeLessThan(60);
  });

  it('plants sixty days of facts without names, and is planted once', async () => {
    const { rows } = await town.test.house.pool.query<{ type: string; n: number }>('select type, count(*)::int as n from evidence.event group by type');
    const count = Object.fromEntries(rows.map((row) => [row.type, row.n]));
    expect(count['saroale/booked']).toBeGreaterThan(3000);
    expect(count['saroale/called']).toBeGreaterThan(2500);
    expect(count['saroale/session-cancelled']).toBeGreaterThan(5);
    expect((await town.test.house.pool.query("select 1 from evidence.event where data::text like '%Contoh%'")).rows).toEqual([]);
    expect(await seedDemo(town.saroale, { now: () => now, set: () => undefined, release: () => undefined })).toBe(false);
  });
});
