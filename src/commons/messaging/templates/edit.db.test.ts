import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { signInWith } from '../../../../test/engines/sign-in.ts';

let town: TestHouse;
let cookie = '';
beforeAll(async () => {
  town = await openTestHouse();
  town.house.messaging.templates.register({ name: 'coba-ubah', category: 'utility', text: 'Halo ((nama)).((jkn?? Bawa kartu.))' });
  cookie = (await signInWith(town.house, { role: 'messaging/editor', agency: 'rsud' })).cookie;
});
afterAll(() => town.close());
const send = (text: string, who = cookie) => town.house.http.app.inject({ method: 'POST', url: '/pesan/templat/coba-ubah', headers: { cookie: who, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ text, sms: '', title: '' }).toString() });

it('keeps each version, refuses values the service does not give, and counts SMS', async () => {
  expect((await send('Yth. ((nama)), ((nik))')).statusCode).toBe(422);
  expect((await send('Yth. ((nama)), silakan datang.')).statusCode).toBe(303);
  const page = await town.house.http.app.inject({ method: 'GET', url: '/pesan/templat/coba-ubah', headers: { cookie, accept: 'text/html' } });
  expect(page.body).toContain('Yth. [nama], silakan datang.');
  expect(page.body).toContain('1 bagian (gsm-7');
  const { rows } = await town.house.pool.query("select version, text from messaging.template_version where name = 'coba-ubah'");
  expect(rows).toEqual([{ version: 2, text: 'Yth. ((nama)), silakan datang.' }]);
});

it('is closed to everybody else', async () => {
  expect((await send('x', '')).statusCode).toBe(403);
});
