import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { visitor } from '../../../test/engines/visitor.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

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
