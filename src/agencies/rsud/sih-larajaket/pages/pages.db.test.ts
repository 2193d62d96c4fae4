import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWith } from '../../../../../test/engines/sign-in.ts';
import { visitor, type Visitor } from '../../../../../test/engines/visitor.ts';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';
import { openLarajaketTown, type LarajaketTown, type Post } from '../../../../../test/town/larajaket.ts';

let town: LarajaketTown;
const officers = new Map<Post, { who: Visitor; account: string }>();
const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' };
const base = '/sih-larajaket';

beforeAll(async () => {
  town = await openLarajaketTown();
  for (const role of ['perawat', 'dokter', 'penunjang', 'apoteker', 'rekam-medis', 'komite'] as const) {
    const who = visitor(town.test.house);
    const { token, account } = await signInWith(town.test.house, { role: `sih-larajaket/${role}`, agency: 'rsud' });
    who.jar.set('sesi', token);
    officers.set(role, { who, account });
  }
  await town.licence(officers.get('dokter')?.account ?? '');
});
afterAll(() => town.close());

function as(role: Post): Visitor {
  const found = officers.get(role);
  if (!found) throw new Error(role);
  return found.who;
}

describe('one visit, by its pages alone and without scripts', () => {
  it('goes from the nurse to the patient’s own page', async () => {
    const { visitId } = await town.patient();
    const triage = await as('perawat').get(`${base}/triase/${visitId}`);
    await expectSoundHtml(triage.body);
    const lost = await as('perawat').post(`${base}/triase/${visitId}`, { temperature: '366', allergy: 'none-known', pain: '0', weightLoss: '0' });
    expect([lost.status, lost.body.includes('tidak mungkin'), lost.body.includes('value="366"')]).toEqual([422, true, true]);
    expect((await as('perawat').post(`${base}/triase/${visitId}`, { systolic: '150', diastolic: '90', temperature: '36,5', weight: '70', allergy: 'none-known', pain: '2', weightLoss: '0' })).status).toBe(303);

    const doctor = as('dokter');
    const path = `${base}/dokter/${visitId}`;
    await doctor.post(`${path}/langkah`, { verb: 'begin' });
    const screen = await doctor.get(`${path}?cari=kencing+manis&jenis=diagnosis&templat=umum`);
    await expectSoundHtml(screen.body);
    expect([screen.body.includes('E11.9'), screen.body.includes('36,5'), screen.headers['cache-control']]).toEqual([true, true, 'no-store']);
    const card = await doctor.post(`${path}/tambah-kode`, { kind: 'diagnosis', code: 'E11.9' }, partial);
    expect([card.body.startsWith('<section id="diagnosis"'), card.body.includes('Utama')]).toEqual([true, true]);
    const stopped = await doctor.post(`${path}/resep`, { drug: 'metFORMIN 500 mg (MET500)', signa: '9x4 tab 30 hari' }, partial);
    expect([stopped.status, stopped.body.includes('melebihi batas')]).toEqual([409, true]);
    expect((await doctor.post(`${path}/periksa-resep`, { drug: 'MET500', signa: '2x1 tab pc 30 hari' }, partial)).body).toContain('2 kali sehari, 1 tablet, sesudah makan, selama 30 hari');
    await doctor.post(`${path}/resep`, { drug: 'metFORMIN 500 mg (MET500)', signa: '2x1 tab pc 30 hari' });
    await doctor.post(`${path}/minta`, { panel: 'GDS', question: '' });
    const refused = await doctor.post(`${path}/tanda-tangan`, { base: '0', subjective: 'Kontrol', objective: '', assessment: '', plan: '', typedMinutes: '0' });
    expect([refused.status, refused.body.includes('Kontrol</textarea>')]).toEqual([422, true]);

    const worklist = await as('penunjang').get(`${base}/penunjang`);
    await expectSoundHtml(worklist.body);
    const order = /penunjang\/([0-9a-f-]{36})/.exec(worklist.body)?.[1] ?? '';
    await expectSoundHtml((await as('penunjang').get(`${base}/penunjang/${order}`)).body);
    expect((await as('penunjang').post(`${base}/penunjang/${order}`, { 'check': '14-03-1979', 'nilai-GLU': '320', 'satuan-GLU': 'mg/dL' })).location).toContain('kritis');

    expect((await doctor.post(`${path}/tanda-tangan`, { base: '1', subjective: 'Kontrol', objective: 'Baik', assessment: 'DM', plan: 'Lanjut', typedMinutes: '0.8' })).location).toBe(`${path}?kabar=signed`);
    const pharmacy = await as('apoteker').get(`${base}/farmasi/${visitId}`);
    await expectSoundHtml(pharmacy.body);
    const version = /name="version" value="(\d+)"/.exec(pharmacy.body)?.[1] ?? '';
    const lines = Object.fromEntries(['identity', 'doctor', 'date', 'form', 'strength', 'stability', 'indication', 'dose', 'interaction', 'duplication', 'allergy', 'renal'].map((line) => [`v-${line}`, 'pass']));
    await as('apoteker').post(`${base}/farmasi/${visitId}/telaah`, { version, ...lines });
    await as('apoteker').post(`${base}/farmasi/${visitId}/siapkan`, { version });
    await expectSoundHtml((await as('apoteker').get(`${base}/farmasi/${visitId}/etiket`)).body);
    await as('apoteker').post(`${base}/farmasi/${visitId}/serahkan`, { version, way: 'hand', receiver: 'Pasien' });

    const file = await as('rekam-medis').get(`${base}/rekam-medis/${visitId}`);
    await expectSoundHtml(file.body);
    expect((await as('rekam-medis').post(`${base}/rekam-medis/${visitId}/selesai`)).status).toBe(303);
    const key = await as('rekam-medis').post(`${base}/rekam-medis/${visitId}/kode-pasien`);
    const code = /class="huge">([0-9A-Z]{6})</.exec(key.body)?.[1] ?? '';
    const link = /(\/sih-larajaket\/resume\/[\w-]+)/.exec(key.body)?.[1] ?? '';
    const patient = visitor(town.test.house);
    expect((await patient.get(link)).body).not.toContain('Kontrol');
    expect((await patient.post(link, { code: 'XXXXXX' })).status).toBe(422);
    expect((await patient.post(link, { code })).location).toBe(link);
    const own = await patient.get(link);
    await expectSoundHtml(own.body);
    expect([own.body.includes('Kontrol'), own.body.includes('2 kali sehari'), own.body.includes('Siapa melihat')]).toEqual([true, true, true]);
    await patient.post(`${link}/persetujuan`, { kind: 'share', do: 'give' });
    expect(await town.rows("select 1 from sih_larajaket.consent where kind = 'share' and given_via = 'link' and withdrawn_at is null")).toHaveLength(1);
  });

  it('shows each post only its own desk', async () => {
    const desks = { triase: 'perawat', dokter: 'dokter', penunjang: 'penunjang', farmasi: 'apoteker', 'rekam-medis': 'rekam-medis', darurat: 'komite', 'izin-praktik': 'komite', satusehat: 'komite' } as const;
    for (const [desk, owner] of Object.entries(desks)) {
      expect([desk, (await visitor(town.test.house).get(`${base}/${desk}`)).location?.startsWith('/masuk')]).toEqual([desk, true]);
      for (const role of officers.keys()) expect([desk, role, (await as(role).get(`${base}/${desk}`)).status]).toEqual([desk, role, role === owner ? 200 : 403]);
    }
  });

  it('asks for a reason before a chart opens that is not one’s own', async () => {
    const { visitId } = await town.patient();
    await town.rows("update sih_larajaket.visit set date = '2026-11-01' where id = $1", [visitId]);
    const asked = await as('dokter').get(`${base}/dokter/${visitId}`);
    await expectSoundHtml(asked.body);
    expect(asked.status).toBe(403);
    // Nor may anything be written or asked about the patient without it.
    for (const [verb, form] of [['langkah', { verb: 'begin' }], ['simpan', { base: '0', subjective: 'Iseng', objective: '', assessment: '', plan: '' }], ['periksa-resep', { drug: 'MET500', signa: '2x1 tab pc 30 hari' }]] as const) expect((await as('dokter').post(`${base}/dokter/${visitId}/${verb}`, form)).status, verb).toBe(403);
    expect(await town.rows('select state from sih_larajaket.visit where id = $1', [visitId])).toEqual([{ state: 'arrived' }]);
    expect((await as('dokter').post(`${base}/dokter/${visitId}/darurat`, { reason: 'Pasien tidak sadar di IGD' })).location).toBe(`${base}/dokter/${visitId}`);
    expect((await as('dokter').get(`${base}/dokter/${visitId}`)).body).toContain('keadaan darurat');
    await expectSoundHtml((await as('komite').get(`${base}/darurat`)).body);
    await expectSoundHtml((await as('komite').get(`${base}/satusehat`)).body);
  });

  it('lets the committee renew a practice licence; until then nothing is signed', async () => {
    const account = officers.get('dokter')?.account ?? '';
    const [{ username } = { username: '' }] = await town.rows<{ username: string }>('select username from identity.account where id = $1', [account]);
    await town.licence(account, '2026-11-22');
    const { visitId } = await town.patient();
    await as('dokter').post(`${base}/dokter/${visitId}/langkah`, { verb: 'begin' });
    await as('dokter').post(`${base}/dokter/${visitId}/tambah-kode`, { kind: 'diagnosis', code: 'I10' });
    const sign = () => as('dokter').post(`${base}/dokter/${visitId}/tanda-tangan`, { base: '0', subjective: 'Kontrol', objective: '', assessment: 'HT', plan: 'Lanjut', typedMinutes: '1' });
    expect((await sign()).body).toContain('SIP');
    const page = await as('komite').get(`${base}/izin-praktik`);
    await expectSoundHtml(page.body);
    expect(page.body).toContain('Habis: tidak dapat menandatangani');
    const licence = { profession: 'doctor', doctor: 'dr-cakra', sip: 'SIP/CONTOH/2', until: '2028-12-31', str: 'STR/CONTOH/2' };
    expect((await as('komite').post(`${base}/izin-praktik`, { ...licence, username: 'tidak-ada' })).status).toBe(422);
    expect((await as('komite').post(`${base}/izin-praktik`, { ...licence, username })).status).toBe(303);
    expect((await sign()).location).toContain('kabar=signed');
    expect(await town.rows('select sip from sih_larajaket.signature where visit_id = $1 limit 1', [visitId])).toEqual([{ sip: 'SIP/CONTOH/2' }]);
  });
});
