import { pino } from 'pino';
import { Api } from 'grammy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { openTelegramStandIn } from '../standins/telegram.ts';
import { openCollector } from './collector.ts';
import { pollTelegram } from './polling.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

it('without a public address, messages are asked for and each is stored once, also after a restart', async () => {
  const stand = await openTelegramStandIn({ clock: town.clock, random: (size) => crypto.getRandomValues(new Uint8Array(size)), deliver: () => Promise.reject(new Error('no webhook in this mode')), token: '1:x', secretToken: 'y', mode: 'polling' });
  const collector = openCollector({ database: town.house.database, stored: () => undefined });
  const start = () => pollTelegram({ api: new Api('1:x', { apiRoot: stand.root }), collector, clock: town.clock, log: pino({ level: 'silent' }), waitSeconds: 0 });
  const stored = async () => (await town.house.pool.query("select count(*)::int as n from messaging.msg_in where channel = 'telegram'")).rows[0].n as number;
  const first = start();
  for (let index = 0; index < 30; index += 1) stand.userSends({ user: 6_000_000_001, text: `pesan ${index}` });
  await expect.poll(stored, { timeout: 10_000 }).toBe(30);
  await first.stop();
  const second = start();
  stand.userSends({ user: 6_000_000_001, text: 'setelah mulai lagi' });
  await expect.poll(stored, { timeout: 10_000 }).toBe(31);
  await second.stop();
  await stand.close();
});
