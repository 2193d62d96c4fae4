import type { Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Definitions } from '../fhir/definitions.ts';
import { extract } from '../fhir/extract.ts';
import { isKeptType, type KeptType, type Stored } from '../fhir/types.ts';
import { faultsOf, refuseFaults } from '../fhir/validate.ts';
import { refusals } from '../problems.ts';
import { isSensitive, sightOf } from '../rules/sight.ts';
import { existing, referringTo } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { Draft } from '../store/write.ts';
import type { RecordDoors } from './doors.ts';

/** A resource checked and ready to be stored as version `version` of `id`. */
export async function prepare(doors: RecordDoors, known: Definitions, work: Work, resource: Resource, as: { id: string; version: number; method: Draft['method']; nr?: bigint | undefined; before?: Resource | undefined }): Promise<Draft & { content: Stored }> {
  const type = keptTypeOf(resource);
  refuseFaults(faultsOf(known, resource, await doors.terminology.profilesOf(resource, work)));
  const content = { ...resource, id: as.id, meta: { ...resource.meta, versionId: String(as.version), lastUpdated: work.now.toString({ smallestUnit: 'millisecond' }) } } as Stored;
  return {
    type, id: as.id, nr: as.nr, version: as.version, method: as.method, content, rows: extract(known, content, doors.zone),
    before: as.before && extract(known, as.before, doors.zone),
  };
}

/** The type of a resource, when this record keeps it. */
export function keptTypeOf(resource: { readonly resourceType?: unknown }): KeptType {
  const type = resource.resourceType;
  if (typeof type !== 'string') throw new Problem(refusals.malformed, { fields: { resourceType: 'resourceType' } });
  if (!isKeptType(type)) throw new Problem(refusals.unknownType, { fields: { resourceType: type } });
  return type;
}

/** Refuses references into this record that lead nowhere. `coming` are the resources the same transaction writes, as `Type/id`. */
export async function refuseDangling(doors: RecordDoors, work: Work, drafts: readonly Draft[], coming: ReadonlySet<string> = new Set()): Promise<void> {
  if (doors.references === 'open') return;
  const wanted = new Map<string, { type: string; id: string; at: string }>();
  for (const { rows, type } of drafts) {
    for (const row of rows.reference) {
      const key = `${row.target_type}/${row.target_id}`;
      if (isKeptType(row.target_type) && !coming.has(key)) wanted.set(key, { type: row.target_type, id: row.target_id, at: row.param.replace(`${type}.`, `${type} `) });
    }
  }
  if (wanted.size === 0) return;
  const there = await existing(reader(doors.database, work), [...wanted.values()]);
  const fields = Object.fromEntries([...wanted].filter(([key]) => !there.has(key)).map(([key, { at }]) => [at, key]));
  if (Object.keys(fields).length > 0) throw new Problem(refusals.danglingReference, { fields, facts: { issues: Object.entries(fields).map(([at, key]) => ({ severity: 'error', code: 'not-found', details: { text: `Rekam ${key} tidak ada` }, expression: [at.replace(' ', '.')] })) } });
}

/** Refuses deletions that would leave references leading nowhere; says who refers, as far as the one who deletes may know. Asked when everything else of the transaction is written. */
export async function refuseReferred(doors: RecordDoors, work: Work, gone: readonly { type: string; id: string }[]): Promise<void> {
  if (doors.references === 'open') return;
  const by = await referringTo(reader(doors.database, work), gone);
  if (by.length === 0) return;
  const { sensitive } = sightOf(work.actor);
  const named = by.map(({ from, to, labels }) => ({ from: sensitive || !labels.some((code) => isSensitive({ code })) ? from : 'Rekam peka', to }));
  throw new Problem(refusals.referenced, {
    fields: Object.fromEntries(named.map(({ from, to }) => [to, from])),
    facts: { issues: named.map(({ from, to }) => ({ severity: 'error', code: 'conflict', details: { text: `${from} masih menunjuk ${to}. ${refusals.referenced.detail}` }, expression: [to.split('/')[0] ?? to] })) },
  });
}
