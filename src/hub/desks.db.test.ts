import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../test/engines/index.ts';
import { signInWith } from '../../test/engines/sign-in.ts';
import { visitor, type Visitor } from '../../test/engines/visitor.ts';
import { recordMonth } from '../../test/journeys/hub-month.ts';
import { manifest } from '#agencies/rsud/saroale/manifest';
import { incubatorActions } from './inkubator/actions.ts';
import { coverageOn, runningOn } from './leadership/coverage.ts';
import { registerActions } from './register/actions/index.ts';
import { findInnovation } from './register/store/innovations.ts';

let town: TestHouse;
const people = new Map<string, Visitor>();
const roles = [['innovator', 'rsud'], ['head', 'rsud'], ['bappeda', 'kabupaten'], ['organisasi', 'kabupaten'], ['inspektorat', 'kabupaten'], ['juror', 'kabupaten'], ['bupati', 'kabupaten'], ['operator', 'kabupaten']] as const;

beforeAll(async () => {
  town = await openTestHouse();
  await town.house.jobs.start({ work: false, zone: 'Asia/Jakarta' });
  await recordMonth(town.house);
  town.clock.advance({ minutes: 1 });
  for (const [role, agency] of roles) {
    const { token } = await signInWith(town.house, { role: `hub/${role}`, agency });
    const person = visitor(town.house);
    person.jar.set('sesi', token);
    people.set(role, person);
  }
});
afterAll(async () => { await town.house.jobs.stop(); await town.close(); });

const day = (text: string) => Temporal.PlainDate.from(text);

describe('desks', () => {
  const yes = 200;
  const no = 403;
  // Columns: innovator, head, bappeda, organisasi, inspektorat, juror, bupati, operator.
  it.each([
    ['/register', [yes, yes, yes, yes, yes, no, yes, no]],
    ['/register/baru', [yes, yes, no, no, no, no, no, no]],
    ['/register/saroale', [yes, yes, yes, yes, yes, no, yes, no]],
    ['/register/si-randik', [no, no, yes, yes, yes, no, yes, no]],
    ['/register/saroale/bukti', [yes, yes, no, no, no, no, no, no]],
    ['/indeks', [no, no, yes, yes, yes, no, yes, no]],
    ['/lomba', [yes, yes, yes, yes, yes, yes, yes, no]],
    ['/lomba/baru', [no, no, no, yes, no, no, no, no]],
    ['/inkubator', [yes, yes, yes, yes, yes, no, yes, no]],
    ['/inkubator/rsud', [yes, yes, yes, yes, yes, no, yes, no]],
    ['/inkubator/dishub', [no, no, yes, yes, yes, no, yes, no]],
    ['/ipp', [no, no, no, yes, yes, no, yes, no]],
    ['/ipp/dishub', [no, no, yes, yes, yes, no, yes, no]],
    ['/ringkasan', [no, no, no, no, yes, no, yes, no]],
    ['/operasi/pekerjaan', [no, no, no, no, no, no, no, yes]],
  ])('%s opens to whom it should', async (path, expected) => {
    const seen = await Promise.all(roles.map(async ([role]) => (await people.get(role)?.get(path))?.status));
    expect(seen).toEqual(expected);
  });

  it('are closed to whoever is not signed in', async () => {
    for (const path of ['/register', '/indeks', '/ringkasan', '/lomba', '/ipp', '/inkubator']) expect((await visitor(town.house).get(path)).status).toBe(403);
  });
});

describe('coverage', () => {
  it('counts agencies by what ran on that very day', async () => {
    const at = await town.house.measures.head();
    const on = async (date: string) => coverageOn(town.house.database, day(date), await runningOn(town.house.measures, [manifest], day(date), at));
    expect(await on('2026-11-23')).toMatchObject({ covered: 1 });
    expect(await on('2026-09-01')).toMatchObject({ covered: 0 });
    expect((await on('2026-11-23')).agencies).toHaveLength(town.house.regency.agencies.length);
    // Of the announced fifteen, five are the hospital's: eleven agencies own one. Those that only recommend are on the list, not in the promise.
    expect(await on('2026-11-23')).toMatchObject({ owners: 11 });
    expect((await on('2026-11-23')).agencies.filter((agency) => agency.owned === 0).map((agency) => agency.id)).toContain('dinkes');
    // And its state is the state of that day.
    const health = async (date: string) => (await town.house.measures.health(manifest, at, day(date))).state;
    expect([await health('2026-10-01'), await health('2026-11-20')]).toEqual(['never', 'new']);
  });

  it('keeps an abolished agency in the days before, and its successor in the days after', async () => {
    const actions = registerActions(town.house);
    const innovation = await findInnovation(town.house.database, 'saroale');
    await town.house.pool.query("update hub.opd set valid_to = '2026-11-20' where id = 'rsud'");
    await town.house.pool.query("insert into hub.opd (id, name, valid_from) values ('rs-baru', 'Rumah Sakit Baru', '2026-11-20')");
    await town.house.perform(actions.reassign, system('uji'), { innovation: innovation?.id, opd: 'rs-baru', from: '2026-11-20', because: 'Perda susunan baru' });
    const at = await town.house.measures.head();
    const on = async (date: string) => coverageOn(town.house.database, day(date), await runningOn(town.house.measures, [manifest], day(date), at));
    const before = await on('2026-11-19');
    const after = await on('2026-11-21');
    expect(before.agencies.find((agency) => agency.running.length > 0)?.id).toBe('rsud');
    expect(after.agencies.find((agency) => agency.running.length > 0)?.id).toBe('rs-baru');
    expect([before.covered, after.covered, after.agencies.some((agency) => agency.id === 'rsud')]).toEqual([1, 1, false]);
  });

  it('is told on the leader’s page with what is missing', async () => {
    const page = (await people.get('bupati')?.get('/ringkasan'))?.body ?? '';
    for (const words of ['Perangkat daerah dengan inovasi berjalan', 'Urusan wajib pelayanan dasar', 'Diumumkan, belum berjalan di sini', 'lain di daftar belum memiliki']) expect(page).toContain(words);
  });
});

