import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Encounter, Observation, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { definitions, type Definitions } from './fhir/definitions.ts';
import { extract } from './fhir/extract.ts';
import { isKeptType, keptTypes, type KeptType } from './fhir/types.ts';
import { faultsOf } from './fhir/validate.ts';
import { openRecord } from './record.ts';
import { find } from './verbs/find.ts';
import { fullSight } from './rules/sight.ts';

/** Every example published with FHIR R4 (CC0) for the types kept here; see test/conformance/README.md. */
const examples = gunzipSync(readFileSync(new URL('../../../../test/conformance/r4-examples.jsonl.gz', import.meta.url))).toString('utf8').split('\n').map((line) => JSON.parse(line) as Resource & { id: string });
/** Published examples that their own definitions refuse: where, and why it is the example that is wrong. */
const errata: Readonly<Record<string, { at: string; why: string }>> = {
  'DeviceUseStatement/example': { at: 'DeviceUseStatement.reasonReference[0]', why: 'refers to a Procedure; the definition allows Condition, Observation, DiagnosticReport, DocumentReference and Media' },
  'Media/example': { at: 'Media.content.data', why: 'base64 broken into lines, which the regular expression of base64Binary does not allow in JSON' },
  'MedicationRequest/medrx0301': { at: 'MedicationRequest.dispenseRequest.performer', why: 'refers to a Practitioner; the definition allows Organization only' },
  'Observation/clinical-gender': { at: 'Observation.performer[0]', why: 'refers to an Encounter, which performs nothing' },
  'Questionnaire/qs1': { at: 'Questionnaire.item[0].item[0].linkId', why: 'items without linkId, which is mandatory' },
};
const keyOf = (resource: Resource) => `${resource.resourceType}/${resource.id}`;
const sound = examples.filter((example) => !(keyOf(example) in errata));
let town: TestHouse;
let known: Definitions;
let record: ReturnType<typeof openRecord>;
const actor = system('test');

beforeAll(async () => {
  known = await definitions();
  town = await openTestHouse();
  record = openRecord({ database: town.house.database, zone: 'UTC', references: 'open' });
  for (let start = 0; start < sound.length; start += 150) {
    await write((work) => record.transaction(work, { resourceType: 'Bundle', type: 'transaction', entry: sound.slice(start, start + 150).map((resource) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } })) }));
  }
});
afterAll(() => town.close());

const write = <T>(step: (work: Work) => Promise<T>) => town.house.database.write({ actor, action: 'test/write' }, step);
const idsBy = async (type: string, ...pairs: (readonly [string, string])[]) => (await find(record.doors, type, [...pairs, ['_count', '1000']], { sight: fullSight })).hits.map((hit) => hit.id);

describe('the published examples', () => {
  it('cover every type kept', () => {
    expect(new Set(examples.map((example) => example.resourceType))).toEqual(new Set(keptTypes));
    expect(examples.length).toBeGreaterThan(400);
  });

  it('are valid, but for the five known errata, each refused where it is wrong', () => {
    const faulty = examples.flatMap((example) => { const [first] = faultsOf(known, example).filter((issue) => issue.severity === 'error'); return first ? [[keyOf(example), first.expression?.[0]]] : []; });
    expect(faulty).toEqual(Object.entries(errata).map(([key, { at }]) => [key, at]));
    expect(sound.length).toBe(examples.length - 5);
  });

  it('come back as they were given', async () => {
    const { rows } = await town.house.pool.query<{ key: string; content: Resource }>("select r.type || '/' || r.id as key, v.content from clinical_record.resource r join clinical_record.version v on v.nr = r.nr and v.version = r.version");
    const stored = new Map(rows.map((row) => [row.key, row.content]));
    const bare = (resource: Resource | undefined) => { const { versionId: _v, lastUpdated: _l, ...meta } = resource?.meta ?? {}; return { ...resource, meta }; };
    for (const example of sound) expect(bare(stored.get(`${example.resourceType}/${example.id}`)), `${example.resourceType}/${example.id}`).toEqual(bare(example));
  });

  it('are found by every parameter that finds something in them', async () => {
    const tried = new Set<string>();
    for (const example of sound) {
      const type = example.resourceType as KeptType;
      const rows = extract(known, example, 'UTC');
      const asked: [string, string][] = [
        ...rows.token.map((row) => [row.param, row.param.endsWith(':of-type') ? `${row.system}|${row.code.split('|').map(escape).join('|')}` : row.system === '*' || row.system === '' ? escape(row.code) : `${escape(row.system)}|${escape(row.code)}`] as [string, string]),
        ...rows.string.map((row) => [row.param, escape(row.exact)] as [string, string]), ...rows.date.filter((row) => row.lo !== '-infinity').map((row) => [row.param, `ge${row.lo}`] as [string, string]),
        ...rows.quantity.map((row) => [row.param, row.system === '' ? `le${row.lo}` : `le${row.lo}|${row.system}|${row.code}`] as [string, string]), ...rows.reference.map((row) => [row.param, row.target_type === '' ? escape(row.target_id) : `${row.target_type}/${row.target_id}`] as [string, string]),
      ];
      for (const [param, value] of asked) {
        if (tried.has(param) || value.length > 300) continue;
        tried.add(param);
        expect(await idsBy(type, [param.slice(type.length + 1), value]), `${param}=${value}`).toContain(example.id);
      }
    }
    expect(tried.size).toBeGreaterThan(500);
  });

  it('broken in one place are refused, with that place named', () => {
    let broken = 0;
    for (const example of sound) {
      for (const [element, definition] of Object.entries(known.core.getDataType(example.resourceType).elements)) {
        if (definition.min === 0 || element.includes('[x]') || !(element in example)) continue;
        const { [element as 'id']: _gone, ...rest } = example;
        expect(faultsOf(known, rest as Resource).map((issue) => issue.expression?.[0]), `${example.resourceType}.${element}`).toContain(`${example.resourceType}.${element}`);
        broken += 1;
      }
      expect(faultsOf(known, { ...example, inventedElement: 1 } as unknown as Resource).map((issue) => issue.expression?.[0])).toContain(`${example.resourceType}.inventedElement`);
    }
    expect(broken).toBeGreaterThan(500);
  });
});

