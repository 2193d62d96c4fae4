import { sql } from 'kysely';
import type { Resource, StructureDefinition, ValueSet } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { Reader } from '../store/tables.ts';

/** Keeps a value set or profile under its canonical address. A profile needs a snapshot: a differential alone checks nothing. */
export async function keepConformance(work: Work, resource: ValueSet | StructureDefinition): Promise<void> {
  if (resource.url === undefined || (resource.resourceType === 'StructureDefinition' && !resource.snapshot)) throw new Problem(refusals.invalid, { fields: { [resource.url === undefined ? 'url' : 'snapshot']: 'wajib ada' } });
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
