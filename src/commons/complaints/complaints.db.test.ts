import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openLaporStandIn, type LaporStandIn } from './lapor/standin.ts';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { visitor } from '../../../test/engines/visitor.ts';

let town: TestHouse;
let lapor: LaporStandIn;
beforeAll(async () => {
  lapor = await openLaporStandIn();
  town = await openTestHouse({ settings: { LAPOR_URL: lapor.url, LAPOR_TOKEN: lapor.token } });
});
afterAll(async () => {
  await town.close();
  await lapor.close();
});

const staff = (agency: string, ...permissions: string[]): Actor => ({ ...anonymous('web'), kind: 'staff', id: `p-${agency}`, agency, permissions: new Set(permissions) });
const admin = staff('kabupaten', 'complaints/verify', 'complaints/moderate');
const liaison = staff('rsud', 'complaints/answer');
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const story = 'Saya menunggu tiga jam. NIK saya 1606011203900001, telepon 0812 3456 7890.';
const act = () => town.house.complaints.actions;
const perform: TestHouse['house']['perform'] = (...args) => { town.clock.advance({ seconds: 30 }); return town.house.perform(...args); };

describe('a complaint', () => {
  it('is filed without an account, masked, sealed, and moderated before it is shown', async () => {
    const person = visitor(town.house);
    const page = await person.post('/pengaduan/baru', { service: 'saroale', words: story });
    expect(page.status).toBe(201);
    const tracking = /<strong>([0-9A-Z]{8})<\/strong>/.exec(page.body)?.[1] ?? '';
    const { rows } = await town.house.pool.query('select words_sealed, words_masked, holds_personal, due_at from complaints.complaint where tracking = $1', [tracking]);
    expect(rows[0]).toMatchObject({ words_masked: 'Saya menunggu tiga jam. NIK saya [nomor disamarkan], telepon [telepon disamarkan].', holds_personal: true });
    expect(rows[0].words_sealed).not.toContain('1606');
    expect((await person.get(`/pengaduan/nomor/${tracking}`)).body).not.toContain('tiga jam');
    expect((await person.get('/pengaduan')).body).not.toContain('tiga jam');
    await perform(act().moderate, admin, { tracking, show: true });
    const shown = (await person.get('/pengaduan')).body;
    expect(shown).toContain('tiga jam');
    expect(shown).not.toContain('1606011203900001');
  });

  it('that is confidential is never shown, whoever asks for it', async () => {
    const made = await perform(act().file, anonymous('web'), { words: story, confidential: true });
    expect(await refusal(perform(act().moderate, admin, { tracking: made.tracking, show: true }))).toBe('complaints/confidential');
  });

  it('is due in working days: Thursday’s is verified by Tuesday evening', async () => {
    town.clock.set('2026-11-26T02:00:00Z');
    const made = await perform(act().file, anonymous('web'), { service: 'saroale', agency: 'rsud', words: story });
    expect((await town.house.complaints.of(made.tracking))?.dueAt?.toString()).toBe('2026-12-01T09:00:00Z');
    await perform(act().handle, admin, { tracking: made.tracking, verb: 'teruskan' });
    expect(await refusal(perform(act().handle, staff('dishub', 'complaints/answer'), { tracking: made.tracking, verb: 'jawab', words: 'Bukan milik saya' }))).toBe('complaints/other-agency');
    expect(await refusal(perform(act().handle, liaison, { tracking: made.tracking, verb: 'jawab', words: 'ya' }))).toBe('complaints/reason-needed');
    await perform(act().handle, liaison, { tracking: made.tracking, verb: 'jawab', words: 'Loket ditambah mulai hari ini.' });
    expect(await refusal(perform(act().handle, liaison, { tracking: made.tracking, verb: 'jawab', words: 'Dua kali menjawab' }))).toBe('procedure/not-now');
    expect(await refusal(perform(act().reply, anonymous('web'), { tracking: made.tracking, code: 'AAAA-BBBB-CCCC', verb: 'puas' }))).toBe('complaints/wrong-reply-code');
    await perform(act().reply, anonymous('web'), { tracking: made.tracking, code: made.replyCode.toLowerCase(), verb: 'balas', words: 'Belum, masih lama menunggu' });
    await perform(act().handle, liaison, { tracking: made.tracking, verb: 'jawab', words: 'Dokter pengganti ditugaskan.' });
    expect(await town.house.complaints.closeSilent()).toBe(0);
    town.clock.set('2026-12-20T02:00:00Z');
    expect(await town.house.complaints.closeSilent()).toBe(1);
    expect((await town.house.complaints.of(made.tracking))?.entries.map((entry) => entry.verb)).toEqual(['file', 'teruskan', 'jawab', 'balas', 'jawab', 'tutup']);
    const day = Temporal.PlainDate.from('2026-11-26');
    expect(await town.house.complaints.solvedOf('saroale', day, day)).toEqual({ all: 1, solved: 1, late: 0 });
  });

  it('cannot be rewritten', async () => {
    await expect(town.house.pool.query("update complaints.entry set words = 'lain'")).rejects.toThrow('never changed');
  });
});

