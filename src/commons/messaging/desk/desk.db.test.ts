import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { signInWith } from '../../../../test/engines/sign-in.ts';

let town: TestHouse;
let conversationId = '';
const cookies: Record<string, string> = {};
const phone = '6281200000777';

beforeAll(async () => {
  town = await openTestHouse();
  for (const agency of ['rsud', 'dishub']) cookies[agency] = (await signInWith(town.house, { role: 'messaging/officer', agency })).cookie;
  cookies['colleague'] = (await signInWith(town.house, { role: 'messaging/officer', agency: 'rsud' })).cookie;
  town.house.messaging.onMessage(async (incoming, work) => {
    conversationId = incoming.conversationId;
    if (incoming.text !== 'petugas') return [];
    await town.house.messaging.conversations.handOver(work, { conversationId, agency: 'rsud', reason: 'Diminta warga', summary: 'NIK 1606010101900001' });
    return [{ text: 'Petugas akan menjawab.' }];
  });
  town.house.messaging.stands?.whatsapp.userSends({ phone, text: 'nik saya 1606 0101 0190 0001' });
  await town.house.messaging.pump();
  town.house.messaging.stands?.whatsapp.userSends({ phone, text: 'petugas' });
  await town.house.messaging.pump();
});
afterAll(() => town.close());

const get = (url: string, who: string) => town.house.http.app.inject({ method: 'GET', url, headers: { cookie: cookies[who] ?? '', accept: 'text/html' } });
const post = (url: string, who: string, payload: Record<string, string> = {}) => town.house.http.app.inject({ method: 'POST', url, headers: { cookie: cookies[who] ?? '', accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(payload).toString() });

it('shows a handed-over talk with its context to the agency only, and never a whole NIK', async () => {
  const page = await get(`/percakapan/${conversationId}`, 'rsud');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('nik saya 1606••••••••0001');
  expect(page.body).toContain('Petugas akan menjawab.');
  expect(page.body).not.toContain('1606010101900001');
  expect((await get(`/percakapan/${conversationId}`, 'dishub')).statusCode).toBe(404);
  expect((await get('/percakapan', 'dishub')).body).not.toContain(conversationId);
  expect((await post(`/percakapan/${conversationId}`, 'dishub', { text: 'halo' })).statusCode).toBe(404);
  expect((await get('/percakapan', 'nobody')).statusCode).toBe(403);
});

it('lets one officer answer in the person\'s chat, keeps out a colleague, and gives the talk back', async () => {
  expect((await post(`/percakapan/${conversationId}`, 'rsud', { text: ' ' })).statusCode).toBe(422);
  expect((await post(`/percakapan/${conversationId}`, 'rsud', { text: 'Silakan ke loket 3.' })).statusCode).toBe(303);
  await town.house.messaging.pump();
  expect(town.house.messaging.stands?.whatsapp.chat(phone).at(-1)?.text).toBe('Silakan ke loket 3.');
  expect((await post(`/percakapan/${conversationId}`, 'colleague', { text: 'saya juga' })).statusCode).toBe(409);
  expect((await post(`/percakapan/${conversationId}/kembalikan`, 'rsud')).statusCode).toBe(303);
  expect((await get(`/percakapan/${conversationId}`, 'rsud')).statusCode).toBe(404);
});

it('blocks whoever abuses the line, keeps what they write, answers again after a colleague lifted it', async () => {
  const { messaging } = town.house;
  const answers = () => messaging.stands?.whatsapp.chat(phone).length ?? 0;
  messaging.stands?.whatsapp.userSends({ phone, text: 'petugas' });
  await messaging.pump();
  expect((await post(`/percakapan/${conversationId}/blokir`, 'rsud', { reason: '' })).statusCode).toBe(422);
  expect((await post(`/percakapan/${conversationId}/blokir`, 'dishub', { reason: 'mengganggu' })).statusCode).toBe(404);
  expect((await post(`/percakapan/${conversationId}/blokir`, 'rsud', { reason: 'Mengirim iklan judi' })).statusCode).toBe(303);
  const before = answers();
  messaging.stands?.whatsapp.userSends({ phone, text: 'petugas' });
  await messaging.pump();
  expect(answers()).toBe(before + 1);
  const shown = await get(`/percakapan/${conversationId}`, 'colleague');
  expect(shown.body).toContain('Mengirim iklan judi');
  expect(shown.body).not.toContain('name="text"');
  expect((await post(`/percakapan/${conversationId}/buka-blokir`, 'colleague')).statusCode).toBe(303);
  messaging.stands?.whatsapp.userSends({ phone, text: 'petugas' });
  await messaging.pump();
  expect(messaging.stands?.whatsapp.chat(phone).at(-1)?.text).toBe('Petugas akan menjawab.');
  expect((await town.house.audit.about(conversationId)).map((entry) => entry.action)).toEqual(expect.arrayContaining(['messaging/block', 'messaging/unblock']));
});
