import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '#kernel/actor';
import { openTestHouse, type TestHouse } from '../../../../test/engines/index.ts';
import { definitions, type Definitions } from './fhir/definitions.ts';
import type { KeptType } from './fhir/types.ts';
import { faultsOf } from './fhir/validate.ts';
import { openRecord } from './record.ts';
import { fullSight } from './rules/sight.ts';
import { targetOf } from './fhir/index-values.ts';
import { find } from './verbs/find.ts';

// The links between the published R4 examples, followed in every way a search can: chained, reversed, included, sorted and paged. What is expected is read from the examples' own text.
type Example = Resource & { id: string };
const examples = gunzipSync(readFileSync(new URL('../../../../test/conformance/r4-examples.jsonl.gz', import.meta.url))).toString('utf8').split('\n').map((line) => JSON.parse(line) as Example);
let town: TestHouse;
let known: Definitions;
let record: ReturnType<typeof openRecord>;
let sound: Example[];
const search = (type: string, ...pairs: (readonly [string, string])[]) => find(record.doors, type, pairs, { sight: fullSight });
/** Of the examples: the Provenance that the record itself wrote when they were stored is left out. */
const ofExamples = (hits: readonly { id: string; type: string }[]) => hits.filter((hit) => sound.some((one) => keyOf(one) === `${hit.type}/${hit.id}`)).map((hit) => hit.id).toSorted(byText);
const ids = async (type: string, ...pairs: (readonly [string, string])[]) => ofExamples((await search(type, ...pairs, ['_count', '1000'])).hits);
const byText = (a: string, b: string) => a.localeCompare(b);
const keyOf = (resource: Resource) => `${resource.resourceType}/${resource.id}`;

beforeAll(async () => {
  known = await definitions();
  town = await openTestHouse();
  record = openRecord({ database: town.house.database, zone: 'UTC', references: 'open' });
  sound = examples.filter((example) => !faultsOf(known, example).some((issue) => issue.severity === 'error'));
  for (let start = 0; start < sound.length; start += 150) {
    await town.house.database.write({ actor: system('test'), action: 'test/write' }, (work) => record.transaction(work, { resourceType: 'Bundle', type: 'transaction', entry: sound.slice(start, start + 150).map((resource) => ({ resource, request: { method: 'PUT', url: keyOf(resource) } })) }));
  }
});
afterAll(() => town.close());

/** Links that lead from one example to another, one for each reference parameter: by the parameter's FHIRPath, not by our index. */
function links(): { from: Example; param: string; to: Example; all: readonly string[] }[] {
  const there = new Map(sound.map((example) => [keyOf(example), example]));
  const found: ReturnType<typeof links> = [];
  for (const [type, parameters] of known.parameters) {
    for (const { code, type: kind, expression } of parameters.values()) {
      if (kind !== 'reference') continue;
      const pointing = sound.filter((example) => example.resourceType === type).flatMap((from) => known.core.evalFhirPathTyped(expression, [known.core.toTypedValue(from)]).flatMap(({ value }) => {
        const { target_type, target_id } = targetOf(String((value as { reference?: string }).reference ?? ''));
        const to = there.get(`${target_type}/${target_id}`);
        return to ? [{ from, to }] : [];
      }));
      // A resource that names itself is never brought along a second time.
      const first = pointing.find(({ from, to }) => from !== to);
      if (first) found.push({ ...first, param: code, all: [...new Set(pointing.filter(({ to }) => to === first.to).map(({ from }) => from.id))].toSorted(byText) });
    }
  }
  return found;
}

