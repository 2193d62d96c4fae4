import { afterAll, beforeAll, expect, it } from 'vitest';
import { steerableClock } from '#kernel/time';
import { openLarajaketTown, post, type LarajaketTown } from '../../../../../test/town/larajaket.ts';
import { seedDemo } from './seed.ts';

let town: LarajaketTown;
beforeAll(async () => { town = await openLarajaketTown(); });
afterAll(() => town.close());

it('lives a made-up clinic day once, and nobody in it is real', async () => {
  for (let index = 0; index < 5; index += 1) await town.patient({ name: `Contoh Hari ${index}` });
  await town.rows('alter table sih_larajaket.visit_step disable trigger visit_step_kept; truncate sih_larajaket.visit cascade; alter table sih_larajaket.visit_step enable trigger visit_step_kept');
  const doctor = post('dokter');
  const clock = steerableClock(town.test.clock);
  expect(await seedDemo(town.larajaket, clock, doctor, { visits: 5, triaged: 3, signed: 2 })).toBe(5);
  expect(await seedDemo(town.larajaket, clock, doctor)).toBe(0);
  expect((await town.rows<{ state: string }>('select state from sih_larajaket.visit order by arrived_at, id')).map((row) => row.state).sort()).toEqual(['arrived', 'arrived', 'coded', 'coded', 'triaged']);
  expect((await town.rows<{ name: string }>('select name from people.person')).every((row) => row.name.startsWith('Contoh'))).toBe(true);
});