function escape(text: string): string {
  return text.replaceAll(/[\\,$|]/g, (letter) => `\\${letter}`);
}

describe('the search cases of the specification', () => {
  const observation = (id: string, more: Partial<Observation>): Observation => ({ resourceType: 'Observation', id, status: 'final', code: { coding: [{ system: 'urn:case', code: 'c', display: 'Kasus Uji' }], text: 'Kasus bebas' }, ...more });
  const encounter = (id: string, period: { start?: string; end?: string }): Encounter => ({ resourceType: 'Encounter', id, status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' }, type: [{ coding: [{ system: 'urn:case', code: 'period' }] }], period });
  const cases: Resource[] = [
    observation('d1', { effectiveDateTime: '2013-01-14T00:00:00Z' }), observation('d2', { effectiveDateTime: '2013-01-14T10:00:00Z' }), observation('d3', { effectiveDateTime: '2013-01-15T00:00:00Z' }), observation('d4', { effectiveDateTime: '2013-01-14' }),
    encounter('from-jan', { start: '2013-01-21' }), encounter('to-jan', { end: '2013-01-21' }), encounter('from-mar', { start: '2013-03-15' }),
    ...[99.4, 99.5, 100, 100.2, 100.5, 104].map((value) => observation(`n${value}`, { valueQuantity: { value, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } })),
    observation('g', { valueQuantity: { value: 0.1, unit: 'g', system: 'http://unitsofmeasure.org', code: 'g' } }), observation('iu', { valueQuantity: { value: 5, unit: 'IU/L', system: 'http://unitsofmeasure.org', code: '[iU]/L' } }),
    observation('pair', { component: [{ code: { coding: [{ system: 'urn:case', code: 'sys' }] }, valueQuantity: { value: 150 } }, { code: { coding: [{ system: 'urn:case', code: 'dia' }] }, valueQuantity: { value: 80 } }] }),
    { resourceType: 'Patient', id: 'p-eve', name: [{ family: 'Évelyn', given: ['Severine'] }], identifier: [{ system: 'urn:case', value: 'A,1', type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] } }] } as Resource,
    { resourceType: 'Patient', id: 'p-link', name: [{ text: 'Siti Aminah' }], managingOrganization: { reference: 'Organization/o', identifier: { system: 'urn:case', value: 'org' } }, active: false } as Resource,
  ];
  beforeAll(async () => { await write((work) => record.transaction(work, { resourceType: 'Bundle', type: 'transaction', entry: cases.map((resource) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } })) })); });
  const mine: Record<string, readonly [string, string]> = { Observation: ['code', 'urn:case|c'], Encounter: ['type', 'urn:case|period'], Patient: ['_id', 'p-eve,p-link'] };
  const found = async (type: string, query: string) => (await idsBy(type, mine[type] ?? ['_id', ''], ...new URLSearchParams(query))).toSorted((a, b) => a.localeCompare(b)).join(' ');

  it.each([
    ['date=eq2013-01-14', 'd1 d2 d4'], ['date=2013-01-14', 'd1 d2 d4'], ['date=ne2013-01-14', 'd3'], ['date=lt2013-01-14T10:00:00Z', 'd1 d4'], ['date=gt2013-01-14T10:00:00Z', 'd3 d4'],
    ['date=ge2013-01-15', 'd3'], ['date=le2013-01-14', 'd1 d2 d4'], ['date=sa2013-01-14', 'd3'], ['date=eb2013-01-15', 'd1 d2 d4'], ['date=2013', 'd1 d2 d3 d4'], ['date=2013-01-14T07:00:00%2B07:00', 'd1'], ['date=2013-01-14,2013-01-15', 'd1 d2 d3 d4'], ['date=ge2013-01-14&date=lt2013-01-14T05:00:00Z', 'd1 d4'],
    ['value-quantity=100', 'n100 n100.2 n99.5'], ['value-quantity=100.00', 'n100'], ['value-quantity=1e2', 'n100 n100.2 n100.5 n104 n99.4 n99.5'], ['value-quantity=gt100.2|http://unitsofmeasure.org|mg', 'n100.5 n104'],
    ['value-quantity=100|http://unitsofmeasure.org|mg', 'g n100 n100.2 n99.5'], ['value-quantity=ge0.1004|http://unitsofmeasure.org|g', 'n100.5 n104'], ['value-quantity=5|http://unitsofmeasure.org|[iU]/L', 'iu'], ['value-quantity=100||mg', 'n100 n100.2 n99.5'], ['value-quantity=ap110|http://unitsofmeasure.org|mg', 'g n100 n100.2 n100.5 n104 n99.4 n99.5'], ['value-quantity=lt6', 'g iu'],
    ['component-code-value-quantity=urn:case|sys$gt140', 'pair'], ['component-code-value-quantity=urn:case|dia$gt140', ''], ['combo-code-value-quantity=urn:case|sys$150', 'pair'],
    ['code:text=kasus', 'd1 d2 d3 d4 g iu n100 n100.2 n100.5 n104 n99.4 n99.5 pair'], ['status=http://hl7.org/fhir/observation-status|final&date:missing=false', 'd1 d2 d3 d4'], ['status:not=final', ''], ['value-quantity:missing=false&value-quantity=gt103', 'n104'], ['status:in=http://hl7.org/fhir/ValueSet/observation-status&date=2013', 'd1 d2 d3 d4'],
  ])('Observation?%s', async (query, expected) => {
    expect(await found('Observation', query)).toBe(expected);
  });

  it.each([['date=ge2013-03-14', 'from-jan from-mar'], ['date=le2013-03-14', 'from-jan to-jan'], ['date=sa2013-03-14', 'from-mar'], ['date=eb2013-03-14', 'to-jan'], ['date=gt2013-03-14', 'from-jan from-mar'], ['date=lt2013-01-21', 'to-jan'], ['date=eq2013', '']])('Encounter?%s', async (query, expected) => { expect(await found('Encounter', query)).toBe(expected); });

  it.each([
    ['family=eve', 'p-eve'], ['family=Évelyn', 'p-eve'], ['name:contains=eve', 'p-eve'], ['name:exact=Eve', ''], ['name:exact=Évelyn', 'p-eve'], ['name=siti', 'p-link'], ['phonetic=Sitti', 'p-link'], ['name=aminah', 'p-link'],
    ['identifier=urn:case|A\\,1', 'p-eve'], ['identifier=A\\,1', 'p-eve'], ['identifier=|A\\,1', ''], ['identifier=urn:case|', 'p-eve'], ['identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|A\\,1', 'p-eve'], ['identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|SS|A\\,1', ''],
    ['organization=Organization/o', 'p-link'], ['organization=o', 'p-link'], ['organization:Organization=o', 'p-link'], ['organization:identifier=urn:case|org', 'p-link'], ['organization:missing=true', 'p-eve'], ['active=false', 'p-link'], ['active:not=false', 'p-eve'], ['_lastUpdated=gt2100', ''], ['_lastUpdated=lt2100', 'p-eve p-link'],
  ])('Patient?%s', async (query, expected) => { expect(await found('Patient', query)).toBe(expected); });

  it('refuse what is no number or date', async () => {
    for (const query of ['value-quantity=5,4|a|b', 'date=14-01-2013', 'component-code-value-quantity=x']) await expect(found('Observation', query.replace('5,4', '5\\,4'))).rejects.toBeInstanceOf(Problem);
    expect(isKeptType('Nonsense')).toBe(false);
  });
});
