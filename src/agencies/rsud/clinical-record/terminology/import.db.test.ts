import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFhirTown, type FhirTown } from '../../../../../test/town/fhir.ts';
import { expectSoundHtml } from '../../../../../test/html/sound.ts';

const icd = 'http://hl7.org/fhir/sid/icd-10';
let fhir: FhirTown;
let officer: { headers: { cookie: string }; account: string };
beforeAll(async () => { fhir = await openFhirTown(); officer = await fhir.officer('clinical-record/perekam-medis'); });
afterAll(() => fhir.close());

type Loaded = { id: string; applied: boolean; format: string; report: { added: number; changed: number; retired: number; revived: number; examples: { code: string; how: string }[] }; faults: unknown[]; issue?: { details: { text: string } }[] };
const load = (body: string | Buffer, query: string, headers: Record<string, string> = officer.headers, type = 'text/csv') => fhir.test.house.http.app.inject({ method: 'POST', url: `/fhir/$import-codes?system=${icd}&version=2010&source=berkas%20uji&${query}`, headers: { 'content-type': type, ...headers }, payload: body }).then((answer) => ({ status: answer.statusCode, body: answer.json<Loaded>() }));
const lookup = async (code: string) => JSON.stringify((await fhir.call('GET', `/CodeSystem/$lookup?system=${icd}&code=${code}`)).body);
const offered = async () => Number((await fhir.test.house.pool.query<{ n: number }>('select count(*)::int as n from clinical_record.concept where system = $1 and active', [icd])).rows[0]?.n);

describe('loading a hospital’s code list', () => {
  it('is for record officers, of known systems, in a known form', async () => {
    expect((await load('kode,nama\nA01,Tifus\n', '', (await fhir.officer('clinical-record/tenaga-kesehatan')).headers)).status).toBe(403);
    expect((await load('satu,dua\n1,2', '')).status).toBe(422);
    expect((await fhir.ask('POST', '/fhir/$import-codes?system=urn:other', 'x', { ...officer.headers, 'content-type': 'text/csv' })).status).toBe(400);
  });

  it('says first what it would change, and changes nothing', async () => {
    const before = await offered();
    const { status, body } = await load('kode;nama\nI10;"Hipertensi; esensial"\nA00.0;Kolera contoh\nXX;salah\n', 'dryRun=true&complete=false');
    expect([status, body]).toMatchObject([200, { applied: false, format: 'CSV (;)', report: { added: 1, changed: 1, retired: 0 }, faults: [{ line: 4 }] }]);
    expect(body.report.examples.map(({ code, how }) => [code, how])).toEqual([['A00.0', 'added'], ['I10', 'changed']]);
    expect(await offered()).toBe(before);
    expect(await fhir.ask('POST', '/api/clinical-record/codes/apply', { id: body.id }, officer.headers)).toMatchObject({ status: 200, body: { added: 1 } });
    expect(await lookup('I10')).toContain('Hipertensi; esensial');
    expect(await fhir.ask('POST', '/api/clinical-record/codes/apply', { id: body.id }, officer.headers)).toMatchObject({ status: 409 });
  });

  it('retires nothing that nobody saw: a complete list must say how many codes it leaves out', async () => {
    const before = await offered();
    const list = 'kode,nama\nI10,Hipertensi baru\nE11.9,Diabetes\n';
    const refused = await load(list, '');
    expect([refused.status, refused.body.issue?.[0]?.details.text]).toEqual([409, expect.stringContaining('dipensiunkan')]);
    expect(await offered()).toBe(before);
    const seen = await load(list, 'dryRun=true');
    expect(seen.body.report.retired).toBe(before - 2);
    expect((await load(list, `retire=${before - 3}`)).status).toBe(409);
    expect(await load(list, `retire=${before - 2}`)).toMatchObject({ status: 200, body: { applied: true, report: { retired: before - 2 } } });
    // Retired codes stay readable and are no longer offered or accepted as valid.
    expect(await lookup('K30')).toMatch(/"inactive"},\{"name":"value","valueBoolean":true/);
    expect(JSON.stringify((await fhir.call('GET', `/CodeSystem/$validate-code?url=${icd}&code=K30`)).body)).toContain('sudah tidak dipakai');
    expect(JSON.stringify((await fhir.call('GET', `/ValueSet/$expand?url=${icd}&filter=maag`)).body)).not.toContain('K30');
    expect((await load('kode,nama\nK30,Maag lagi\n', 'complete=false')).body.report).toMatchObject({ revived: 1, retired: 0 });
  });

  it('in English leaves the Indonesian words standing; ClaML works over HTTP', async () => {
    const claml = `<ClaML version="2.0.0"><Class code="I10" kind="category"><Rubric kind="preferred"><Label xml:lang="en">Title of the classification</Label></Rubric><Rubric kind="inclusion"><Label xml:lang="en">An inclusion</Label></Rubric></Class></ClaML>`;
    expect((await load(claml, 'complete=false', officer.headers, 'application/xml')).body).toMatchObject({ format: 'ClaML', report: { changed: 1 } });
    const told = await lookup('I10');
    for (const words of ['"display","valueString":"Hipertensi baru"', 'Title of the classification', 'An inclusion']) expect(told).toContain(words);
    expect(JSON.stringify((await fhir.call('GET', `/ValueSet/$expand?url=${icd}&filter=hipertensi`)).body)).toContain('I10');
  });
});

