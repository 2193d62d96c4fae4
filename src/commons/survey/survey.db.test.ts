import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { visitor } from '../../../test/engines/visitor.ts';
import { elementKeys } from './reference.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const today = Temporal.PlainDate.from('2026-11-23');
const span = { from: today, to: today };
const issue = (subject: string, service = 'saroale', district?: string) => town.house.database.write({ actor: system('test'), action: 'try/serve' }, (work) => {
  work.emit({ type: `${service}/served`, version: 1, subject, data: {} });
  return town.house.survey.issue(work, { service, agency: 'rsud', event: { type: `${service}/served`, subject }, channel: 'counter', district });
});
const answers = (score: number, more: Record<string, string> = {}) => ({ ...Object.fromEntries(elementKeys.map((key) => [key, String(score)])), ...more });

describe('a code', () => {
  it('is given once for an event and answered once, without scripts', async () => {
    const invitation = await issue('visit-1');
    expect(invitation?.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await issue('visit-1')).toBeUndefined();
    const person = visitor(town.house);
    const page = await person.get(invitation?.path ?? '');
    expect(page.body).toContain('Saroale');
    expect(page.body).not.toContain('<script');
    expect((await person.post(invitation?.path ?? '', answers(4, { comment: 'Cepat. NIK saya 1606 0112 0390 0001, HP 0812-3456-7890' }))).location).toBe('/skm/terima-kasih');
    expect((await person.post(invitation?.path ?? '', answers(1))).status).toBe(409);
    const { rows } = await town.house.pool.query('select comment, comment_state from survey.response');
    expect(rows).toEqual([{ comment: 'Cepat. NIK saya [nomor disamarkan], HP [telepon disamarkan]', comment_state: 'waiting' }]);
  });

  it('used by two at the same moment counts one', async () => {
    const invitation = await issue('visit-2');
    const both = await Promise.all([1, 2].map((at) => visitor(town.house, `198.51.100.${at}`).post(invitation?.path ?? '', answers(3))));
    expect(both.map((one) => one.status).sort((a, b) => a - b)).toEqual([303, 409]);
  });

  it('that is wrong or too old says what to do, and an empty answer is not a zero', async () => {
    const person = visitor(town.house);
    expect((await person.get('/skm/isi/AAAABBBBCCCC')).body).toContain('tidak dikenal');
    const invitation = await issue('visit-3');
    const empty = await person.post(invitation?.path ?? '', {});
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('Belum ada yang Anda nilai');
    expect((await person.post(invitation?.path ?? '', { time: '9' })).status).toBe(422);
    town.clock.advance({ hours: 24 * 31 });
    expect((await person.get(invitation?.path ?? '')).status).toBe(410);
    town.clock.set('2026-11-23T02:00:00Z');
  });

  it('leaves nothing by which an answer could be matched with the visit', async () => {
    const { rows } = await town.house.pool.query("select column_name from information_schema.columns where table_schema = 'survey' and table_name = 'response'");
    const columns = rows.map((row) => String(row.column_name));
    expect(columns.length).toBeGreaterThan(10);
    expect(columns.filter((name) => /code|token|event|subject/.test(name))).toEqual([]);
    const events = await town.house.pool.query("select data::text from evidence.event where type = 'survey/answered'");
    expect(events.rows.every((row) => !String(row.data).includes('visit-'))).toBe(true);
  });
});

describe('a flood', () => {
  it('is shown with and without, never dropped', async () => {
    for (let person = 0; person < 8; person += 1) {
      const invitation = await issue(`calm-${person}`, 'sidak', person < 6 ? '16.06.01' : '16.06.02');
      town.clock.advance({ minutes: 30 });
      await visitor(town.house, `203.0.113.${person}`).post(invitation?.path ?? '', answers(2));
    }
    for (let again = 0; again < 12; again += 1) {
      const invitation = await issue(`own-${again}`, 'sidak', '16.06.01');
      await visitor(town.house, '192.0.2.1').post(invitation?.path ?? '', answers(4));
    }
    const result = await town.house.survey.resultOf({ service: 'sidak', ...span });
    expect(result.score.n).toBe(20);
    expect(result.suspicious).toBe(12);
    expect(result.without).toMatchObject({ n: 8, shown: '50.00', grade: 'D' });
    expect(result.score.shown).toBe('80.00');
    expect(result.byDistrict).toEqual([]);
    expect(result.withheld).toBeGreaterThan(0);
  });
});

describe('the desk', () => {
  it('publishes a period once, corrects with a reason, and never changes what stands', async () => {
    const organiser = visitor(town.house);
    organiser.jar.set('sesi', (await signInWith(town.house, { role: 'survey/organisasi', agency: 'kabupaten' })).token);
    const publish = (reason = '') => organiser.post('/skm/meja', { verb: 'publish', service: 'saroale', from: '2026-11-01', to: '2026-11-30', reason });
    expect((await publish()).body).toContain('Belum ada jawaban pada masa ini');
    for (let person = 0; person < 5; person += 1) {
      const invitation = await issue(`pub-${person}`);
      town.clock.advance({ minutes: 20 });
      await visitor(town.house, `198.51.100.${100 + person}`).post(invitation?.path ?? '', answers(3));
    }
    expect((await publish()).status).toBe(303);
    expect((await publish()).body).toContain('Tulis alasan koreksi');
    town.clock.advance({ minutes: 1 });
    expect((await publish('Satu jawaban datang terlambat')).status).toBe(303);
    const { rows } = await town.house.pool.query('select replaces is not null as correction, reason from survey.publication order by published_at, id');
    expect(rows.map((row) => row.correction)).toEqual([false, true]);
    await expect(town.house.pool.query("update survey.publication set body = '{}'")).rejects.toThrow('never changed');
    expect((await organiser.get('/skm/meja')).body).toContain('koreksi: Satu jawaban');
  });

  it('lets an agency plan and prove its own improvements, and moderate nothing', async () => {
    const lead = visitor(town.house);
    lead.jar.set('sesi', (await signInWith(town.house, { role: 'survey/agency-lead', agency: 'rsud' })).token);
    const other = visitor(town.house);
    other.jar.set('sesi', (await signInWith(town.house, { role: 'survey/agency-lead', agency: 'dishub' })).token);
    const plan = { verb: 'plan', service: 'saroale', element: 'time', step: 'Menambah satu loket pagi', owner: 'Kepala Admisi', due: '2026-12-31' };
    expect((await other.post('/skm/meja', plan)).status).toBe(403);
    expect((await lead.post('/skm/meja', plan)).status).toBe(303);
    const { rows } = await town.house.pool.query('select id from survey.follow_up');
    const finish = { verb: 'finish', id: String(rows[0].id), [`proof-${rows[0].id}`]: 'Jadwal loket baru terpasang' };
    expect((await lead.post('/skm/meja', finish)).status).toBe(303);
    expect((await lead.post('/skm/meja', finish)).body).toContain('sudah selesai');
    const waiting = await town.house.pool.query("select id from survey.response where comment_state = 'waiting' limit 1");
    expect((await lead.post('/skm/meja', { verb: 'show', response: String(waiting.rows[0].id) })).status).toBe(403);
    expect((await visitor(town.house).get('/skm/meja')).status).toBe(403);
  });
});
