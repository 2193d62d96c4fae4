import type { Bundle, Observation } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '#kernel/digest';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';
import { glucose, openFhirTown, patient, type FhirTown } from '../../../../../test/town/fhir.ts';

let fhir: FhirTown;
let officer: { headers: { cookie: string }; account: string };
const hiv = { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] } };
beforeAll(async () => { fhir = await openFhirTown(); officer = await fhir.officer('clinical-record/perekam-medis'); });
afterAll(() => fhir.close());

type Made = { id: string; resources: number; withheld: number; sha256: string };
const release = (body: Record<string, unknown>, headers: Record<string, string> = officer.headers) => fhir.ask<Made>('POST', '/api/clinical-record/releases', { toWhom: 'Contoh Penerima', purpose: 'rujukan ke rumah sakit lain', basis: 'patient', ...body }, headers);
const file = (id: string, form: 'json' | 'pdf', headers: Record<string, string> = officer.headers) => fhir.test.house.http.app.inject({ url: `/clinical-record/salinan/${id}.${form}`, headers });

describe('a copy of a record', () => {
  it('says to whom, for what and on what basis; leaves out what is sensitive; is seen by the patient', async () => {
    const owner = await fhir.made(patient('Contoh Salinan', { identifier: [{ system: 'urn:serasan:rsud:norm', value: '00777' }], birthDate: '1980-01-02' }));
    const value = await fhir.made(glucose(owner.id, 180, '2026-11-20T08:00:00+07:00'));
    expect((await fhir.call('POST', '/Observation', { ...glucose(owner.id, 7, '2026'), ...hiv }, officer.headers)).status).toBe(201);
    expect((await release({ patient: owner.id }, (await fhir.officer('clinical-record/tenaga-kesehatan')).headers)).status).toBe(403);
    expect((await release({ patient: 'nobody' })).status).toBe(404);
    expect((await release({ patient: owner.id, purpose: '' })).status).toBe(422);
    const made = await release({ patient: owner.id });
    expect(made).toMatchObject({ status: 200, body: { resources: 2, withheld: 1 } });
    const bundle = (await file(made.body.id, 'json')).json<Bundle>();
    expect(bundle.entry?.map((entry) => entry.resource?.id)).toEqual([owner.id, value.id]);
    expect(sha256(canonicalJson(bundle))).toBe(made.body.sha256);
    expect((await release({ patient: owner.id, basis: 'insurer', sensitive: true })).status).toBe(403);
    expect((await release({ patient: owner.id, basis: 'court', sensitive: true })).body).toMatchObject({ resources: 3, withheld: 0 });
    const looks = await fhir.call<Bundle>('GET', `/AuditEvent?patient=${owner.id}&agent=${officer.account}`);
    expect(JSON.stringify(looks.body)).toContain('"code":"own"');
    await expect(fhir.test.house.pool.query('delete from clinical_record.release')).rejects.toThrow();
  });

  it('stays what it was: an amendment makes a new version and the old copy keeps the old text', async () => {
    const owner = await fhir.made(patient('Contoh Lama'));
    const made = await release({ patient: owner.id, basis: 'insurer' });
    await fhir.call('PUT', `/Patient/${owner.id}`, { ...owner, name: [{ text: 'Contoh Baru' }] });
    const again = (await file(made.body.id, 'json')).json<Bundle>();
    expect(again.entry?.[0]?.resource).toMatchObject({ name: [{ text: 'Contoh Lama' }] });
    expect(sha256(canonicalJson(again))).toBe(made.body.sha256);
  });

  it('of one visit holds that visit only, and comes as a PDF with the bundle inside', async () => {
    const owner = await fhir.made(patient('Contoh Kunjungan'));
    const visit = await fhir.made({ resourceType: 'Encounter', status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' }, subject: { reference: `Patient/${owner.id}` } });
    const inside = await fhir.made({ ...glucose(owner.id, 140, '2026-11-20'), encounter: { reference: `Encounter/${visit.id}` } } as Observation);
    await fhir.made(glucose(owner.id, 150, '2026-10-20'));
    await fhir.made({ resourceType: 'Condition', code: { coding: [{ code: 'I10' }], text: 'Hipertensi' }, recordedDate: '2026-11-20', subject: { reference: `Patient/${owner.id}` }, encounter: { reference: `Encounter/${visit.id}` } });
    const made = await release({ patient: owner.id, encounter: visit.id });
    expect(made.body.resources).toBe(4);
    expect((await file(made.body.id, 'json')).body).toContain(inside.id);
    const pdf = await file(made.body.id, 'pdf');
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString(), pdf.rawPayload.includes('rekam-medis.json')]).toEqual([200, 'application/pdf', '%PDF-', true]);
    expect((await file(made.body.id, 'pdf', {})).statusCode).toBe(303);
  });

  it('is made on a page that works without scripts', async () => {
    const owner = await fhir.made(patient('Contoh Halaman', { identifier: [{ system: 'urn:serasan:rsud:norm', value: '00888' }] }));
    const { app } = fhir.test.house.http;
    const post = (values: Record<string, string>) => app.inject({ method: 'POST', url: '/clinical-record/salinan', payload: new URLSearchParams(values).toString(), headers: { ...officer.headers, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' } });
    const shown = await app.inject({ url: '/clinical-record/salinan', headers: { ...officer.headers, accept: 'text/html' } });
    await expectSoundHtml(shown.body);
    expect((await post({ patient: '00888', toWhom: 'BPJS Contoh', purpose: 'klaim November', basis: '' })).body).toContain('Pilih dasarnya.');
    const made = await post({ patient: '00888', toWhom: 'BPJS Contoh', purpose: 'klaim November', basis: 'insurer' });
    const done = await app.inject({ url: String(made.headers.location), headers: { ...officer.headers, accept: 'text/html' } });
    expect(done.body).toContain('Salinan dibuat: 1 catatan');
    expect(done.body).not.toContain(owner.id);
  });
});
