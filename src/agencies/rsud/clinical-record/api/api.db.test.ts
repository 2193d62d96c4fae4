import type { Bundle, CapabilityStatement, OperationOutcome, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { glucose, idsOf, openFhirTown, patient, type Answer, type FhirTown } from '../../../../../test/town/fhir.ts';
import type { TestHouse } from '../../../../../test/engines/index.ts';
import { writeActions } from '../actions/write.ts';
import { openRecord } from '../record.ts';

let fhir: FhirTown;
let town: TestHouse;
beforeAll(async () => { fhir = await openFhirTown(); town = fhir.test; });
afterAll(() => fhir.close());
const call: FhirTown['call'] = (...given) => fhir.call(...given);
const made: FhirTown['made'] = (resource) => fhir.made(resource);

describe('one resource over HTTP', () => {
  it('carries ETag, Location and Last-Modified, answers 304, and refuses a lost race with 412', async () => {
    const created = await call('POST', '/Patient', patient('Ani Uji'));
    expect(created).toMatchObject({ status: 201, headers: { etag: 'W/"1"', location: expect.stringMatching(/\/fhir\/Patient\/[^/]+\/_history\/1$/), 'last-modified': 'Mon, 23 Nov 2026 02:00:00 GMT' } });
    const id = created.body.id ?? '';
    expect((await call('GET', `/Patient/${id}`, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(304);
    const changed = await call('PUT', `/Patient/${id}`, { ...created.body, active: true }, { 'if-match': 'W/"1"' });
    expect(changed).toMatchObject({ status: 200, headers: { etag: 'W/"2"' } });
    const late = await call<OperationOutcome>('PUT', `/Patient/${id}`, { ...created.body, active: false }, { 'if-match': 'W/"1"' });
    expect(late).toMatchObject({ status: 412, body: { resourceType: 'OperationOutcome', issue: [{ code: 'conflict' }] } });
    expect((await call('PUT', `/Patient/${id}`, { ...created.body, id: 'other' })).status).toBe(400);
    expect((await call('PUT', `/Patient/${id}`, created.body, { 'if-match': 'two' })).status).toBe(400);
    expect((await call('DELETE', `/Patient/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/Patient/${id}`)).status).toBe(204);
    expect((await call('GET', `/Patient/${id}`)).status).toBe(410);
    expect(await call<Patient>('GET', `/Patient/${id}/_history/2`)).toMatchObject({ status: 200, body: { active: true } });
    const history = await call<Bundle>('GET', `/Patient/${id}/_history?_count=2`);
    expect(history.body.entry?.map((entry) => entry.request?.method)).toEqual(['DELETE', 'PUT']);
    const next = history.body.link?.find((link) => link.relation === 'next')?.url ?? '';
    expect((await call<Bundle>('GET', next.replace(/^.*\/fhir/, ''))).body.entry?.map((entry) => entry.request?.method)).toEqual(['POST']);
    expect((await call('GET', '/Patient/never')).status).toBe(404);
  });

  it('is made by PUT to a new id, and answered in the form preferred', async () => {
    expect(await call('PUT', '/Organization/rsud', { resourceType: 'Organization', id: 'rsud', name: 'RSUD Uji' })).toMatchObject({ status: 201 });
    expect(await call('PUT', '/Organization/rsud', { resourceType: 'Organization', id: 'rsud', name: 'RSUD Uji' })).toMatchObject({ status: 200, headers: { etag: 'W/"1"' } });
    expect((await call('POST', '/Organization', { resourceType: 'Organization', name: 'A' }, { prefer: 'return=minimal' })).body).toBeUndefined();
    expect((await call('POST', '/Organization', { resourceType: 'Organization', name: 'B' }, { prefer: 'return=OperationOutcome' })).body.resourceType).toBe('OperationOutcome');
  });

  it('is patched step by step, or not at all', async () => {
    const { id } = await made(patient('Patch Uji', { gender: 'female' }));
    expect(await call('PATCH', `/Patient/${id}`, [{ op: 'test', path: '/gender', value: 'male' }, { op: 'add', path: '/active', value: true }])).toMatchObject({ status: 422 });
    expect(await call('PATCH', `/Patient/${id}`, [{ op: 'test', path: '/gender', value: 'female' }, { op: 'add', path: '/active', value: true }])).toMatchObject({ status: 200, body: { active: true, meta: { versionId: '2' } } });
    expect(await call('PATCH', `/Patient/${id}`, { resourceType: 'Parameters', parameter: [{ name: 'operation', part: [{ name: 'type', valueCode: 'replace' }, { name: 'path', valueString: 'Patient.gender' }, { name: 'value', valueCode: 'other' }] }] })).toMatchObject({ status: 200, body: { gender: 'other' } });
    expect((await call('PATCH', `/Patient/${id}`, [{ op: 'replace', path: '/gender', value: 'nonsense' }])).status).toBe(422);
    expect((await call('PATCH', `/Patient/${id}`, { op: 'add' })).status).toBe(400);
  });

  it('that is wrong is refused with the element named', async () => {
    const refused = await call<OperationOutcome>('POST', '/Observation', { resourceType: 'Observation', status: 'bogus', code: { text: 'x' }, valueQuantity: { value: '5,4' } });
    expect(refused.status).toBe(422);
    expect(refused.body.issue.map((issue) => issue.expression?.[0])).toEqual(expect.arrayContaining(['Observation.value[x].value']));
    expect((await call<OperationOutcome>('POST', '/Observation', { resourceType: 'Observation', status: 'bogus', code: { text: 'x' } })).body.issue[0]?.expression).toEqual(['Observation.status']);
    expect((await call<OperationOutcome>('POST', '/Patient', patient('X', { name: [{ text: 'X', period: { start: '2026-11-23T10:00:00+07:00', end: '2026-11-23T02:00:00Z' } }] }))).body.issue).toMatchObject([{ code: 'invariant', expression: ['name[0].period'] }]);
    expect((await call('POST', '/Patient', '{"resourceType":')).status).toBe(400);
    expect((await call('POST', '/Patient', { resourceType: 'Observation' })).status).toBe(400);
    expect((await call('GET', '/Nonsense')).status).toBe(404);
    expect((await call('GET', '/Patient', undefined, { accept: 'application/fhir+xml' })).status).toBe(406);
    expect(await call<OperationOutcome>('POST', '/Patient/$validate', patient('Sah'))).toMatchObject({ status: 200, body: { issue: [{ severity: 'information' }] } });
    expect(await call<OperationOutcome>('POST', '/Patient/$validate', { resourceType: 'Patient', birthDate: '2020-13-01' })).toMatchObject({ status: 200, body: { issue: [{ severity: 'error', expression: ['Patient.birthDate'] }] } });
  });
});

describe('conditional writes', () => {
  it('make one resource of hundreds of creates at once (a thousand in the bench)', async () => {
    const body = patient('Sekali', { identifier: [{ system: 'urn:uji', value: 'satu' }] });
    const answers = await Promise.all(Array.from({ length: town.engine === 'server' ? 200 : 60 }, () => call('POST', '/Patient', body, { 'if-none-exist': 'identifier=urn:uji|satu' })));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(answers.length - 1);
  });

  it('update, patch and delete the one match and refuse many', async () => {
    const updated = await call('PUT', '/Patient?identifier=urn:uji|dua', patient('Dua', { identifier: [{ system: 'urn:uji', value: 'dua' }] }));
    expect(updated.status).toBe(201);
    expect(await call('PUT', '/Patient?identifier=urn:uji|dua', patient('Dua Baru', { identifier: [{ system: 'urn:uji', value: 'dua' }] }))).toMatchObject({ status: 200, body: { id: updated.body.id, meta: { versionId: '2' } } });
    expect(await call('PATCH', '/Patient?identifier=urn:uji|dua', [{ op: 'add', path: '/active', value: true }])).toMatchObject({ status: 200, body: { active: true } });
    await made(patient('Kembar', { identifier: [{ system: 'urn:uji', value: 'kembar' }] }));
    await made(patient('Kembar', { identifier: [{ system: 'urn:uji', value: 'kembar' }] }));
    expect((await call('POST', '/Patient', patient('X'), { 'if-none-exist': 'identifier=urn:uji|kembar' })).status).toBe(412);
    expect((await call('DELETE', '/Patient?identifier=urn:uji|kembar')).status).toBe(412);
    expect((await call('DELETE', '/Patient?identifier=urn:uji|dua')).status).toBe(204);
    expect((await call('GET', `/Patient/${updated.body.id}`)).status).toBe(410);
    expect((await call('POST', '/Patient', patient('X'), { 'if-none-exist': 'nonsense=1' })).status).toBe(400);
    expect((await call('DELETE', '/Patient')).status).toBe(400);
  });
});

describe('bundles', () => {
  it('a transaction is all or nothing and names the entry at fault', async () => {
    const before = (await call<Bundle>('GET', '/Patient?_summary=count')).body.total;
    const refused = await call<OperationOutcome>('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry: [
      { resource: patient('Tidak Jadi'), request: { method: 'POST', url: 'Patient' } }, { resource: { resourceType: 'Observation', status: 'final' }, request: { method: 'POST', url: 'Observation' } },
    ] });
    expect(refused).toMatchObject({ status: 422, body: { issue: [{ expression: ['Bundle.entry[1].resource.Observation.code'] }] } });
    expect((await call<Bundle>('GET', '/Patient?_summary=count')).body.total).toBe(before);
  });

  it('a transaction runs DELETE, POST, PUT, GET in that order and answers in its own', async () => {
    const old = await made(patient('Lama', { identifier: [{ system: 'urn:uji', value: 'urut' }] }));
    const answer = await call<Bundle>('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry: [
      { request: { method: 'GET', url: 'Patient?identifier=urn:uji|urut' } },
      { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: patient('Baru', { identifier: [{ system: 'urn:uji', value: 'urut' }] }), request: { method: 'POST', url: 'Patient' } },
      { resource: { ...glucose('x', 100, '2026-11-23'), subject: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' }, text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><a href="urn:uuid:11111111-1111-4111-8111-111111111111">pasien</a></div>' } }, request: { method: 'POST', url: 'Observation' } },
      { request: { method: 'DELETE', url: `Patient/${old.id}` } },
    ] });
    expect(answer.body.entry?.map((entry) => entry.response?.status)).toEqual(['200 OK', '201 Created', '201 Created', '204 No Content']);
    const fresh = answer.body.entry?.[1]?.resource?.id;
    expect(idsOf(answer.body.entry?.[0]?.resource as Bundle)).toEqual([fresh]);
    expect(JSON.stringify(answer.body.entry?.[2]?.resource)).toContain(`href=\\"Patient/${fresh}\\"`);
  });

  it('refuses one identity twice and resolves conditional references', async () => {
    const { id } = await made(patient('Rujuk', { identifier: [{ system: 'urn:uji', value: 'rujuk' }] }));
    const twice = { resource: { ...patient('A'), id }, request: { method: 'PUT', url: `Patient/${id}` } };
    expect((await call('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry: [twice, twice] })).status).toBe(400);
    const linked = await call<Bundle>('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: { ...glucose('x', 1, '2026'), subject: { reference: 'Patient?identifier=urn:uji|rujuk' } }, request: { method: 'POST', url: 'Observation' } }] });
    expect(linked.body.entry?.[0]?.resource).toMatchObject({ subject: { reference: `Patient/${id}` } });
    const lost = await call('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: { ...glucose('x', 1, '2026'), subject: { reference: 'Patient?identifier=urn:uji|none' } }, request: { method: 'POST', url: 'Observation' } }] });
    expect(lost.status).toBe(422);
  });

  it('a batch answers each entry for itself', async () => {
    const answer = await call<Bundle>('POST', '/', { resourceType: 'Bundle', type: 'batch', entry: [
      { resource: patient('Batch'), request: { method: 'POST', url: 'Patient' } }, { resource: { resourceType: 'Observation' }, request: { method: 'POST', url: 'Observation' } }, { request: { method: 'GET', url: 'Patient?nonsense=1' } },
    ] });
    expect(answer.body.entry?.map((entry) => entry.response?.status)).toEqual(['201 Created', '422', '400']);
  });
});

describe('search', () => {
  it('refuses what it does not know, ignores it only at the caller’s wish, and echoes what it applied', async () => {
    expect(await call<OperationOutcome>('GET', '/Patient?nonsense=1')).toMatchObject({ status: 400, body: { issue: [{ expression: ['nonsense'] }] } });
    for (const query of ['name:nonsense=a', 'birthdate=soon', '_sort=nonsense', '_include=Patient:nonsense', '_count=many', 'gender:missing=maybe', '_total=some', '_has:Observation:nonsense:code=1', 'name.given=x']) expect((await call('GET', `/Patient?${query}`)).status, query).toBe(400);
    const lenient = await call<Bundle>('GET', '/Patient?nonsense=1&gender=male', undefined, { prefer: 'handling=lenient' });
    expect(lenient.status).toBe(200);
    expect(lenient.body.link?.[0]?.url).toMatch(/\/fhir\/Patient\?gender=male$/);
    expect(lenient.body.entry?.at(-1)).toMatchObject({ search: { mode: 'outcome' } });
  });

  it('pages without skipping while others write', async () => {
    const tag = { meta: { tag: [{ system: 'urn:uji', code: 'halaman' }] } };
    const all = await Promise.all(Array.from({ length: 9 }, (_, index) => made(patient(`Halaman ${index}`, { ...tag, birthDate: `19${80 + (index % 3)}` }))));
    for (const sort of ['', '&_sort=birthdate', '&_sort=-birthdate,name']) {
      const seen: unknown[] = [];
      let path: string | undefined = `/Patient?_tag=urn:uji|halaman&_count=2${sort}`;
      while (path !== undefined) {
        const page: Answer<Bundle> = await call<Bundle>('GET', path);
        seen.push(...idsOf(page.body));
        await made(patient('Disela', { meta: { tag: [{ system: 'urn:uji', code: 'sela' }] } }));
        path = page.body.link?.find((link) => link.relation === 'next')?.url.replace(/^.*\/fhir/, '');
        expect(path ?? '').not.toContain('halaman');
      }
      expect(new Set(seen)).toEqual(new Set(all.map((one) => one.id)));
      expect(seen).toHaveLength(9);
    }
  });

  it('brings along what is included, forwards and backwards', async () => {
    const doctor = await made({ resourceType: 'Practitioner', name: [{ text: 'dr. Uji' }] });
    const owner = await made(patient('Sertakan', { generalPractitioner: [{ reference: `Practitioner/${doctor.id}` }] }));
    const value = await made(glucose(owner.id, 180, '2026-11-23T08:00:00+07:00'));
    const brought = async (query: string) => ((await call<Bundle>('GET', query)).body.entry ?? []).filter((entry) => entry.search?.mode === 'include').map((entry) => entry.resource?.id ?? '').toSorted((a, b) => a.localeCompare(b));
    expect(await brought(`/Observation?_id=${value.id}&_include=Observation:subject`)).toEqual([owner.id]);
    expect(await brought(`/Observation?_id=${value.id}&_include=Observation:subject&_include:iterate=Patient:general-practitioner`)).toEqual([doctor.id, owner.id].toSorted((a, b) => a.localeCompare(b)));
    expect(await brought(`/Patient?_id=${owner.id}&_revinclude=Observation:subject`)).toEqual([value.id]);
    expect(idsOf((await call<Bundle>('GET', `/Patient?_has:Observation:subject:code=http://loinc.org|2345-7&_id=${owner.id}`)).body)).toEqual([owner.id]);
    expect(idsOf((await call<Bundle>('GET', `/Observation?subject:Patient.general-practitioner.name=dr.&_id=${value.id}`)).body)).toEqual([value.id]);
    expect((await call<Bundle>('GET', `/Patient?_id=${owner.id}&_elements=gender`)).body.entry?.[0]?.resource).not.toHaveProperty('name');
    expect((await call<Bundle>('GET', `/Patient?_id=${owner.id}&_summary=true`)).body.entry?.[0]?.resource).toMatchObject({ meta: { tag: [{ code: 'SUBSETTED' }] } });
    const everything = await call<Bundle>('GET', `/Patient/${owner.id}/$everything`);
    expect(everything.body.entry?.map((entry) => entry.resource?.id)).toEqual(expect.arrayContaining([owner.id, value.id, doctor.id]));
    expect(idsOf((await call<Bundle>('POST', '/Observation/_search', `subject=Patient/${owner.id}`, { 'content-type': 'application/x-www-form-urlencoded' })).body)).toEqual([value.id]);
  });
});

describe('who may', () => {
  it('nobody without a token, a machine within its scopes, a patient’s application its own record', async () => {
    expect((await town.house.http.app.inject({ url: '/fhir/Patient' })).statusCode).toBe(401);
    expect((await call('GET', '/Patient', undefined, { authorization: 'Bearer nonsense' })).status).toBe(401);
    const owner = await made(patient('Milik Sendiri'));
    const other = await made(patient('Orang Lain'));
    const hers = await made(glucose(owner.id, 99, '2026-11-23'));
    await made(glucose(other.id, 99, '2026-11-23'));
    const reader = await fhir.machine('only-observations', ['system/Observation.read']);
    expect((await call('GET', '/Patient', undefined, reader)).status).toBe(403);
    expect((await call('POST', '/Observation', glucose(owner.id, 1, '2026'), reader)).status).toBe(403);
    expect((await call('GET', `/Observation/${hers.id}`, undefined, reader)).status).toBe(200);
    const own = await fhir.machine('my-app', ['patient/*.read', 'patient/*.write'], owner.id);
    expect(idsOf((await call<Bundle>('GET', '/Observation?_count=100', undefined, own)).body)).toEqual([hers.id]);
    expect(idsOf((await call<Bundle>('GET', '/Patient?_count=100', undefined, own)).body)).toEqual([owner.id]);
    expect((await call('GET', `/Patient/${other.id}`, undefined, own)).status).toBe(404);
    expect((await call('GET', `/Patient/${other.id}/$everything`, undefined, own)).status).toBe(404);
    expect((await call('POST', '/Observation', glucose(owner.id, 1, '2026'), own)).status).toBe(403);
    expect((await call('GET', '/_history', undefined, own)).status).toBe(403);
  });

  it('nobody sees what carries a sensitivity label without the permission', async () => {
    const owner = await made(patient('Peka'));
    await town.house.perform(writeActions(openRecord({ database: town.house.database, zone: 'Asia/Jakarta' })).create, system('test'), { resource: { ...glucose(owner.id, 7, '2026'), id: undefined, meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] } } });
    expect((await call<Bundle>('GET', `/Observation?patient=${owner.id}`)).body.entry).toEqual([]);
    expect(((await call<Bundle>('GET', `/Patient/${owner.id}/$everything`)).body.entry ?? []).map((entry) => entry.resource?.resourceType)).toEqual(['Patient', 'Provenance']);
  });

  it('every look at a patient is an AuditEvent', async () => {
    const owner = await made(patient('Dilihat'));
    await call('GET', `/Patient/${owner.id}`);
    town.clock.advance({ seconds: 1 });
    await call('GET', `/Patient?_id=${owner.id}`);
    const events = await call<Bundle>('GET', `/AuditEvent?patient=Patient/${owner.id}`);
    expect(events.body.entry?.map((entry) => entry.resource)).toMatchObject([{ action: 'E', agent: [{ who: { identifier: { value: 'lab-analyser' } } }] }, { action: 'R' }]);
    expect((await call('POST', '/AuditEvent', { resourceType: 'AuditEvent' })).status).toBe(404);
  });
});

describe('codes and capabilities', () => {
  it('are looked up, checked and listed', async () => {
    const icd = encodeURIComponent('http://hl7.org/fhir/sid/icd-10');
    expect(JSON.stringify((await call('GET', `/CodeSystem/$lookup?system=${icd}&code=I10`)).body)).toContain('darah tinggi');
    expect((await call('GET', `/CodeSystem/$lookup?system=${icd}&code=Q99`)).status).toBe(404);
    expect((await call('GET', `/CodeSystem/$validate-code?url=${icd}&code=E11.9`)).body).toMatchObject({ parameter: [{ name: 'result', valueBoolean: true }, { name: 'display' }] });
    expect((await call('GET', `/ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/observation-status&code=nope`)).body).toMatchObject({ parameter: [{ name: 'result', valueBoolean: false }, { name: 'message' }] });
    expect((await call('GET', `/ValueSet/$expand?url=${icd}&filter=kencing%20manis&count=3`)).body).toMatchObject({ expansion: { contains: expect.arrayContaining([expect.objectContaining({ code: 'E10.9' })]) } });
    expect((await call('GET', '/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender')).body).toMatchObject({ expansion: { total: 4 } });
  });

  it('a CapabilityStatement claims only parameters that search understands', async () => {
    const { body } = await call<CapabilityStatement>('GET', '/metadata');
    const tried = (body.rest?.[0]?.resource ?? []).filter((resource) => ['Patient', 'Observation', 'Encounter', 'MedicationRequest', 'Composition', 'Provenance'].includes(resource.type));
    expect(tried).toHaveLength(6);
    for (const resource of tried) {
      for (const parameter of resource.searchParam ?? []) {
        if (parameter.type === 'composite' || parameter.type === 'date' || parameter.type === 'quantity' || parameter.type === 'number') continue;
        const answer = await call('GET', `/${resource.type}?${parameter.name}=x&_count=1`);
        expect(answer.status, `${resource.type}.${parameter.name}`).toBe(200);
      }
    }
  });
});
