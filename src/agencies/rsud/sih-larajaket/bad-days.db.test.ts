import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { openLarajaketTown, post, type LarajaketTown } from '../../../../test/town/larajaket.ts';
import { readDoctorScreen } from './reads/doctor-screen.ts';
import { readTriageCase, readTriageDesk } from './reads/triage-desk.ts';

let town: LarajaketTown;
const [nurse, doctor, analyst, records] = [post('perawat'), post('dokter'), post('penunjang'), post('rekam-medis')];
const note = { subjective: 'Kontrol.', objective: 'Baik.', assessment: 'Hipertensi.', plan: 'Lanjut obat.' };
beforeAll(async () => {
  town = await openLarajaketTown();
  await town.licence(doctor.id);
});
afterAll(() => town.close());

type Actions = LarajaketTown['larajaket']['actions'];
const act = <K extends keyof Actions>(name: K, actor: Actor, input: unknown) => town.larajaket.perform(town.larajaket.actions[name] as never, actor, input) as Promise<Awaited<ReturnType<Actions[K]['run']>>>;
const code = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)));
const write = <T>(step: Parameters<LarajaketTown['test']['house']['database']['write']>[1]) => town.test.house.database.write({ actor: system('test'), action: 'test/bad-day' }, step) as Promise<T>;
async function withDoctor(more: Parameters<LarajaketTown['patient']>[0] = {}, input: Record<string, unknown> = {}) {
  const patient = await town.patient(more);
  await act('triage', nurse, { visitId: patient.visitId, vitals: { systolic: '150', diastolic: '90' }, allergy: 'none-known', ...input });
  await act('begin', doctor, { visitId: patient.visitId });
  return patient;
}
async function signed(more: Parameters<LarajaketTown['patient']>[0] = {}) {
  const patient = await withDoctor(more);
  await act('addCode', doctor, { visitId: patient.visitId, code: 'I10' });
  await act('sign', doctor, { visitId: patient.visitId, base: 0, note, proof: 're-authentication', typedMinutes: 1 });
  return patient;
}

