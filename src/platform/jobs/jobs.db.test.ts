import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

let town: TestHouse;
const handled: string[] = [];
const fails = new Map<string, number>();
const intent = { actor: system('test'), action: 'test/enqueue' };

beforeAll(async () => {
  town = await openTestHouse();
  const handle = async (data: Record<string, unknown>) => {
    const name = String(data['name']);
    const left = fails.get(name) ?? 0;
    if (left > 0) {
      fails.set(name, left - 1);
      throw new Error(`${name} fails`);
    }
    handled.push(name);
  };
  town.house.jobs.handle(
    { queue: 'try-plain', handle, retries: 1, retryDelay: 0, pollSeconds: 0.5 },
    { queue: 'try-lanes', handle, lanes: true, retries: 3, retryDelay: 0, pollSeconds: 0.5, batch: 10 },
  );
  await town.house.jobs.start({ work: true, zone: 'Asia/Jakarta' });
});
afterAll(() => town.close());

const enqueue = (queue: string, name: string, lane?: string) => town.house.database.write(intent, async (work) => { work.enqueue({ queue, data: { name }, ...(lane ? { lane } : {}) }); });
const until = (condition: () => boolean | Promise<boolean>) => expect.poll(condition, { timeout: 30_000, interval: 100 }).toBe(true);

describe('jobs', () => {
  it('run when the work commits and never when it does not', async () => {
    await expect(town.house.database.write(intent, async (work) => {
      work.enqueue({ queue: 'try-plain', data: { name: 'rolled back' } });
      throw new Error('no');
    })).rejects.toThrow('no');
    await enqueue('try-plain', 'committed');
    await until(() => handled.includes('committed'));
    expect(handled).not.toContain('rolled back');
  });

  it('keep the order within a lane, past a failure, without holding other lanes', async () => {
    fails.set('a1', 2);
    for (const name of ['a1', 'a2', 'a3']) await enqueue('try-lanes', name, 'a');
    await enqueue('try-lanes', 'b1', 'b');
    await until(() => ['a1', 'a2', 'a3', 'b1'].every((name) => handled.includes(name)));
    expect(handled.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  it('go to the dead when their retries are used up, and live again when an operator says so', async () => {
    fails.set('doomed', 2);
    await enqueue('try-plain', 'doomed');
    await until(async () => (await town.house.jobs.dead()).length === 1);
    const [dead] = await town.house.jobs.dead();
    expect(dead).toMatchObject({ queue: 'try-plain', data: { name: 'doomed' } });
    await town.house.jobs.revive(dead?.id ?? '');
    await until(() => handled.includes('doomed'));
    expect(await town.house.jobs.dead()).toEqual([]);
  });
});
