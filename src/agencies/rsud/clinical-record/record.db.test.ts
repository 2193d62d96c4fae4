import type { Bundle, Observation, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { openRecord } from './record.ts';

let town: TestHouse;
let record: ReturnType<typeof openRecord>;
const why = { purpose: 'care', service: 'clinical-record' } as const;
const nurse = system('test');

beforeAll(async () => {
  town = await openTestHouse();
  record = openRecord({ database: town.house.database, zone: town.house.regency.zone });
});
afterAll(() => town.close());

const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write({ actor: nurse, action: 'test/write' }, step);
const refused = (step: (work: Work) => Promise<unknown>) => write(step).then(() => undefined, (error: unknown) => (error instanceof Problem ? { code: error.code, status: error.status, fields: error.fields } : error));
const patient = (name: string, more: Partial<Patient> = {}): Patient => ({ resourceType: 'Patient', name: [{ text: name }], ...more });
const glucose = (of: string, value: number, at: string): Observation => ({
  resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '2345-7', display: 'Glukosa' }] }, subject: { reference: of }, effectiveDateTime: at,
  valueQuantity: { value, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
});
const ids = async (type: 'Patient' | 'Observation', query: string) => (await record.search(nurse, type, query, why)).resources.map((resource) => resource.id);

describe('a resource', () => {
  it('is created, read, replaced and deleted, and each version stays', async () => {
    const { resource } = await write((work) => record.create(work, patient('Siti Contoh', { gender: 'female' })));
    expect(resource.meta.versionId).toBe('1');
    expect(await record.read(nurse, 'Patient', resource.id, why)).toEqual(resource);
    const second = await write((work) => record.update(work, { ...resource, birthDate: '1980-02' }, { ifMatch: 1 }));
    expect(second.resource.meta.versionId).toBe('2');
    expect(await refused((work) => record.update(work, { ...resource, birthDate: '1981' }, { ifMatch: 1 }))).toMatchObject({ status: 412 });
    expect(await ids('Patient', `birthdate=1980&_id=${resource.id}`)).toEqual([resource.id]);
    await write((work) => record.remove(work, 'Patient', resource.id));
    await expect(record.read(nurse, 'Patient', resource.id, why)).rejects.toMatchObject({ status: 410 });
    expect(await ids('Patient', `_id=${resource.id}`)).toEqual([]);
    const { rows } = await town.house.pool.query("select v.version, v.method from clinical_record.version v join clinical_record.resource r using (nr) where r.id = $1 order by 1", [resource.id]);
    expect(rows).toEqual([{ version: 1, method: 'POST' }, { version: 2, method: 'PUT' }, { version: 3, method: 'DELETE' }]);
  });

  it('changed by many at once takes every change in turn; of those who saw one version, one wins', async () => {
    const { resource } = await write((work) => record.create(work, patient('Ramai Contoh')));
    const versions = await Promise.all(Array.from({ length: 12 }, (_, index) => write((work) => record.update(work, { ...patient(`Ramai Contoh ${index}`), id: resource.id }))));
    expect(versions.map((one) => Number(one.resource.meta.versionId)).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 2));
    const last = await record.read(nurse, 'Patient', resource.id, why);
    expect(await ids('Patient', `_id=${resource.id}&name=${last?.name?.[0]?.text ?? ''}`)).toEqual([resource.id]);
    const indexed = await town.house.pool.query("select s.exact from clinical_record.string s join clinical_record.resource r using (nr) where r.id = $1 and s.param = 'Patient.name' and s.folded like 'ramai%'", [resource.id]);
    expect(indexed.rows).toEqual([{ exact: last?.name?.[0]?.text }]);
    const guarded = await Promise.all(Array.from({ length: 6 }, (_, index) => refused((work) => record.update(work, { ...patient(`Menang ${index}`), id: resource.id }, { ifMatch: 13 }))));
    expect(guarded.filter((one) => one === undefined)).toHaveLength(1);
    expect(guarded.filter((one) => (one as { status?: number } | undefined)?.status === 412)).toHaveLength(5);
  });

  it('carries the Provenance and the event of its unit of work', async () => {
    const { resource } = await write((work) => record.create(work, patient('Asal Usul')));
    const found = await record.search(nurse, 'Provenance', `target=Patient/${resource.id}`, why);
    expect(found.resources).toHaveLength(1);
    expect(found.resources[0]).toMatchObject({ agent: [{ who: { identifier: { value: 'system:test' } } }], target: [{ reference: `Patient/${resource.id}/_history/1` }] });
    const { rows } = await town.house.pool.query("select data from evidence.event where type = 'clinical-record/changed' and data::text like $1", [`%${resource.id}%`]);
    expect(rows).toEqual([{ data: { changes: [{ type: 'Patient', id: resource.id, version: 1, how: 'POST' }] } }]);
  });

  it('is refused by name of the element at fault', async () => {
    expect(await refused((work) => record.create(work, { resourceType: 'Patient', gender: 'x' } as unknown as Patient))).toMatchObject({ status: 422, fields: { 'Patient.gender': expect.any(String) } });
    expect(await refused((work) => record.create(work, { resourceType: 'Observation', status: 'final' } as Observation))).toMatchObject({ fields: { 'Observation.code': expect.any(String) } });
    expect(await refused((work) => record.create(work, glucose('Patient/nobody', 100, '2026-11-23')))).toMatchObject({ code: 'clinical-record/dangling-reference' });
  });
});

