import { XMLParser, XMLValidator } from 'fast-xml-parser';
import jsonld from 'jsonld';
import { readFileSync } from 'node:fs';
import { Parser, Store, Writer, type Quad } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { system } from '#kernel/actor';
import { figureColumns } from '#commons/evidence';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';

let town: TestHouse;
beforeAll(async () => {
  town = await openTestHouse({ settings: { PUBLIC_URL: 'https://layanan.muba.test' } });
  const { house } = town;
  await house.database.write({ actor: system('test'), action: 'test/serve' }, async (work) => { for (let index = 0; index < 30; index += 1) work.emit({ type: 'saroale/served', version: 1, subject: crypto.randomUUID(), data: { channel: 'web', poli: 'ANA', payer: 'jkn', serviceMinutes: 12 } }); });
  await house.evidence.pump();
  town.clock.advance({ hours: 25 });
  await house.transparency.closeDays();
  await house.publish();
  await house.transparency.log.publish();
});
afterAll(() => town.close());

const get = (url: string, headers: Record<string, string> = {}) => town.house.http.app.inject({ method: 'GET', url, headers });
const post = (url: string, fields: Record<string, string>) => town.house.http.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(fields).toString() });
const dcat = 'http://www.w3.org/ns/dcat#';
const dct = 'http://purl.org/dc/terms/';
const a = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

