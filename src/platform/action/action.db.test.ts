import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anonymous, type Actor } from '#kernel/actor';
import { Problem, problems } from '#kernel/problem';
import { action } from '#platform/action';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

interface Tables { 'try.seat': { name: string } }
const refusals = problems('try', { taken: { status: 409, title: 'Kursi sudah terisi', detail: 'Pilih kursi lain.' } });
const sit = action({
  name: 'try/sit',
  input: z.strictObject({ name: z.string().min(2) }),
  allow: 'try/sit',
  constraints: { seat_pkey: refusals.taken },
  async run(work, { name }) {
    await work.tables<Tables>().insertInto('try.seat').values({ name }).execute();
    work.note({ subject: `seat-${name}` });
    return name;
  },
});

let town: TestHouse;
const staff: Actor = { ...anonymous('web'), kind: 'staff', id: 'staff-1', permissions: new Set(['try/sit']) };
beforeAll(async () => {
  town = await openTestHouse();
  await town.house.pool.query('create schema try; create table try.seat (name text primary key)');
});
afterAll(() => town.close());

const refusal = (actor: Actor, raw: unknown) => town.house.perform(sit, actor, raw).then(() => undefined, (error: unknown) => (error instanceof Problem ? error.toJSON() : error));

describe('perform', () => {
  it('does what is allowed and says who did it', async () => {
    expect(await town.house.perform(sit, staff, { name: 'A1' }, { requestId: 'r-1' })).toBe('A1');
    const [entry] = await town.house.audit.about('seat-A1');
    expect(entry).toMatchObject({ action: 'try/sit', actorId: 'staff-1' });
    expect(entry?.body).toContain('"requestId":"r-1"');
  });

  it('refuses whoever lacks the permission, before anything is stored', async () => {
    expect(await refusal(anonymous('web'), { name: 'A2' })).toMatchObject({ status: 403, code: 'action/forbidden' });
    expect((await town.house.pool.query("select 1 from try.seat where name = 'A2'")).rowCount).toBe(0);
  });

  it('names each field at fault, and unknown fields too', async () => {
    expect(await refusal(staff, { name: 'x' })).toMatchObject({ status: 422, errors: { name: expect.stringContaining('2') } });
    expect(await refusal(staff, { name: 'A3', colour: 'red' })).toMatchObject({ status: 422 });
  });

  it('turns a violated constraint into its own words', async () => {
    expect(await refusal(staff, { name: 'A1' })).toMatchObject({ status: 409, code: 'try/taken', detail: 'Pilih kursi lain.' });
  });
});