describe('a transaction', () => {
  it('rewrites references between its entries and keeps their order', async () => {
    const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [
      { fullUrl: 'urn:uuid:0b1c7f0a-0000-4000-8000-000000000002', resource: glucose('urn:uuid:0b1c7f0a-0000-4000-8000-000000000001', 210, '2026-11-20T08:00:00+07:00'), request: { method: 'POST', url: 'Observation' } },
      { fullUrl: 'urn:uuid:0b1c7f0a-0000-4000-8000-000000000001', resource: patient('Bundel Contoh', { identifier: [{ system: 'https://fhir.kemkes.go.id/id/nik', value: '9999990101800001' }] }), request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=https://fhir.kemkes.go.id/id/nik|9999990101800001' } },
    ] };
    const answer = await write((work) => record.transaction(work, bundle));
    expect(answer.entry?.map((entry) => entry.response?.status)).toEqual(['201 Created', '201 Created']);
    const owner = answer.entry?.[1]?.resource?.id ?? '';
    expect(answer.entry?.[0]?.resource).toMatchObject({ subject: { reference: `Patient/${owner}` } });
    const again = await write((work) => record.transaction(work, bundle));
    expect(again.entry?.map((entry) => entry.response?.status)).toEqual(['201 Created', '200 OK']);
    expect(again.entry?.[0]?.resource).toMatchObject({ subject: { reference: `Patient/${owner}` } });
    expect(await ids('Observation', `patient.identifier=https://fhir.kemkes.go.id/id/nik|9999990101800001&value-quantity=gt11.6|http://unitsofmeasure.org|mmol/L`)).toHaveLength(0);
    expect(await ids('Observation', `patient=${owner}&code=http://loinc.org|2345-7&value-quantity=gt200&date=2026-11-20`)).toHaveLength(2);
    expect(await ids('Patient', '_has:Observation:patient:value-quantity=210&name=bundel')).toEqual([owner]);
  });
});