describe('the exchange with LAPOR!', () => {
  const pass = () => { town.clock.advance({ minutes: 10 }); return town.house.complaints.exchange(); };
  const quiet = { given: 0, taken: 0, told: 0, states: 0, failed: 0 };
  const courseOf = async (tracking: string) => (await town.house.complaints.of(tracking))?.entries.map((entry) => `${entry.verb}${entry.verb === 'lapor' ? ` ${entry.words}` : ''}`);
  let passed: string;

  it('passes on what is not ours once, masked, also when the answer was lost or the line was down', async () => {
    passed = (await perform(act().file, anonymous('web'), { words: `Lampu jalan provinsi padam. ${story}` })).tracking;
    await perform(act().handle, admin, { tracking: passed, verb: 'alihkan', words: 'Kewenangan provinsi.' });
    for (const mood of ['down', 'loses answers', 'nonsense'] as const) {
      lapor.mood = mood;
      expect(await pass()).toMatchObject({ given: 0, failed: 2 });
    }
    const desk = visitor(town.house);
    desk.jar.set('sesi', (await signInWith(town.house, { role: 'complaints/administrator', agency: 'kabupaten' })).token);
    expect((await desk.get('/pengaduan/meja')).body).toContain('1 pengaduan belum sampai di LAPOR!');
    lapor.mood = 'well';
    expect(await pass()).toEqual({ ...quiet, given: 1, states: 1 });
    expect((await desk.get('/pengaduan/meja')).body).not.toContain('belum sampai di LAPOR!');
    expect([...lapor.reports.values()].map((report) => report.content)).toEqual(['Lampu jalan provinsi padam. Saya menunggu tiga jam. NIK saya [nomor disamarkan], telepon [telepon disamarkan].']);
    // Number and first state came in one pass, at one instant of the standing clock: their order says nothing.
    expect((await courseOf(passed))?.slice(0, 2)).toEqual(['file', 'alihkan']);
    expect((await courseOf(passed))?.slice(2).sort()).toEqual(['lapor LPR-1000', 'lapor verifikasi']);
  });

  it('brings their state to whoever follows the complaint, and stops asking when it is over', async () => {
    expect(await pass()).toEqual(quiet);
    for (const report of lapor.reports.values()) report.status = 'selesai';
    expect(await pass()).toEqual({ ...quiet, states: 1 });
    expect((await visitor(town.house).get(`/pengaduan/nomor/${passed}`)).body).toContain('Kabar dari LAPOR!');
    lapor.mood = 'down';
    expect(await pass()).toEqual({ ...quiet, failed: 1 });
    lapor.mood = 'well';
  });

  it('takes what they give once, under our deadlines, and tells them our answer once', async () => {
    town.clock.set('2027-01-04T02:00:00Z');
    const number = lapor.give('Antrean di loket 3 terlalu lama, mohon ditambah petugas.');
    lapor.give('Rahasia: pungutan di loket dua.', { secret: true });
    expect(await pass()).toEqual({ ...quiet, taken: 2 });
    expect(await pass()).toEqual(quiet);
    // A database put back to before the pass reads them again, and takes none twice.
    await town.house.pool.query("update complaints.lapor_cursor set after = ''");
    expect(await pass()).toEqual(quiet);
    const [row] = (await town.house.pool.query<{ tracking: string; channel: string }>('select tracking, channel from complaints.complaint c join complaints.lapor l on l.complaint = c.id where their_number = $1', [number])).rows;
    const tracking = row?.tracking ?? '';
    expect(row?.channel).toBe('lapor');
    await perform(act().handle, admin, { tracking, verb: 'teruskan', agency: 'rsud' });
    await perform(act().handle, liaison, { tracking, verb: 'jawab', words: 'Loket ditambah. Hubungi 0812 3456 7890.' });
    lapor.mood = 'loses answers';
    expect(await pass()).toMatchObject({ told: 0 });
    lapor.mood = 'well';
    expect(await pass()).toEqual({ ...quiet, told: 1 });
    expect(await pass()).toEqual(quiet);
    expect([...(lapor.reports.get(number)?.followUps.values() ?? [])]).toEqual(['Loket ditambah. Hubungi [telepon disamarkan].']);
  });

  it('gives each kind its own time to be settled, counted in working days from the day it came', async () => {
    town.clock.set('2027-03-01T02:00:00Z');
    const settled = async (kind: string) => {
      const { tracking } = await perform(act().file, anonymous('web'), { service: 'saroale', agency: 'rsud', words: story });
      await perform(act().handle, admin, { tracking, verb: 'teruskan', kind });
      const { rows } = await town.house.pool.query<{ received_at: Temporal.Instant; settle_by: Temporal.Instant }>('select received_at, settle_by from complaints.complaint where tracking = $1', [tracking]);
      const calendar = town.house.calendar.of('office');
      return [5, 14, 60].find((days) => rows[0] && calendar.addWorkingDays(rows[0].received_at, days).equals(rows[0].settle_by));
    };
    expect([await settled('information'), await settled('ordinary'), await settled('oversight')]).toEqual([5, 14, 60]);
  });
});
