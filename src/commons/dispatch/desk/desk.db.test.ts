import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { signInWith } from '../../../../test/engines/sign-in.ts';
import { expectSoundHtml } from '../../../../test/html/sound.ts';

let town: TestHouse;
let cookie = '';
let stranger = '';
const visits: string[] = [];
const date = '2026-11-24';
const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write({ actor: system('test'), action: 'test/desk' }, step);
const get = (url: string, as = cookie) => town.house.http.app.inject({ url, headers: { cookie: as, accept: 'text/html' } });
const post = (url: string, payload: Record<string, string>, as = cookie) => town.house.http.app.inject({ method: 'POST', url, headers: { cookie: as, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ hari: date, ...payload }).toString() });

beforeAll(async () => {
  town = await openTestHouse();
  ({ cookie } = await signInWith(town.house, { role: 'dispatch/dispatcher', agency: 'dpmptsp' }));
  stranger = (await signInWith(town.house, { role: 'dispatch/dispatcher', agency: 'rsud' })).cookie;
  const { dispatch } = town.house;
  for (const [account, name] of [['p1', 'Rudi'], ['p2', 'Sari']] as const) await write((work) => dispatch.crews.set(work, { agency: 'dpmptsp', account, name, profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 20 }));
  for (const [at, district] of ['16.06.01', '16.06.13', '16.06.02', '16.06.11'].entries()) {
    visits.push(await write(async (work) => {
      const { id } = await dispatch.visits.request(work, { service: 'uji', agency: 'dpmptsp', kind: 'pickup', refs: [`k${at}`], key: `d${at}`, place: { district }, contact: { name: 'Ani Suryani', address: 'Lorong Damai' }, ...(at === 3 ? { skills: ['menyelam'] } : {}) });
      await dispatch.visits.schedule(work, { visit: id, date, half: 'pagi' });
      return id;
    }));
  }
});
afterAll(() => town.close());

it('plans the day by one button, shows routes, map and what is left out with its reason, and no resident’s name', async () => {
  expect((await get(`/kunjungan?hari=${date}`)).body).toContain('Rencana belum disusun.');
  expect((await post('/kunjungan/susun', {})).statusCode).toBe(303);
  const { body } = await get(`/kunjungan?hari=${date}`);
  expect(body).toContain('Rencana ke-1');
  expect(body).toContain('Tidak ada petugas dengan keahlian yang diperlukan.');
  expect(body.match(/<circle cx/g)?.length).toBe(3);
  expect(body).not.toContain('Suryani');
  await expectSoundHtml(body);
  const lalan = await get(`/kunjungan?hari=${date}&zona=lalan`);
  expect(lalan.body).toContain('Belum ada petugas');
  expect(lalan.body).not.toContain('Kec. Lawang Wetan');
});

it('pins and frees a visit, and keeps other agencies out', async () => {
  const [first = ''] = visits;
  expect((await post('/kunjungan/tetapkan', { visit: first, officer: 'p2' })).statusCode).toBe(303);
  expect(await town.house.dispatch.visits.find(first)).toMatchObject({ officer: 'p2', pinned: true });
  expect((await post('/kunjungan/tetapkan', { visit: first }, stranger)).statusCode).toBe(404);
  expect((await post('/kunjungan/tetapkan', { visit: first })).statusCode).toBe(303);
  expect(await town.house.dispatch.visits.find(first)).toMatchObject({ pinned: false });
  expect((await get(`/kunjungan?hari=${date}`, stranger)).body).toContain('Belum ada petugas lapangan di unit ini.');
  expect((await get('/kunjungan', 'sesi=tidak')).statusCode).toBe(403);
});

it('revokes a phone and shows the refusal where the reason is missing', async () => {
  await write((work) => town.house.dispatch.crews.set(work, { agency: 'dpmptsp', account: 'p1', name: 'Rudi', profile: 'motor', latitude: -2.88, longitude: 103.84, visitsADay: 8, load: 20 }));
  const id = '01890000-0000-7000-8000-000000000001';
  await town.house.perform(town.house.dispatch.devices.enrol, { ...system('test'), id: 'p1', agency: 'dpmptsp', permissions: new Set(['dispatch/field']) }, { id, name: 'HP Rudi', publicKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } });
  await town.house.pool.query("insert into dispatch.field_event (id, device, counter, kind, body, body_hash, occurred_at, recorded_at, skew_seconds, outcome, answer, number) values (gen_random_uuid(), $1, 1, 'correct', '', '', $2, $2, 0, 'conflict', $3, 'L-1')", [id, town.clock.now().toString(), { field: 'phone', theirs: '+628999' }]);
  const troubled = (await get(`/kunjungan?hari=${date}`)).body;
  expect(troubled).toContain('Isian sudah diubah orang lain');
  expect(troubled).not.toContain('+628999');
  expect((await get(`/kunjungan?hari=${date}`, stranger)).body).not.toContain('L-1');
  expect((await post('/kunjungan/cabut', { device: id, reason: '' })).statusCode).toBe(422);
  expect((await post('/kunjungan/cabut', { device: id, reason: 'hilang' }, stranger)).statusCode).toBe(404);
  expect((await post('/kunjungan/cabut', { device: id, reason: 'hilang di jalan' })).statusCode).toBe(303);
  expect((await get(`/kunjungan?hari=${date}`)).body).toContain('Dicabut');
});