describe('the catalogue', () => {
  it('says the same as Turtle and as JSON-LD, and no vocabulary is fetched to read it', async () => {
    const turtle = (await get('/katalog.ttl')).body;
    const quads = new Parser({ baseIRI: 'https://layanan.muba.test/katalog' }).parse(turtle);
    const nquads = await new Promise<string>((resolve, reject) => { const writer = new Writer({ format: 'N-Quads' }); writer.addQuads(quads); writer.end((error: Error | null, text: string) => { if (error) reject(error); else resolve(text); }); });
    const options = { algorithm: 'URDNA2015', format: 'application/n-quads', documentLoader: () => Promise.reject(new Error('no network')) } as const;
    const fromTurtle = await jsonld.canonize(nquads as never, { ...options, inputFormat: 'application/n-quads' });
    expect(fromTurtle).toBe(await jsonld.canonize((await get('/katalog.jsonld')).json(), options));
    expect(fromTurtle.split('\n').length).toBeGreaterThan(100);
  });

  it('has what DCAT-AP 3 demands of each catalogue, dataset and distribution', async () => {
    const quads = new Parser().parse((await get('/katalog.ttl')).body);
    const of = (subject: string, predicate: string) => quads.filter((quad: Quad) => quad.subject.value === subject && quad.predicate.value === predicate);
    const all = (type: string) => quads.filter((quad: Quad) => quad.predicate.value === a && quad.object.value === type).map((quad: Quad) => quad.subject.value);
    const [catalogue = ''] = all(`${dcat}Catalog`);
    for (const name of ['title', 'description', 'publisher']) expect([name, of(catalogue, dct + name).length]).not.toEqual([name, 0]);
    const datasets = all(`${dcat}Dataset`);
    expect(of(catalogue, `${dcat}dataset`).map((quad: Quad) => quad.object.value).sort()).toEqual([...datasets].sort());
    for (const dataset of datasets) {
      for (const name of ['title', 'description']) expect([dataset, name, of(dataset, dct + name).length > 0]).toEqual([dataset, name, true]);
      for (const { object } of of(dataset, `${dcat}distribution`)) {
        expect(all(`${dcat}Distribution`)).toContain(object.value);
        expect(of(object.value, `${dcat}accessURL`)).toHaveLength(1);
        // What is promised can be fetched.
        const url = new URL(of(object.value, `${dcat}downloadURL`)[0]?.object.value ?? '');
        if (url.pathname.startsWith('/inovasi/saroale/')) expect((await get(url.pathname)).statusCode).toBe(200);
      }
    }
  });

  it('meets the shapes of DCAT-AP 3: nothing demanded or recommended is missing, and the shapes do see what is', async () => {
    const shapes = new Store(new Parser().parse(readFileSync('test/conformance/dcat-ap-3.ttl', 'utf8')));
    const quads = new Parser().parse((await get('/katalog.ttl')).body);
    const faults = async (kept: readonly Quad[]) => [...(await new SHACLValidator(shapes).validate(new Store([...kept]))).results].map((fault) => fault.path?.value.split(/[#/]/).at(-1) ?? '');
    expect(await faults(quads)).toEqual([]);
    const without = (predicate: string) => quads.filter((quad: Quad) => quad.predicate.value !== predicate);
    for (const predicate of [`${dct}title`, `${dct}description`, `${dcat}accessURL`, `${dcat}theme`, `${dct}license`, `${dct}spatial`, 'http://xmlns.com/foaf/0.1/name']) expect([predicate, await faults(without(predicate))]).toEqual([predicate, expect.arrayContaining([predicate.split(/[#/]/).at(-1)])]);
  });

  it('is not sent again when nothing changed', async () => {
    const first = await get('/katalog.ttl');
    expect(first.headers['cache-control']).toContain('public');
    expect((await get('/katalog.ttl', { 'if-none-match': String(first.headers['etag']) })).statusCode).toBe(304);
    expect((await get('/katalog', { accept: 'text/turtle' })).headers['location']).toBe('/katalog.ttl');
  });
});

describe('a table', () => {
  it('leads to its metadata, which fits every cell', async () => {
    const packages = (await get('/api/3/action/package_search?q=saroale&rows=100')).json() as { result: { results: { url: string }[] } };
    expect(packages.result.results.length).toBeGreaterThan(3);
    for (const { url } of packages.result.results) {
      const path = new URL(url).pathname;
      const csv = await get(`${path}.csv`);
      expect(csv.headers['link']).toBe(`<${path}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`);
      const metadata = (await get(`${path}.csv-metadata.json`)).json() as { url: string; tableSchema: { columns: { name: string; datatype: string; null?: string[] }[] } };
      expect(metadata.url).toBe(`https://layanan.muba.test${path}.csv`);
      // The CSVW metadata itself: context, language, known datatypes, and a key that is one.
      expect(csvw.parse(metadata)).toBeTruthy();
      const [head = [], ...rows] = csv.body.split('\r\n').filter((line) => line !== '').map(cellsOf);
      expect(head).toEqual(metadata.tableSchema.columns.map((column) => column.name));
      expect(head).toEqual([...figureColumns]);
      const keyed = rows.map((row) => csvw.parse(metadata).tableSchema.primaryKey.map((name) => row[head.indexOf(name)]).join('|'));
      expect(new Set(keyed).size).toBe(rows.length);
      for (const row of rows) {
        row.forEach((cell, place) => {
          const column = metadata.tableSchema.columns[place];
          if (column?.null?.includes(cell)) return;
          const shape = column?.datatype === 'date' ? /^\d{4}-\d{2}-\d{2}$/ : column?.datatype === 'integer' ? /^-?\d+$/ : column?.datatype === 'decimal' ? /^-?\d+(\.\d+)?$/ : /^/;
          expect([column?.name, cell]).toEqual([column?.name, expect.stringMatching(shape)]);
        });
      }
    }
  });
});

/** What the metadata vocabulary for tabular data (W3C, 2015) allows us to say. */
const csvw = z.object({
  '@context': z.tuple([z.literal('http://www.w3.org/ns/csvw'), z.object({ '@language': z.string().regex(/^[a-z]{2,3}$/) })]), 'url': z.url(),
  'dialect': z.strictObject({ encoding: z.literal('utf-8'), header: z.boolean(), delimiter: z.string().length(1), lineTerminators: z.array(z.string()) }),
  'tableSchema': z.strictObject({
    primaryKey: z.array(z.string()).min(1),
    columns: z.array(z.strictObject({ 'name': z.string().regex(/^[a-z][a-z_]*$/), 'titles': z.string(), 'dc:description': z.string(), 'datatype': z.enum(['string', 'date', 'decimal', 'integer']), 'null': z.array(z.string()).optional(), 'required': z.boolean() })),
  }),
});

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

describe('CKAN harvesters', () => {
  it('list, show, search and page, and are refused in CKAN’s own words', async () => {
    const list = (await get('/api/3/action/package_list')).json() as { success: boolean; result: string[] };
    expect(list.success).toBe(true);
    const [first = '', second = ''] = list.result;
    expect((await get('/api/3/action/package_list?limit=1&offset=1')).json()).toMatchObject({ result: [second] });
    expect((await get(`/api/3/action/package_show?id=${first}`)).json()).toMatchObject({ success: true, result: { name: first, resources: [{ format: 'CSV' }, { format: 'JSON' }] } });
    const missing = await get('/api/3/action/package_show?id=tidak-ada');
    expect([missing.statusCode, missing.json()]).toMatchObject([404, { success: false, error: { __type: 'Not Found Error' } }]);
    expect((await get('/api/3/action/package_search?q=*:*&rows=2&start=1')).json()).toMatchObject({ result: { count: list.result.length, results: [{ name: second }, {}] } });
    // Every package as a harvester reads it (fields of CKAN 2.10 that ckanext-harvest and ckanext-dcat use).
    const { result } = (await get('/api/3/action/package_search?rows=1000')).json<{ result: { results: unknown[] } }>();
    const text = z.string().min(1);
    const ckanPackage = z.object({
      id: text, name: z.string().regex(/^[a-z0-9_-]{2,100}$/), title: text, notes: text, state: z.literal('active'), type: z.literal('dataset'), private: z.literal(false), license_id: text, owner_org: text, organization: z.object({ id: text, name: text, title: text }),
      tags: z.array(z.object({ name: z.string().min(2).max(100).regex(/^[\p{L}\p{N} _.-]+$/u) })), resources: z.array(z.object({ id: text, package_id: text, url: z.url(), format: text, mimetype: text, state: z.literal('active') })).min(1), num_resources: z.number(), extras: z.array(z.object({ key: text, value: text })),
    });
    for (const one of result.results) expect(ckanPackage.safeParse(one).error?.issues).toBeUndefined();
    for (const action of ['organization_list', 'site_read', 'status_show']) expect((await get(`/api/3/action/${action}`)).json()).toMatchObject({ success: true, help: expect.stringContaining(action) });
    expect((await get('/api/3/action/package_search?rows=-1')).statusCode).toBe(409);
    expect((await get('/api/3/action/package_delete?id=x')).statusCode).toBe(400);
  });
});

describe('feed readers', () => {
  it.each([['/perubahan.atom', 'application/atom+xml'], ['/perubahan.rss', 'application/rss+xml']])('get the newest statements of the public log at %s', async (path, type) => {
    const response = await get(path);
    expect(response.headers['content-type']).toContain(type);
    expect(XMLValidator.validate(response.body)).toBe(true);
    expect(response.body).toContain('Hari ditutup: Saroale');
    const read = new XMLParser({ ignoreAttributes: false }).parse(response.body) as Record<string, unknown>;
    expect(Object.keys(read)).toContain(path.endsWith('atom') ? 'feed' : 'rss');
    const text = z.coerce.string().min(1);
    const links = z.array(z.object({ '@_rel': z.string(), '@_href': z.url() }));
    const instant = z.iso.datetime({ offset: true });
    // RFC 4287 §4.1: what a feed and an entry must have; RSS 2.0: what a channel and an item must have, dates as RFC 822.
    const atom = z.object({ id: z.url(), title: text, updated: instant, author: z.object({ name: text }), link: links, entry: z.array(z.object({ id: z.url(), title: z.unknown(), updated: instant, link: z.unknown() })).min(2) });
    const item = z.object({ title: text, link: z.url(), guid: z.unknown(), pubDate: z.string().regex(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/) });
    const rss = z.object({ 'channel': z.object({ title: text, link: z.url(), description: text, item: z.array(item).min(2) }), '@_version': z.literal('2.0') });
    const parsed = path.endsWith('atom') ? atom.parse(read['feed']) : rss.parse(read['rss']);
    const ids = 'entry' in parsed ? parsed.entry.map((entry) => entry.id) : parsed.channel.item.map((entry) => JSON.stringify(entry.guid));
    expect(new Set(ids).size).toBe(ids.length);
    if ('link' in parsed) expect(parsed.link.some((link) => link['@_rel'] === 'self' && link['@_href'].endsWith(path))).toBe(true);
  });
});

describe('Open311', () => {
  it('lists services in both formats', async () => {
    const services = (await get('/georeport/v2/services.json')).json() as Record<string, unknown>[];
    expect(services.find((service) => service['service_code'] === 'saroale')).toMatchObject({ service_name: 'Saroale', metadata: false, type: 'realtime' });
    const xml = await get('/georeport/v2/services.xml');
    expect(XMLValidator.validate(xml.body)).toBe(true);
    const read = new XMLParser().parse(xml.body) as { services: { service: { service_code: string }[] } };
    // GeoReport v2, GET Service List: every field it names, of its kind.
    const service = z.strictObject({ service_code: z.string().min(1), service_name: z.string().min(1), description: z.string(), metadata: z.boolean(), type: z.enum(['realtime', 'batch', 'blackbox']), keywords: z.string(), group: z.string() });
    for (const one of services) expect(service.safeParse(one).error?.issues).toBeUndefined();
    expect(read.services.service.map((service) => service.service_code)).toEqual(services.map((service) => service['service_code']));
  });

  it('files a complaint that our own desk then sees, and shows its words only after a moderator looked', async () => {
    const filed = await post('/georeport/v2/requests.json', { service_code: 'saroale', description: 'Layar antrean di poli anak mati sejak pagi. NIK saya 1606010101900001.', first_name: 'Uji', phone: '081200000001', address_string: 'RSUD Sekayu' });
    expect(filed.statusCode).toBe(201);
    const id = (filed.json() as { service_request_id: string }[])[0]?.service_request_id ?? '';
    const [shown] = (await get(`/georeport/v2/requests/${id}.json`)).json() as Record<string, string>[];
    expect(shown).toMatchObject({ service_request_id: id, status: 'open', service_code: 'saroale', description: '', status_notes: expect.stringContaining('diverifikasi') });
    expect(shown?.['requested_datetime']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
    // GeoReport v2, GET Service Request: nothing it does not name, and a status of its two.
    const names = ['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description', 'agency_responsible', 'service_notice', 'requested_datetime', 'updated_datetime', 'expected_datetime', 'address', 'address_id', 'zipcode', 'lat', 'long', 'media_url'];
    expect(Object.keys(shown ?? {}).filter((name) => !names.includes(name))).toEqual([]);
    expect((await get('/georeport/v2/requests.json?service_code=saroale')).json()).toEqual([]);
    const { complaints, perform } = town.house;
    await perform(complaints.actions.moderate, { ...system('moderator'), permissions: new Set(['complaints/moderate']) }, { tracking: id, show: true });
    const list = (await get('/georeport/v2/requests.xml?service_code=saroale&status=open')).body;
    expect(list).toContain('Layar antrean');
    expect(list).not.toContain('1606010101900001');
    expect((await get('/georeport/v2/requests.json?status=closed')).json()).toEqual([]);
  });

  it('refuses in its own form: what is missing, unknown, too short or no date', async () => {
    expect((await post('/georeport/v2/requests.json', { description: 'x'.repeat(40) })).json()).toEqual([{ code: 400, description: 'service_code was not provided.' }]);
    expect((await post('/georeport/v2/requests.json', { service_code: 'tidak-ada', description: 'x'.repeat(40) })).statusCode).toBe(404);
    expect((await post('/georeport/v2/requests.xml', { service_code: 'saroale', description: 'pendek' })).body).toContain('<code>400</code>');
    expect((await get('/georeport/v2/requests/ZZZZZZZZ.json')).statusCode).toBe(404);
    expect((await get('/georeport/v2/requests.json?start_date=kemarin')).statusCode).toBe(400);
  });
});
