import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { fixed } from '#kernel/fraction';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { registerActions } from '../register/actions/index.ts';
import { recordSchema } from '../register/rules/record.ts';
import { contestActions } from './actions.ts';
import { kippEdition } from './reference.ts';
import { contestOf, resultsOf } from './store.ts';
import type { ContestTables } from './tables.ts';

let town: TestHouse;
const actions = contestActions({ zone: 'Asia/Jakarta' });
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const who = (id: string, ...permissions: string[]): Actor => ({ ...anonymous('web'), kind: 'staff', id, name: id, agency: id.startsWith('j') || id === 'org' ? 'kabupaten' : 'rsud', permissions: new Set(permissions) });
const innovator = who('ino', 'hub/register');
const head = who('kepala', 'hub/register', 'hub/submit');
const organiser = who('org', 'hub/compete');
const judge = (id: string) => who(id, 'hub/judge');
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const rubric = kippEdition.rubrics[0];
const sections = Object.fromEntries(kippEdition.groups.umum.map((section) => [section.id, 'Isi yang cukup.']));
const scores = (value: number) => Object.fromEntries((rubric?.criteria ?? []).map(({ id }) => [id, value]));
const perform: TestHouse['house']['perform'] = (...args) => { town.clock.advance({ seconds: 5 }); return town.house.perform(...args); };

async function makeInnovation(nama: string, proven = true): Promise<string> {
  const register = registerActions(town.house);
  const record = recordSchema.parse({ nama, inisiator: 'opd', jenis: 'digital', bentuk: 'pelayanan_publik', urusan_utama: 'kesehatan', tanggal: { penerapan: '2024-01-01' } });
  const { id } = await perform(register.register, innovator, { opd: 'rsud', record });
  if (!proven) return id;
  const received = await town.house.files.receive(Buffer.from(`%PDF-1.7 ${nama}`), { kind: 'hub-evidence', name: 'bukti.pdf' });
  const { id: evidence } = await perform(register.attach, innovator, { innovation: id, received, uses: [{ requirement: 'tanggal/penerapan' }] });
  await perform(register.judge, { ...organiser, permissions: new Set(['hub/verify']) }, { evidence, requirement: 'tanggal/penerapan', verdict: 'accepted' });
  return id;
}

const contest = async (latePolicy: 'reject' | 'mark' = 'reject') => (await perform(actions.create, organiser, { name: 'Lomba Uji', grouping: 'umum', rubric, opensAt: '2026-11-01T00:00:00Z', closesAt: '2026-11-30T09:00:00Z', latePolicy })).id;