it('hands things over the counter: out to the officer, back in, and to the resident after three failed attempts', async () => {
  const { dispatch } = town.house;
  const { item, visit } = await write(async (work) => {
    const made = await dispatch.items.register(work, { service: 'uji', ref: 'antar', kind: 'permit', label: 'Izin reklame', holder: { kind: 'counter', id: 'dpmptsp', name: 'Loket' } });
    const { id } = await dispatch.visits.request(work, { service: 'uji', agency: 'dpmptsp', kind: 'delivery', refs: ['antar'], key: 'antar', place: { district: '16.06.01' }, contact: { name: 'Budi Santoso', address: 'Simpang tiga' }, sheet: { items: [made.id] } });
    await dispatch.visits.schedule(work, { visit: id, date, half: 'siang' });
    await dispatch.plan.assign(work, { visit: id, officer: 'p2' });
    return { item: made.id, visit: id };
  });
  const holder = async () => (await dispatch.custody.holder(item))?.holder;
  const { body } = await get('/kunjungan/loket');
  expect(body).toContain('Izin reklame');
  await expectSoundHtml(body);
  expect((await post('/kunjungan/loket/serahkan', { officer: 'p2', 'items[]': item }, stranger)).statusCode).toBe(409);
  expect((await post('/kunjungan/loket/serahkan', { officer: 'p2' })).statusCode).toBe(422);
  expect((await post('/kunjungan/loket/serahkan', { officer: 'p2', 'items[]': item })).statusCode).toBe(303);
  expect(await holder()).toMatchObject({ kind: 'officer', id: 'p2' });
  expect((await post('/kunjungan/loket/serahkan', { officer: 'p1', 'items[]': item })).statusCode).toBe(409);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await write(async (work) => {
      if (attempt > 1) { await dispatch.visits.schedule(work, { visit, date, half: 'siang' }); await dispatch.plan.assign(work, { visit, officer: 'p2' }); }
      await dispatch.visits.depart(work, { visit });
      await dispatch.visits.fail(work, { visit, why: 'tidak di rumah' });
    });
  }
  expect((await post('/kunjungan/loket/terima', { officer: 'p2', 'items[]': item })).statusCode).toBe(303);
  expect((await post('/kunjungan/loket/ambil', { visit, receiver: '', relation: 'diri sendiri', nikLast4: '12' })).body).toContain('Tulis nama yang mengambil.');
  expect((await post('/kunjungan/loket/ambil', { visit, receiver: 'Budi Santoso', relation: 'diri sendiri', nikLast4: '0001' })).statusCode).toBe(303);
  expect(await holder()).toEqual({ kind: 'receiver', id: visit, name: 'B.S.' });
  expect(await dispatch.visits.find(visit)).toMatchObject({ status: 'done', officer: undefined });
});

it('changes what planning knows of an officer, and lists one who registers a phone', async () => {
  expect((await get('/kunjungan/petugas')).body).toContain('Sari');
  await expectSoundHtml((await get('/kunjungan/petugas')).body);
  const send = (payload: Record<string, string>, as = cookie) => town.house.http.app.inject({ method: 'POST', url: '/kunjungan/petugas', headers: { cookie: as, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ account: 'p2', profile: 'mobil', load: '10', trips: '2', skills: 'ukur tanah, menyelam', 'zones[]': 'lalan', ...payload }).toString() });
  expect((await send({ visitsADay: 'banyak' })).body).toContain('Tulis angka 1 sampai 40.');
  expect((await send({ visitsADay: '6' }, stranger)).statusCode).toBe(409);
  expect((await send({ visitsADay: '6' })).statusCode).toBe(303);
  expect((await town.house.dispatch.crews.of('dpmptsp')).find((crew) => crew.account === 'p2')).toMatchObject({ profile: 'mobil', visitsADay: 6, trips: 2, skills: ['ukur tanah', 'menyelam'], zones: ['lalan'] });
  await town.house.perform(town.house.dispatch.devices.enrol, { ...system('test'), id: 'p9', name: 'Baru', agency: 'dpmptsp', permissions: new Set(['dispatch/field']) }, { id: '01890000-0000-7000-8000-000000000009', name: 'HP', publicKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } });
  expect((await town.house.dispatch.crews.of('dpmptsp')).map((crew) => crew.name)).toContain('Baru');
});