describe('the pages of code lists', () => {
  const page = (url: string, headers: Record<string, string> = officer.headers) => fhir.test.house.http.app.inject({ url, headers: { accept: 'text/html', ...headers } });
  const post = (url: string, payload: string, type: string) => fhir.test.house.http.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, accept: 'text/html', ...officer.headers } });
  const form = (fields: Record<string, string>, file: { name: string; text: string }) => `${Object.entries(fields).map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--b\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: text/plain\r\n\r\n${file.text}\r\n--b--\r\n`;

  it('check a file, show what it would change, apply it or drop it', async () => {
    expect((await page('/clinical-record/kode', {})).statusCode).toBe(303);
    expect((await page('/clinical-record/kode', (await fhir.officer('clinical-record/tenaga-kesehatan')).headers)).statusCode).toBe(403);
    await expectSoundHtml((await page('/clinical-record/kode')).body);
    const fields = { system: 'http://hl7.org/fhir/sid/icd-9-cm', version: 'uji', source: 'berkas uji' };
    const refused = await post('/clinical-record/kode', form(fields, { name: 'salah.csv', text: 'satu,dua\n1,2' }), 'multipart/form-data; boundary=b');
    expect([refused.statusCode, refused.body.includes('Daftar kode tidak terbaca'), refused.body.includes('value="berkas uji"')]).toEqual([422, true, true]);
    const checked = await post('/clinical-record/kode', form(fields, { name: 'icd9.txt', text: '0001 Words of one\n0002 Words of two\n0003 Words of three\n' }), 'multipart/form-data; boundary=b');
    const address = String(checked.headers.location);
    const shown = await page(address);
    await expectSoundHtml(shown.body);
    expect(shown.body).toContain('Kode baru');
    expect(shown.body).toContain('00.01');
    expect((await post(address, 'do=apply&retire=0', 'application/x-www-form-urlencoded')).statusCode).toBe(303);
    expect((await page(address)).body).toContain('Selesai: 3 kode baru');
    expect((await post(address, 'do=drop', 'application/x-www-form-urlencoded')).statusCode).toBe(409);
    const again = await post('/clinical-record/kode', form({ ...fields, complete: 'on' }, { name: 'icd9.txt', text: '0001 Words of one\n0002 Words of two\n0003 Words of three\n' }), 'multipart/form-data; boundary=b');
    const second = String(again.headers.location);
    expect((await page(second)).body).toContain('Pastikan berkasnya utuh');
    expect((await post(second, 'do=apply&retire=0', 'application/x-www-form-urlencoded')).statusCode).toBe(409);
    expect((await post(second, 'do=drop', 'application/x-www-form-urlencoded')).statusCode).toBe(303);
    expect((await page(second)).body).toContain('tidak ada yang berubah');
  });
});
