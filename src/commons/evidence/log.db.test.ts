import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

interface Tables { 'try.seen': { position: string; subject: string } }
let town: TestHouse;
let failAt = '';
/** What the house itself emitted when it opened. */
let opened = 0;
const intent = { actor: system('test'), action: 'test/emit' };

beforeAll(async () => {
  town = await openTestHouse();
  await town.house.pool.query('create schema try; create table try.seen (position bigint primary key, subject text not null)');
  opened = (await town.house.pool.query('select count(*)::int as n from evidence.event')).rows[0].n as number;
  town.house.evidence.subscribe({
    name: 'try-reader', types: ['try/happened'],
    async react(event, work) {
      if (event.subject === failAt) throw new Error('reader down');
      await work.tables<Tables>().insertInto('try.seen').values({ position: event.position.toString(), subject: event.subject }).execute();
    },
  });
});
afterAll(() => town.close());

const emit = (subject: string, type = 'try/happened') => town.house.database.write(intent, async (work) => { work.emit({ type, version: 1, subject, data: {} }); });
const seen = async () => (await town.house.pool.query('select subject from try.seen order by position')).rows.map((row: { subject: string }) => row.subject);

describe('subscribers', () => {
  it('hear each event of their types once, in one order, whatever is pumped twice or at the same time', async () => {
    for (let index = 0; index < 120; index += 1) await emit(`s-${index}`, index % 3 === 2 ? 'try/other' : 'try/happened');
    await Promise.all([town.house.evidence.pump(), town.house.evidence.pump()]);
    await town.house.evidence.pump();
    const subjects = await seen();
    expect(subjects).toHaveLength(80);
    expect(new Set(subjects).size).toBe(80);
  });

  it('lose nothing when they fail in the middle: the reaction and the place reached commit together', async () => {
    const before = (await seen()).length;
    failAt = 'f-3';
    for (let index = 0; index < 6; index += 1) await emit(`f-${index}`);
    await expect(town.house.evidence.pump()).rejects.toThrow('reader down');
    failAt = '';
    await town.house.evidence.pump();
    expect((await seen()).slice(before).sort()).toEqual(['f-0', 'f-1', 'f-2', 'f-3', 'f-4', 'f-5']);
  });

  it('leave the audit log alone when there is nothing new', async () => {
    const entries = async () => (await town.house.pool.query('select count(*)::int as n from audit.entry')).rows[0].n as number;
    const before = await entries();
    await town.house.evidence.pump();
    expect(await entries()).toBe(before);
  });

  it('stand on a chain that can be checked', async () => {
    const result = await town.house.evidence.verify();
    expect(result.fault).toBeUndefined();
    expect(result.rows).toBe(opened + 126);
  });
});