describe('everyday words', () => {
  const icd = 'http://hl7.org/fhir/sid/icd-10';
  const first = async (typed: string) => (await record.terminology.search(icd, typed))[0]?.code;

  it.each([['kencing manis', 'E11.9'], ['darah tinggi', 'I10'], ['Maag', 'K30'], ['asam urat', 'M10.9'], ['e11.5', 'E11.5'], ['cuci darah', 'N18.5'], ['luka gula', 'E11.5'], ['hypertension', 'I10'], ['darh tinggi', 'I10'], ['gigi berlub', 'K02.9']])('%s is found', async (typed, code) => {
    expect((await record.terminology.search(icd, typed)).slice(0, 3).map((concept) => concept.code)).toContain(code);
  });

  it('never offers a heading to be recorded, and says so when asked', async () => {
    expect((await record.terminology.search(icd, 'e11')).map((concept) => concept.code)).not.toContain('E11');
    expect((await record.terminology.search(icd, 'e11', { headings: true }))[0]).toMatchObject({ code: 'E11', selectable: false });
    expect(await first('')).toBeUndefined();
    expect(await first('%')).toBeUndefined();
  });

  it('are kept when the hospital imports its own titles, and what it leaves out is retired', async () => {
    const outcome = await write((work) => record.terminology.store(work, { url: 'urn:try', name: 'Coba', version: '1', source: 'uji', content: 'complete' }, [{ code: 'a', display: 'Satu', synonyms: ['kata sehari-hari'] }, { code: 'b', display: 'Dua' }]));
    expect(outcome).toEqual({ stored: 2, retired: 0 });
    town.clock.advance({ minutes: 1 });
    expect(await write((work) => record.terminology.store(work, { url: 'urn:try', name: 'Coba', version: '2', source: 'uji', content: 'complete' }, [{ code: 'a', display: 'Satu baru' }]))).toEqual({ stored: 1, retired: 1 });
    expect(await record.terminology.search('urn:try', 'kata sehari')).toMatchObject([{ code: 'a', display: 'Satu baru' }]);
    expect(await record.terminology.search('urn:try', 'dua')).toEqual([]);
    expect(await record.terminology.lookup('urn:try', 'b')).toMatchObject({ active: false });
  });
});

describe('two patients who are one person', () => {
  it('are merged in mid-visit, everything re-pointed, and parted again without loss', async () => {
    const [gone, kept] = await Promise.all([write((work) => record.create(work, patient('Siti Ganda'))), write((work) => record.create(work, patient('Siti Ganda Asli')))]);
    const value = await write((work) => record.create(work, glucose(`Patient/${gone.resource.id}`, 140, '2026-11-23')));
    const pair = { gone: gone.resource.id, kept: kept.resource.id, reason: 'satu orang, dua kartu' };
    // A result of the visit is written while the two are merged: it goes to the one that stays or waits to be re-pointed, and is not lost.
    const [merged, late] = await Promise.all([write((work) => record.mergePatients(work, pair)), write((work) => record.create(work, glucose(`Patient/${kept.resource.id}`, 150, '2026-11-23')))]);
    expect(merged.moved).toBe(1);
    expect((await ids('Observation', `patient=${kept.resource.id}`)).toSorted((a, b) => a.localeCompare(b))).toEqual([value.resource.id, late.resource.id].toSorted((a, b) => a.localeCompare(b)));
    expect(await record.read(nurse, 'Patient', gone.resource.id, why)).toMatchObject({ active: false, link: [{ type: 'replaced-by', other: { reference: `Patient/${kept.resource.id}` } }] });
    expect(await refused((work) => record.mergePatients(work, pair))).toMatchObject({ code: 'clinical-record/merge-same' });
    await write((work) => record.partPatients(work, { gone: pair.gone, reason: 'ternyata kembar' }));
    expect(await ids('Observation', `patient=${gone.resource.id}`)).toEqual([value.resource.id]);
    expect(await ids('Observation', `patient=${kept.resource.id}`)).toEqual([late.resource.id]);
    expect(await refused((work) => record.partPatients(work, { gone: pair.gone, reason: 'sekali lagi' }))).toMatchObject({ code: 'clinical-record/not-merged' });
  });

  it('twins with one NIK both stay, and a write over that NIK is refused', async () => {
    const nik = { system: 'https://fhir.kemkes.go.id/id/nik', value: '9999990101800099' };
    await write((work) => record.create(work, patient('Kembar Satu', { identifier: [nik] })));
    await write((work) => record.create(work, patient('Kembar Dua', { identifier: [nik] })));
    expect(await refused((work) => record.update(work, patient('Kembar Tiga', { identifier: [nik] }), { where: `identifier=${nik.system}|${nik.value}` }))).toMatchObject({ status: 412 });
  });
});
