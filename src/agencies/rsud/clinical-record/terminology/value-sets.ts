import { sql } from 'kysely';
import type { CodeSystemConcept, ValueSet } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { definitions } from '../fhir/definitions.ts';
import { refusals } from '../problems.ts';
import { fold } from '../rules/fold.ts';
import type { Reader } from '../store/tables.ts';
import { listConcepts } from './concepts.ts';

const most = 20_000;

/** A value set kept here or defined by R4. */
async function valueSetAt(door: Reader, url: string): Promise<ValueSet | undefined> {
  const bare = url.split('|')[0] ?? url;
  const { rows } = await sql<{ content: ValueSet }>`select content from clinical_record.conformance where url = ${bare} and kind = 'ValueSet'`.execute(door);
  return rows[0]?.content ?? (await definitions()).codes.valueSet(bare);
}

/** Every code of a value set, its inner sets and whole systems included. */
export async function codesOf(door: Reader, url: string): Promise<readonly { system: string; code: string }[]> {
  const set = await valueSetAt(door, url);
  if (!set) throw new Problem(refusals.parameterForm, { detail: 'Daftar nilai (ValueSet) ini tidak dikenal di sini. Simpan dahulu, atau sebut kodenya satu per satu.', fields: { valueSet: url } });
  return codesIn(door, set);
}

async function codesIn(door: Reader, set: ValueSet): Promise<{ system: string; code: string }[]> {
  const codes: { system: string; code: string }[] = [];
  for (const part of set.compose?.include ?? []) {
    for (const inner of part.valueSet ?? []) codes.push(...await codesOf(door, inner));
    if (part.system === undefined) continue;
    const { system } = part;
    if (part.concept) codes.push(...part.concept.map(({ code }) => ({ system, code })));
    else {
      const base = (await definitions()).codes.codeSystem(system);
      if (base?.concept) { codes.push(...displaysOf(base.concept).map(([code]) => ({ system, code }))); continue; }
      const below = part.filter?.find((filter) => filter.op === 'is-a' || filter.op === 'descendent-of')?.value;
      codes.push(...(await listConcepts(door, system, { filter: undefined, below, offset: 0, limit: most })).map(({ code }) => ({ system, code })));
    }
  }
  return codes;
}

export interface Expansion {
  readonly concepts: readonly { readonly system: string; readonly code: string; readonly display: string | undefined }[];
  readonly total: number | undefined;
}

/** A page of a value set; a code system's own address stands for all of it. */
export async function expand(door: Reader, url: string, page: { filter?: string | undefined; count: number; offset: number }): Promise<Expansion> {
  const system = (await definitions()).codes.codeSystem(url);
  const set: ValueSet | undefined = await valueSetAt(door, url) ?? (system && { resourceType: 'ValueSet', status: 'active', compose: { include: [{ system: url }] } });
  if (!set) {
    return { concepts: await listConcepts(door, url, { filter: page.filter, below: undefined, offset: page.offset, limit: page.count }), total: undefined };
  }
  const words = fold(page.filter ?? '').split(' ').filter((word) => word !== '');
  const all = (await named(door, set)).filter(({ code, display }) => words.every((word) => ` ${fold(`${code} ${display ?? ''}`)}`.includes(` ${word}`)));
  return { concepts: all.slice(page.offset, page.offset + page.count), total: all.length };
}

/** The codes of a set with their words: those of the set itself, of the store, or of the base definitions. */
async function named(door: Reader, set: ValueSet): Promise<{ system: string; code: string; display: string | undefined }[]> {
  const { codes } = await definitions();
  const given = new Map((set.compose?.include ?? []).flatMap((part) => (part.concept ?? []).map((concept) => [`${part.system}|${concept.code}`, concept.display] as const)));
  const found: { system: string; code: string; display: string | undefined }[] = [];
  const listed = new Map<string, Map<string, string>>();
  for (const { system, code } of await codesIn(door, set)) {
    if (!listed.has(system)) listed.set(system, new Map([...displaysOf(codes.codeSystem(system)?.concept ?? []), ...(await listConcepts(door, system, { filter: undefined, below: undefined, offset: 0, limit: most })).map((concept) => [concept.code, concept.display] as const)]));
    found.push({ system, code, display: given.get(`${system}|${code}`) ?? listed.get(system)?.get(code) });
  }
  return found;
}

function displaysOf(concepts: readonly CodeSystemConcept[]): (readonly [string, string])[] {
  return concepts.flatMap((concept) => [...(concept.display === undefined ? [] : [[concept.code, concept.display] as const]), ...displaysOf(concept.concept ?? [])]);
}