describe('the links of the published examples', () => {
  it('are followed forwards, backwards and brought along by every reference parameter', async () => {
    const tried = links();
    expect(tried.length).toBeGreaterThan(100);
    for (const { from, param, to, all } of tried) {
      const [source, target] = [from.resourceType, to.resourceType];
      expect(await ids(source, [`${param}:${target}._id`, to.id]), `${source}?${param}:${target}._id`).toEqual(all);
      expect(await ids(target, [`_has:${source}:${param}:_id`, from.id]), `${target}?_has:${source}:${param}`).toContain(to.id);
      expect((await search(source, ['_id', from.id], ['_include', `${source}:${param}`])).brought.map((hit) => `${hit.type}/${hit.id}`), `_include=${source}:${param}`).toContain(keyOf(to));
      const back = await search(target, ['_id', to.id], ['_revinclude', `${source}:${param}`]);
      expect(ofExamples(back.brought), `_revinclude=${source}:${param}`).toEqual(all.filter((id) => !(source === target && id === to.id)));
    }
  });

  it.each([
    ['DiagnosticReport?subject:Patient.name=peter', (one: Resource) => JSON.stringify(one).includes('"subject":{"reference":"Patient/example"')],
    ['Observation?patient.gender=male&code=http://loinc.org|8867-4', (one: Resource) => JSON.stringify(one).includes('"code":"8867-4"') && JSON.stringify(one).includes('"subject":{"reference":"Patient/example"')],
    ['Patient?_has:Observation:patient:code=http://loinc.org|8867-4', (one: Resource) => one.id === 'example'],
    ['Patient?_has:Observation:patient:_has:Provenance:target:_id=never', () => false],
  ])('%s finds what the text says', async (query, expected) => {
    const [type = '', asked = ''] = query.split('?');
    const wanted = sound.filter((one) => one.resourceType === type && expected(one)).map((one) => one.id).toSorted(byText);
    expect(await ids(type, ...new URLSearchParams(asked))).toEqual(wanted);
  });

  it(':iterate goes on where an inclusion arrived, and each comes once', async () => {
    const { brought } = await search('MedicationRequest', ['_include', 'MedicationRequest:patient'], ['_include:iterate', 'Patient:organization'], ['_count', '1000']);
    const came = brought.map((hit) => `${hit.type}/${hit.id}`);
    expect(new Set(came).size).toBe(came.length);
    expect([...new Set(brought.map((hit) => hit.type))].toSorted(byText)).toEqual(['Organization', 'Patient']);
  });
});

describe('sorting and paging', () => {
  it('by every parameter of a type shows each example once, on pages of any size', async () => {
    for (const type of ['Observation', 'Patient', 'MedicationRequest', 'Encounter', 'Condition'] satisfies KeptType[]) {
      const all = sound.filter((one) => one.resourceType === type).map((one) => one.id).toSorted(byText);
      const sortable = [...known.parameters.get(type)?.values() ?? []].filter((one) => !['composite', 'special'].includes(one.type)).map((one) => one.code);
      for (const [index, code] of sortable.entries()) {
        const seen: string[] = [];
        const pairs = [['_sort', index % 2 === 0 ? code : `-${code}`], ['_count', String(3 + (index % 5) * 7)]] as const;
        let page = await find(record.doors, type, pairs, { sight: fullSight });
        for (;;) {
          seen.push(...page.hits.map((hit) => hit.id));
          if (!page.next) break;
          page = await find(record.doors, type, pairs, { sight: fullSight, after: page.next });
        }
        expect(seen.toSorted(byText), `${type}?_sort=${code}`).toEqual(all);
      }
    }
  });

  it('by a date puts the earlier first and what has none last', async () => {
    const dates = (await search('Observation', ['_sort', 'date'], ['_count', '1000'])).hits.map((hit) => (hit.content as { effectiveDateTime?: string; effectivePeriod?: { start?: string } }).effectiveDateTime ?? (hit.content as { effectivePeriod?: { start?: string } }).effectivePeriod?.start);
    const given = dates.filter((date) => date !== undefined).map((date) => date.slice(0, 4));
    expect(given).toEqual(given.toSorted(byText));
    expect(dates.slice(given.length).every((date) => date === undefined)).toBe(true);
  });

  it('_count=0 and _summary=count give the number alone', async () => {
    for (const pair of [['_count', '0'], ['_summary', 'count']] as const) expect(await search('Observation', pair)).toMatchObject({ hits: [], total: sound.filter((one) => one.resourceType === 'Observation').length });
  });
});
