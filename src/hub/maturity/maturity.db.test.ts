import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { signInWith } from '../../../test/engines/sign-in.ts';
import { visitor } from '../../../test/engines/visitor.ts';
import { recordMonth } from '../../../test/journeys/hub-month.ts';
import { manifest } from '#agencies/rsud/saroale/manifest';
import { registerActions } from '../register/actions/index.ts';
import { findInnovation } from '../register/store/innovations.ts';
import { lockAction, regionalActions } from './actions.ts';
import { assess } from './assess.ts';
import { loadEditions } from './editions.ts';

let town: TestHouse;
const editions = loadEditions();
beforeAll(async () => {
  town = await openTestHouse();
  await recordMonth(town.house);
  town.clock.advance({ minutes: 1 });
});
afterAll(() => town.close());

const edition = () => { const found = editions.get('2026'); if (!found) throw new Error('2026'); return found; };
const now = () => assess({ ...town.house, manifests: [manifest], complaintsOf: town.house.complaints.solvedOf }, edition(), 2026);
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', (error: unknown) => (error instanceof Problem ? error.code : String(error)));
const saroale = async () => { const found = await findInnovation(town.house.database, 'saroale'); if (!found) throw new Error('saroale'); return found; };
const admin = system('uji');
const other = { ...system('lain'), id: 'system:lain' };

describe('the region’s index', () => {
  it('says first that the quantity term is closed, and proves rows from events alone', async () => {
    const assessment = await now();
    expect(assessment.basicAffairs).toEqual(['kesehatan', 'pendidikan']);
    expect(assessment.proven).toMatchObject({ quantityOpen: false, counted: 0 });
    const rows = assessment.innovations.find((one) => one.innovation.service === 'saroale')?.rows;
    expect(rows?.get('27')?.proven).toMatchObject({ parameter: 3 });
    expect(rows?.get('19')?.proven.because).toContain('saluran daring');
    expect(assessment.innovations.find((one) => one.innovation.service === 'si-randik')?.rows.get('27')?.proven.parameter).toBe(0);
  });

  it('is not moved by a figure somebody typed, nor by a filed but unjudged file', async () => {
    const before = await now();
    const actions = registerActions(town.house);
    const innovation = await saroale();
    await town.house.perform(actions.claim, admin, { innovation: innovation.id, what: 'Orang dilayani', amount: '1000000', period: '2026' });
    await town.house.perform(actions.edit, admin, { id: innovation.id, version: innovation.version, record: { ...innovation.record, hasil: '1.000.000 orang', regulasi: [{ jenis: 'Perda', nomor: '1/2026', tanggal: '2026-01-02' }] } });
    const file = await town.house.files.receive(Buffer.from('%PDF-1.7 perda'), { kind: 'hub-evidence', name: 'perda.pdf' });
    const { id } = await town.house.perform(actions.attach, admin, { innovation: innovation.id, received: file, uses: [{ requirement: 'iga/16', parameter: 3 }] });
    const claimed = await now();
    expect(claimed.proven?.index.equals(before.proven?.index ?? 1)).toBe(true);
    expect(claimed.proven?.maturity.get(innovation.id)?.score.equals(before.proven?.maturity.get(innovation.id)?.score ?? 1)).toBe(true);
    expect(claimed.innovations.find((one) => one.innovation.id === innovation.id)?.rows.get('16')).toMatchObject({ proven: { parameter: 0 }, claimed: { parameter: 3 } });
    await town.house.perform(actions.judge, other, { evidence: id, requirement: 'iga/16', verdict: 'accepted' });
    const after = await now();
    expect(after.proven?.maturity.get(innovation.id)?.score.sub(before.proven?.maturity.get(innovation.id)?.score ?? 0).valueOf()).toBe(9);
  });

  it('takes rows of the region by their figure and by four eyes', async () => {
    const { answer, verify } = regionalActions(editions);
    expect(await town.house.perform(answer, admin, { edition: '2026', row: '4', figure: '5.23', source: 'BPS' })).toEqual({ parameter: 3, edge: { at: '5.23', owner: 'upper', published: 'overlap' } });
    expect((await now()).proven?.regional.valueOf()).toBe(0);
    expect(await refusal(town.house.perform(verify, admin, { edition: '2026', row: '4' }))).toBe('index/answerer-verifies');
    await town.house.perform(verify, other, { edition: '2026', row: '4' });
    expect((await now()).proven?.regional.valueOf()).toBe(3);
  });

  it('is locked once a year, with the hash of exactly what was proven', async () => {
    const lock = lockAction(await now(), 2026);
    await town.house.perform(lock, admin, { edition: '2026' });
    expect(await refusal(town.house.perform(lock, admin, { edition: '2026' }))).toBe('index/locked');
    await expect(town.house.pool.query('delete from hub.index_lock')).rejects.toThrow('never changed');
  });
});

describe('the pages', () => {
  it('show an agency its own rows and nobody else’s', async () => {
    const innovator = await signInWith(town.house, { role: 'hub/innovator', agency: 'rsud' });
    const person = visitor(town.house);
    person.jar.set('sesi', innovator.token);
    expect((await person.get('/indeks')).status).toBe(403);
    expect((await person.get(`/indeks/${(await saroale()).code}`)).body).toContain('Terbukti');
    expect((await person.get(`/indeks/${(await findInnovation(town.house.database, 'si-randik'))?.code ?? ''}`)).status).toBe(403);
    const list = (await person.get('/register')).body;
    expect(list).toContain('Saroale');
    expect(list).not.toContain('Klinik Jaguk');
  });

  it('show Bappeda the index, the comparison of editions and a plan', async () => {
    const bappeda = await signInWith(town.house, { role: 'hub/bappeda', agency: 'kabupaten' });
    const person = visitor(town.house);
    person.jar.set('sesi', bappeda.token);
    const page = (await person.get('/indeks?edisi=2026&banding=2027&jam=40')).body;
    for (const words of ['Nilai jumlah inovasi = 0', 'pembagi paling sedikit', 'Dengan 40 jam', 'Terkunci']) expect(page).toContain(words);
    expect((await person.get('/indeks?edisi=2018')).body).toContain('tidak dihitung di sini');
  });
});