describe('an agency without an innovation', () => {
  const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
  const actions = incubatorActions({ zone: 'Asia/Jakarta' });
  const boss = system('dishub');
  const mentor = { ...system('organisasi'), id: 'system:organisasi' };

  it('that runs nothing sees the complaints forwarded to it, and three kits', async () => {
    const { complaints, perform } = town.house;
    for (let index = 0; index < 3; index += 1) {
      const { tracking } = await perform(complaints.actions.file, system('warga'), { words: 'Antrean di puskesmas terlalu lama dan tidak ada petugas.' });
      await perform(complaints.actions.handle, system('admin'), { tracking, verb: 'teruskan', agency: 'dinkes' });
    }
    const page = (await people.get('organisasi')?.get('/inkubator/dinkes'))?.body ?? '';
    for (const words of ['0 dari 3 pengaduan selesai', 'Dinas Kesehatan']) expect(page).toContain(words);
  });

  it('goes from a problem to ninety days with a baseline, and skips nothing', async () => {
    const { id } = await town.house.perform(actions.open, boss, { opd: 'dishub', problem: 'Uji kendaraan menunggu berhari-hari', signal: { measured: 'contoh' } });
    expect(await refusal(town.house.perform(actions.open, boss, { opd: 'dishub', problem: 'Yang kedua sekaligus', signal: {} }))).toBe('incubator/one-open');
    const baseline = { indicator: 'Hari tunggu', value: '6', period: 'Oktober 2026', source: 'Buku antrean' };
    expect(await refusal(town.house.perform(actions.pilot, boss, { id, baseline }))).toBe('incubator/over');
    await town.house.perform(actions.canvas, boss, { id, canvas: { siapa: 'Pemilik angkutan' }, kit: 'saroale' });
    expect(await refusal(town.house.perform(actions.pilot, boss, { id, baseline }))).toBe('incubator/not-ready');
    expect(await refusal(town.house.perform(actions.mentor, boss, { id, account: boss.id, name: 'Diri sendiri' }))).toBe('incubator/mentor-is-another');
    await town.house.perform(actions.mentor, mentor, { id, account: mentor.id, name: 'Pendamping' });
    await town.house.perform(actions.pilot, boss, { id, baseline });
    const { rows } = await town.house.pool.query('select ends_on from hub.incubation where id = $1', [id]);
    expect(rows[0].ends_on).toBe('2027-02-21');
    await town.house.perform(actions.finish, boss, { id, result: 'selesai', outcome: 'Hari tunggu turun menjadi satu' });
    expect((await people.get('organisasi')?.get('/inkubator/dishub'))?.body).toContain('Hari tunggu turun');
  });
});

describe('the public service index', () => {
  it('takes the evaluator’s value, with a reason where it differs, and never one’s own', async () => {
    const innovator = people.get('innovator');
    const organiser = people.get('organisasi');
    expect((await innovator?.post('/ipp/rsud', { verb: 'answer', indicator: 'sdm-1', 'self-sdm-1': '5' }))?.status).toBe(303);
    expect((await innovator?.post('/ipp/dishub', { verb: 'answer', indicator: 'sdm-1', 'self-sdm-1': '5' }))?.status).toBe(403);
    expect((await organiser?.post('/ipp/rsud', { verb: 'verify', indicator: 'sdm-1', 'verified-sdm-1': '3' }))?.body).toContain('Tulis alasan');
    expect((await organiser?.post('/ipp/rsud', { verb: 'verify', indicator: 'sdm-1', 'verified-sdm-1': '3', 'because-sdm-1': 'Jam layanan belum terpasang' }))?.status).toBe(303);
    expect((await organiser?.get('/ipp'))?.body).toContain('1 / 30');
  });
});