describe('a proposal', () => {
  it('is kept while it grows, refused where it is too long or too young, frozen when sent', async () => {
    const id = await contest();
    const innovation = await makeInnovation('Naskah Satu');
    const first = await perform(actions.save, innovator, { contest: id, innovation, title: 'Naskah Satu', sections: { ...sections, ringkasan: 'kata '.repeat(201) }, version: 0 });
    expect(await refusal(perform(actions.save, head, { contest: id, innovation, title: 'Naskah Satu', sections, version: 0 }))).toBe('contest/changed-meanwhile');
    expect(await refusal(perform(actions.submit, innovator, { proposal: first.id }))).toBe('action/forbidden');
    expect(await refusal(perform(actions.submit, head, { proposal: first.id }))).toBe('contest/too-long');
    await perform(actions.save, head, { contest: id, innovation, title: 'Naskah Satu', sections: { ...sections, ringkasan: '' }, version: 1 });
    expect(await refusal(perform(actions.submit, head, { proposal: first.id }))).toBe('contest/empty');
    await perform(actions.save, head, { contest: id, innovation, title: 'Naskah Satu', sections: { ...sections, ringkasan: 'kata '.repeat(200) }, version: 2 });
    const sent = await perform(actions.submit, head, { proposal: first.id });
    expect(sent.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await refusal(perform(actions.save, head, { contest: id, innovation, title: 'Naskah Lain', sections, version: 3 }))).toBe('contest/frozen');
    await expect(town.house.pool.query("update hub.proposal set title = 'lain' where id = $1", [first.id])).rejects.toThrow('never changed');
    const twin = await makeInnovation('Naskah Kembar');
    expect(await refusal(perform(actions.save, innovator, { contest: id, innovation: twin, title: 'NASKAH SATU', sections, version: 0 }))).toBe('contest/title-twice');
    const young = await perform(actions.save, innovator, { contest: id, innovation: await makeInnovation('Tanpa Bukti', false), title: 'Tanpa Bukti', sections, version: 0 });
    expect(await refusal(perform(actions.submit, head, { proposal: young.id }))).toBe('contest/too-young');
  });

  it('after the bell is refused or marked, as the contest said beforehand', async () => {
    const [strict, mild] = [await contest('reject'), await contest('mark')];
    const innovation = await makeInnovation('Terlambat');
    const [a, b] = [await perform(actions.save, innovator, { contest: strict, innovation, title: 'Terlambat', sections, version: 0 }), await perform(actions.save, innovator, { contest: mild, innovation, title: 'Terlambat', sections, version: 0 })];
    town.clock.set('2026-11-30T09:00:01Z');
    expect(await refusal(perform(actions.submit, head, { proposal: a.id }))).toBe('contest/closed');
    expect(await perform(actions.submit, head, { proposal: b.id })).toMatchObject({ late: true });
    town.clock.set('2026-11-24T02:00:00Z');
  });

  it('of sixty agencies on the last night each gets its own number and none is lost', async () => {
    const id = await contest();
    const innovations = await Promise.all(Array.from({ length: 30 }, (_, at) => makeInnovation(`Malam Terakhir ${at}`, false)));
    const saved = await Promise.all(innovations.map((innovation, at) => perform(actions.save, innovator, { contest: id, innovation, title: `Malam Terakhir ${at}`, sections, version: 0 })));
    const rows = await town.house.database.read<ContestTables>().selectFrom('hub.proposal').select('number').where('contest', '=', id).orderBy('number').execute();
    expect(saved).toHaveLength(30);
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
  });
});

describe('jurors', () => {
  it('score blind, step aside for a reserve, and the result waits for all of them', async () => {
    const id = await contest();
    for (const [seat, account] of ['j1', 'j2', 'j3', 'jr'].entries()) await perform(actions.seat, organiser, { contest: id, account, name: account, reserve: account === 'jr', seat: seat + 1 });
    const innovation = await makeInnovation('Dinilai');
    const { id: proposal } = await perform(actions.save, innovator, { contest: id, innovation, title: 'Dinilai', sections, version: 0 });
    expect(await refusal(perform(actions.score, judge('j1'), { proposal, scores: scores(2), final: true }))).toBe('contest/not-juror');
    await perform(actions.submit, head, { proposal });
    expect(await refusal(perform(actions.score, judge('jr'), { proposal, scores: scores(2), final: true }))).toBe('contest/not-juror');
    expect(await refusal(perform(actions.score, judge('j1'), { proposal, scores: scores(4), final: true }))).toBe('contest/score-range');
    await perform(actions.score, judge('j1'), { proposal, scores: scores(2), final: false });
    await perform(actions.score, judge('j1'), { proposal, scores: scores(3), final: true });
    expect(await refusal(perform(actions.score, judge('j1'), { proposal, scores: scores(1), final: true }))).toBe('contest/already-final');
    await perform(actions.declare, judge('j2'), { proposal, reason: 'Pernah satu tim' });
    expect(await refusal(perform(actions.score, judge('j2'), { proposal, scores: scores(3), final: true }))).toBe('contest/not-juror');
    expect(await refusal(perform(actions.publish, organiser, { contest: id }))).toBe('contest/scores-missing');
    await perform(actions.score, judge('jr'), { proposal, scores: scores(3), final: true });
    await perform(actions.score, judge('j3'), { proposal, scores: scores(3), final: true });
    await perform(actions.publish, organiser, { contest: id });
    const stored = await contestOf(town.house.database.read<ContestTables>(), id);
    const results = stored && await resultsOf(town.house.database.read<ContestTables>(), stored);
    expect(results?.ranked[0] && fixed(results.ranked[0].total, 2)).toBe('63.00');
  });
});
