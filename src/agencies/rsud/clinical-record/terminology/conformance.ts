import { sql } from 'kysely';
import type { ConceptMap, Resource, StructureDefinition, ValueSet } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { definitions } from '../fhir/definitions.ts';
import { issuesOf, refuseFaults } from '../fhir/validate.ts';
import { refusals } from '../problems.ts';
import type { Reader } from '../store/tables.ts';

export const definitionTypes = ['StructureDefinition', 'ValueSet', 'ConceptMap'] as const;
export type Definition = StructureDefinition | ValueSet | ConceptMap;

/** Keeps a value set, a map or a profile under its canonical address. It must be what R4 calls one, and a profile needs a snapshot: a differential alone checks nothing. */
export async function keepConformance(work: Work, resource: Definition): Promise<void> {
  if (resource.url === undefined || (resource.resourceType === 'StructureDefinition' && !resource.snapshot)) throw new Problem(refusals.invalid, { fields: { [resource.url === undefined ? 'url' : 'snapshot']: 'wajib ada' } });
  const known = await definitions();
  refuseFaults(issuesOf(known, () => known.core.validateResource(resource)));
  await sql`insert into clinical_record.conformance (url, kind, content, updated) values (${resource.url}, ${resource.resourceType}, ${JSON.stringify(resource)}::jsonb, ${work.now.toString()}::timestamptz)
    on conflict (url) do update set kind = excluded.kind, content = excluded.content, updated = excluded.updated`.execute(work.tables<unknown>());
}

/** The profiles a resource claims in `meta.profile` that are kept here. */
export async function profilesOf(door: Reader, resource: Resource): Promise<StructureDefinition[]> {
  const urls = (resource.meta?.profile ?? []).map((url) => url.split('|')[0] ?? url);
  if (urls.length === 0) return [];
  const { rows } = await sql<{ content: StructureDefinition }>`select content from clinical_record.conformance where kind = 'StructureDefinition' and url = any(${urls}::text[])`.execute(door);
  return rows.map((row) => row.content).filter((profile) => profile.type === resource.resourceType);
}

/** What is kept of one kind, by address, or all of it. */
export async function keptDefinitions(door: Reader, kind: Definition['resourceType'], url?: string): Promise<{ content: Definition; updated: Temporal.Instant }[]> {
  return (await sql<{ content: Definition; updated: Temporal.Instant }>`select content, updated from clinical_record.conformance where kind = ${kind} ${url === undefined ? sql`` : sql`and url = ${url}`} order by url`.execute(door)).rows;
}
