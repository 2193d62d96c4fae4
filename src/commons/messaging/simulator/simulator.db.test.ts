import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';

let town: TestHouse;
beforeAll(async () => {
  town = await openTestHouse({ settings: { DEMO: 'on', STANDINS: 'on' } });
  town.house.messaging.onMessage((incoming) => Promise.resolve([{ text: `Terbaca: ${incoming.choiceId ?? incoming.text ?? incoming.phone ?? incoming.kind}`, choices: [{ id: 'v1|coba', title: 'Tombol <satu>' }] }]));
});
afterAll(() => town.close());

const get = (url: string) => town.house.http.app.inject({ method: 'GET', url });
const post = async (path: string, payload: Record<string, string>) => {
  town.clock.advance({ seconds: 10 });
  const sending = town.house.http.app.inject({ method: 'POST', url: path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(payload).toString() });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await town.house.messaging.pump();
  return sending;
};

it.each(['whatsapp', 'telegram'])('a browser without scripts writes, is answered and taps on %s', async (lewat) => {
  const sent = await post('/simulator/kirim', { lewat, hp: '1', pesan: 'halo dari laman' });
  expect(sent.statusCode).toBe(303);
  const page = await get(String(sent.headers.location));
  expect(page.body).toContain('Terbaca: halo dari laman');
  expect(page.body).toContain('Tombol &lt;satu');
  await post('/simulator/ketuk', { lewat, hp: '1', pilihan: 'v1|coba' });
  expect((await get(`/simulator?lewat=${lewat}&hp=1`)).body).toContain('Terbaca: v1|coba');
});

it('answers 204 while nothing is new', async () => {
  const page = await get('/simulator?lewat=whatsapp&hp=1');
  const address = /hx-get="([^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await get(address)).statusCode).toBe(204);
  expect((await get(`${address}x`)).statusCode).toBe(200);
});

it('shares one\'s own number on Telegram, never somebody else\'s', async () => {
  await post('/simulator/kontak', { lewat: 'telegram', hp: '1' });
  expect((await get('/simulator?lewat=telegram&hp=1')).body).toContain('Terbaca: +6281200000002');
  town.house.messaging.stands?.telegram.userSharesContact({ user: 7_000_000_002, phone: '6281299999999', owner: 7_000_000_003 });
  town.clock.advance({ seconds: 10 });
  await town.house.messaging.pump();
  expect(town.house.messaging.stands?.telegram.chat(7_000_000_002).at(-1)?.text).toContain('Terbaca: contact');
});