describe('identity on a bad day', () => {
  it('brings allergies and problems along when two records become one in mid-visit, and the visit goes on with the one that stays', async () => {
    const old = await withDoctor({}, { allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin', severe: true } });
    await act('addCode', doctor, { visitId: old.visitId, code: 'E11.9' });
    const { visitId, personId } = await withDoctor();
    await town.test.house.perform(town.test.house.people.actions.merge, system('test'), { keep: personId, drop: old.personId, reason: 'orang yang sama' });
    // A word written before the merge was heard, and one after: both are there.
    await act('saveNote', doctor, { visitId: old.visitId, base: 0, note });
    await town.test.house.evidence.pump();
    const screen = await readDoctorScreen(town.larajaket.doors, doctor, visitId);
    expect(screen.chart.allergies.map((one) => one.substance)).toEqual(['amoxicillin']);
    expect(screen.chart.problems.map((one) => one.code)).toEqual(['E11.9']);
    expect(await code(act('prescribe', doctor, { visitId, drug: 'AMOX500', signa: '3x1 kaps 5 hari' }))).toBe('sih-larajaket/unsafe');
    await act('addCode', doctor, { visitId: old.visitId, code: 'I10' });
    const all = await town.larajaket.doors.record.search(system('test'), 'Condition', { patient: `Patient/${personId}` });
    expect(new Set(all.map((one) => one.code?.coding?.[0]?.code))).toEqual(new Set(['E11.9', 'I10']));
    expect(await town.larajaket.doors.record.search(system('test'), 'Condition', { patient: `Patient/${old.personId}` })).toEqual([]);
    expect((await readDoctorScreen(town.larajaket.doors, doctor, old.visitId)).note.body.plan).toBe(note.plan);
  });

  it('warns of twins who carry one NIK, and takes only the record number for their results', async () => {
    const nik = '1606011403790009';
    await town.patient({ name: 'Contoh Kembar Satu', nik });
    const twin = await withDoctor({ name: 'Contoh Kembar Dua', nik });
    const desk = await readTriageDesk(town.larajaket.doors, nurse, undefined);
    const visit = desk.visits.find((one) => one.id === twin.visitId);
    expect(visit && (await readTriageCase(town.larajaket.doors, nurse, visit, desk)).warnings).toEqual(['contested']);
    const { orderId } = await act('orderSupport', doctor, { visitId: twin.visitId, panel: 'GDS' });
    const report = (check: string) => code(act('reportResult', analyst, { orderId, check, values: { GLU: { value: '120', unit: 'mg/dL' } } }));
    expect([await report('14-03-1979'), await report(twin.norm)]).toEqual(['sih-larajaket/wrong-twin', undefined]);
  });

  it('takes only the record number where two of one day share name and birth date', async () => {
    await town.patient({ name: 'Contoh Nama Sama', born: '1980-01-02' });
    const other = await withDoctor({ name: 'Contoh Nama Sama', born: '1980-01-02' });
    const { orderId } = await act('orderSupport', doctor, { visitId: other.visitId, panel: 'GDS' });
    const report = (check: string) => code(act('reportResult', analyst, { orderId, check, values: { GLU: { value: '120', unit: 'mg/dL' } } }));
    expect([await report('02-01-1980'), await report(other.norm)]).toEqual(['sih-larajaket/wrong-twin', undefined]);
  });
});

it('keeps a diagnosis whose entry is retired in mid-visit, signs with it, and offers it to nobody any more', async () => {
  const retire = (active: boolean) => write((work) => openRecord({ database: town.test.house.database, zone: 'Asia/Jakarta' }).terminology.store(work, { url: 'http://hl7.org/fhir/sid/icd-10', name: 'ICD-10', version: 'uji', source: 'uji', content: 'fragment' }, [{ code: 'K30', display: 'Dispepsia', active }]));
  await retire(true);
  const { visitId, personId } = await withDoctor();
  await act('addCode', doctor, { visitId, code: 'K30' });
  await retire(false);
  const other = await withDoctor();
  expect(await code(act('addCode', doctor, { visitId: other.visitId, code: 'K30' }))).toBe('sih-larajaket/retired-code');
  expect(await town.larajaket.doors.record.find('icd-10', 'dispepsia')).toEqual([]);
  await act('sign', doctor, { visitId, base: 0, note, proof: 're-authentication' });
  expect((await town.larajaket.doors.record.search(system('test'), 'Condition', { patient: `Patient/${personId}` })).map((one) => one.code?.coding?.[0]?.code)).toEqual(['K30']);
});

it('hands psychotropics over in person and asks Si Debat for the rest, with what must stay cold', async () => {
  const pharmacist = post('apoteker');
  const verdicts = ['identity', 'doctor', 'date', 'form', 'strength', 'stability', 'indication', 'dose', 'interaction', 'duplication', 'allergy', 'renal'].map((line) => ({ line, verdict: 'pass' }));
  await town.rows("insert into sih_larajaket.stock values ('DIAZ2', 'A', '2028-01-01', 50), ('INSG', 'A', '2028-01-01', 900)");
  const send = async (drug: string, signa: string, quantity = '') => {
    const { visitId } = await withDoctor();
    await act('addCode', doctor, { visitId, code: 'I10' });
    await act('prescribe', doctor, { visitId, drug, signa, quantity, reason: 'Sudah dibahas dengan pasien' });
    await act('sign', doctor, { visitId, base: 0, note, proof: 're-authentication' });
    const version = (await town.rows<{ version: number }>('select version from sih_larajaket.rx where visit_id = $1', [visitId]))[0]?.version;
    await act('reviewRx', pharmacist, { visitId, version, verdicts });
    await act('prepareRx', pharmacist, { visitId, version });
    return { visitId, refused: await code(act('handRx', pharmacist, { visitId, version, way: 'send', quantities: {}, receiver: 'Keluarga' })) };
  };
  expect((await send('DIAZ2', '1x1 tab malam 5 hari')).refused).toBe('sih-larajaket/no-delivery');
  const cold = await send('INSG', '1x10 unit malam 30 hari', '1');
  expect(cold.refused).toBeUndefined();
  expect(await town.rows("select data->>'cold' as cold from evidence.event where type = 'sih-larajaket/delivery-requested' and subject = $1", [cold.visitId])).toEqual([{ cold: 'true' }]);
});

it('proposes to hand a stable chronic JKN patient back, with group, medicine and date, and says so in the résumé beside the allergies', async () => {
  const { visitId } = await withDoctor({ payer: 'jkn' }, { allergy: 'known', newAllergy: { substance: 'amoxicillin', class: 'penicillin', reaction: 'gatal', severe: false } });
  const propose = (stableSince: string) => code(act('proposeBackReferral', doctor, { visitId, stableSince }));
  expect(await propose('2026-08-01')).toBe('sih-larajaket/no-back-referral');
  await act('addCode', doctor, { visitId, code: 'I10' });
  expect(await propose('2026-08-01')).toBe('sih-larajaket/rx-empty');
  await act('prescribe', doctor, { visitId, drug: 'AMLO5', signa: '1x1 tab pagi 30 hari' });
  expect(await propose('2026-12-01')).toBe('sih-larajaket/stable-since');
  expect(await propose('2026-08-01')).toBeUndefined();
  await act('sign', doctor, { visitId, base: 0, note, proof: 're-authentication' });
  const [resume] = await town.rows<{ body: { sections: { id: string; lines: string[] }[] } }>('select body from sih_larajaket.resume where visit_id = $1', [visitId]);
  const lines = new Map(resume?.body.sections.map((section) => [section.id, section.lines]));
  expect(lines.get('allergy')).toEqual(['amoxicillin: gatal']);
  expect(lines.get('control')).toEqual(['Diusulkan rujuk balik: Hipertensi, stabil sejak 1 Agustus 2026']);
});

describe('the patient', () => {
  it('is told by message when the résumé is signed, once, with the link and without the code', async () => {
    const { visitId } = await signed();
    const told = await town.rows<{ notice: string }>("select row_to_json(o)::text as notice from messaging.outgoing o where o.dedupe like 'sih-larajaket/' || $1 || '%'", [visitId]);
    expect(told).toHaveLength(1);
    expect(told[0]?.notice).toContain('/sih-larajaket/resume/');
    expect(told[0]?.notice).not.toMatch(/Hipertensi|I10/);
  });

  it('decides by consent whether another care giver gets a copy; withdrawn, nobody does any more', async () => {
    const { visitId, personId } = await signed();
    const release = (basis: string) => code(act('release', records, { visitId, toWhom: 'Puskesmas Contoh', purpose: 'Lanjutan perawatan', basis }));
    const consent = (verb: string) => act('consent', { kind: 'anonymous', id: 'anonymous', name: '', channel: 'web', permissions: new Set() } as Actor, { visitId, kind: 'share', do: verb, via: 'link' });
    expect(await release('caregiver')).toBe('sih-larajaket/no-share');
    expect(await release('patient')).toBeUndefined();
    await consent('give');
    expect(await release('caregiver')).toBeUndefined();
    await consent('withdraw');
    expect(await release('caregiver')).toBe('sih-larajaket/no-share');
    expect(await town.rows('select basis, consent_id is not null as by_consent from sih_larajaket.release where visit_id = $1 order by basis', [visitId])).toEqual([{ basis: 'caregiver', by_consent: true }, { basis: 'patient', by_consent: false }]);
    const history = await openRecord({ database: town.test.house.database, zone: 'Asia/Jakarta' }).history({ type: 'Consent', id: `${personId}-berbagi` });
    expect(JSON.stringify(history, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).toMatch(/deny.*permit/s);
  });
});
