import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { civilDate } from '#kernel/time';
import { signInWith } from '../engines/sign-in.ts';
import { openLarajaketTown, post, type LarajaketTown } from '../town/larajaket.ts';
import { startApp, type App } from './process.ts';

let town: LarajaketTown;
let app: App | undefined;
const data = mkdtempSync(join(tmpdir(), 'srs-clinic-'));
const patience = { timeout: 60_000, interval: 100 };

beforeAll(async () => { town = await openLarajaketTown(); });
afterAll(async () => {
  await app?.stop();
  await town.close();
  rmSync(data, { recursive: true, force: true });
});

const start = () => startApp({ DATABASE_URL: `postgres://postgres@localhost/${town.test.connection.database ?? ''}?host=${encodeURIComponent(town.test.connection.socketFolder ?? '')}`, DATA_DIR: data, WORKERS: 'off' });
const rows = (text: string, visitId: string) => town.rows(text, [visitId]);
const words = { subjective: 'Pusing tiga hari.', objective: 'TD 150/90.', assessment: 'Hipertensi.', plan: 'Amlodipin, kontrol satu bulan.' };

it('outlives a program that is killed between the signature and the rest: no half signature, no lost word, and signing again gives one of each', async () => {
  const { visitId } = await town.patient();
  const { perform, actions } = town.larajaket;
  await perform(actions.triage, post('perawat'), { visitId, vitals: { systolic: '150', diastolic: '90' }, allergy: 'none-known' });
  // The program lives in real time: its doctor signs in now, and the visit is of today.
  town.test.clock.advance(town.test.clock.now().until(Temporal.Now.instant()));
  await town.rows('update sih_larajaket.visit set date = $2 where id = $1', [visitId, civilDate(town.test.clock.now(), 'Asia/Jakarta').toString()]);
  const signedIn = await signInWith(town.test.house, { role: 'sih-larajaket/dokter', agency: 'rsud' });
  const doctor = post('dokter', signedIn.account);
  await town.licence(doctor.id);
  await perform(actions.begin, doctor, { visitId });
  await perform(actions.addCode, doctor, { visitId, code: 'I10' });
  await perform(actions.prescribe, doctor, { visitId, drug: 'AMLO5', signa: '1x1 tab pagi 30 hari' });
  const sign = async (base: number) => {
    const url = app?.url ?? '';
    return fetch(`${url}/sih-larajaket/dokter/${visitId}/tanda-tangan`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept': 'text/html', 'origin': url, 'cookie': signedIn.cookie }, body: new URLSearchParams({ base: String(base), ...words, typedMinutes: '1' }) });
  };

  app = await start();
  // The résumé's table is held, so that the program stands in the middle: the note's signature is written, nothing is saved yet.
  const holder = await town.test.house.pool.connect();
  await holder.query('begin');
  await holder.query('lock table sih_larajaket.resume in access exclusive mode');
  const cut = sign(0).then((answer) => answer.status, () => 'cut');
  await expect.poll(async () => (await town.rows("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%resume%'")).length, patience).toBeGreaterThan(0);
  await app.kill();
  await holder.query('rollback');
  holder.release();
  expect(await cut).toBe('cut');
  await expect.poll(async () => (await town.rows("select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'")).length, patience).toBe(0);

  expect(await rows('select 1 from sih_larajaket.signature where visit_id = $1', visitId)).toEqual([]);
  expect(await rows('select state from sih_larajaket.visit where id = $1', visitId)).toEqual([{ state: 'in-progress' }]);
  expect(await rows('select state from sih_larajaket.rx where visit_id = $1', visitId)).toEqual([{ state: 'draft' }]);
  const kept = await rows('select n.version, v.kind, v.body from sih_larajaket.note n join sih_larajaket.note_version v using (visit_id, version) where n.visit_id = $1', visitId);
  expect(kept).toMatchObject([{ version: 1, kind: 'draft', body: words }]);

  app = await start();
  const again = await sign(1);
  expect([again.status, again.headers.get('location')]).toEqual([303, `/sih-larajaket/dokter/${visitId}?kabar=signed`]);
  expect(await rows('select what from sih_larajaket.signature where visit_id = $1 order by what', visitId)).toEqual([{ what: 'note' }, { what: 'resume' }]);
  expect(await rows('select state from sih_larajaket.visit where id = $1', visitId)).toEqual([{ state: 'coded' }]);
  expect(await rows('select state from sih_larajaket.rx where visit_id = $1', visitId)).toEqual([{ state: 'sent' }]);
  expect(await rows("select 1 from evidence.event where type = 'sih-larajaket/signed' and subject = $1", visitId)).toHaveLength(1);
});
