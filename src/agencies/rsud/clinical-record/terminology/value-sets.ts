import { sql } from 'kysely';
import type { ValueSet } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { definitions } from '../fhir/definitions.ts';
import { refusals } from '../problems.ts';
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
  const codes: { system: string; code: string }[] = [];
  for (const part of set.compose?.include ?? []) {
    for (const inner of part.valueSet ?? []) codes.push(...await codesOf(door, inner));
    if (part.system === undefined) continue;
    const { system } = part;
    if (part.concept) codes.push(...part.concept.map(({ code }) => ({ system, code })));
    else {
      const below = part.filter?.find((filter) => filter.op === 'is-a' || filter.op === 'descendent-of')?.value;
      codes.push(...(await listConcepts(door, system, { filter: undefined, below, offset: 0, limit: most })).map(({ code }) => ({ system, code })));
    }
  }
  return codes;
}
