import type { Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { definitions } from '../fhir/definitions.ts';
import { extract } from '../fhir/extract.ts';
import { isKeptType, type KeptType, type Stored } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { lockedRows } from '../store/read.ts';
import { reader, type CurrentRow } from '../store/tables.ts';
import { storeDrafts, type Draft } from '../store/write.ts';
import type { RecordDoors } from './doors.ts';
import { keptTypeOf, prepare, refuseDangling, refuseReferred } from './prepare.ts';
import { traceOf } from './trace.ts';

/** What became of a write. */
export interface Written<T extends Resource = Resource> {
  readonly resource: Stored<T>;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

/** Stores drafts with their trace. */
export async function keep(work: Work, drafts: readonly Draft[]): Promise<void> {
  traceOf(work, drafts);
  if (work.facts['subject'] === undefined && drafts[0]) work.note({ subject: `${drafts[0].type}/${drafts[0].id}` });
  await storeDrafts(work, drafts);
}

/** Creates a resource under a new id. */
export async function create<T extends Resource>(doors: RecordDoors, work: Work, resource: T): Promise<Written<T>> {
  const draft = await prepare(doors, await definitions(), work, resource, { id: work.newId(), version: 1, method: 'POST' });
  await refuseDangling(doors, work, [draft]);
  await keep(work, [draft]);
  return { resource: draft.content as Stored<T>, outcome: 'created' };
}

/** A change that must not overwrite what the caller has not seen. */
export interface Guard {
  /** Version the caller saw; another one refuses the write. */
  readonly ifMatch?: number | undefined;
}

/** Replaces a resource by its next version; an unknown id is created where the record allows it. An equal text makes no version. */
export async function update<T extends Resource & { id?: string | undefined }>(doors: RecordDoors, work: Work, resource: T, guard: Guard = {}): Promise<Written<T>> {
  const type = keptTypeOf(resource);
  const id = idOf(resource.id);
  const row = (await lockedRows(reader(doors.database, work), [{ type, id }])).get(`${type}/${id}`);
  if (!row && (guard.ifMatch !== undefined || !doors.updateCreates)) throw new Problem(guard.ifMatch === undefined ? refusals.notFound : refusals.versionMoved);
  return replace(doors, work, resource, { id, row, method: 'PUT', guard });
}

/** Writes `resource` as the next version of a locked row (or the first). */
export async function replace<T extends Resource>(doors: RecordDoors, work: Work, resource: T, as: { id: string; row: CurrentRow | undefined; method: 'PUT' | 'PATCH'; guard: Guard }): Promise<Written<T>> {
  refuseMoved(as.row, as.guard);
  const known = await definitions();
  if (as.row?.content && sameText(known.core.deepEquals, as.row.content, resource)) return { resource: as.row.content as Stored<T>, outcome: 'unchanged' };
  const draft = await prepare(doors, known, work, resource, { id: as.id, version: (as.row?.version ?? 0) + 1, method: as.method, nr: as.row?.nr, before: as.row?.content ?? undefined });
  await refuseDangling(doors, work, [draft], new Set([`${draft.type}/${draft.id}`]));
  await keep(work, [draft]);
  return { resource: draft.content as Stored<T>, outcome: as.row && !as.row.gone ? 'updated' : 'created' };
}

/** Deletes: the resource is gone from reads and searches, its history stays. Deleting what is already gone changes nothing. */
export async function remove(doors: RecordDoors, work: Work, type: KeptType, id: string, guard: Guard = {}): Promise<{ version: number } | undefined> {
  const row = (await lockedRows(reader(doors.database, work), [{ type, id }], true)).get(`${type}/${id}`);
  if (!row || row.gone) { refuseMoved(row, guard); return undefined; }
  const draft = await deletionOf(doors, row, guard);
  await keep(work, [draft]);
  await refuseReferred(doors, work, [{ type, id }]);
  return { version: draft.version };
}

/** The draft that deletes a locked row. */
export async function deletionOf(doors: RecordDoors, row: CurrentRow, guard: Guard): Promise<Draft> {
  refuseMoved(row, guard);
  const known = await definitions();
  const nothing = { token: [], string: [], date: [], quantity: [], reference: [], composite: [], patients: [], labels: [] };
  if (!isKeptType(row.type)) throw new Problem(refusals.unknownType);
  return { type: row.type, id: row.id, nr: row.nr, version: row.version + 1, method: 'DELETE', rows: nothing, before: row.content ? extract(known, row.content, doors.zone) : undefined };
}

/** If-Match: the caller's version must still be the latest. */
export function refuseMoved(row: CurrentRow | undefined, { ifMatch }: Guard): void {
  if (ifMatch !== undefined && ifMatch !== row?.version) throw new Problem(refusals.versionMoved, { facts: { version: row?.version ?? 0 } });
}

const idForm = /^[A-Za-z0-9.-]{1,64}$/;

export function idOf(id: string | undefined): string {
  if (id === undefined || !idForm.test(id)) throw new Problem(refusals.idForm, { fields: { id: refusals.idForm.detail } });
  return id;
}

/** Equal but for what the record itself writes into `meta`. */
function sameText(equal: (a: unknown, b: unknown) => boolean, stored: Resource, given: Resource): boolean {
  const bare = (resource: Resource) => { const { versionId: _version, lastUpdated: _updated, ...meta } = resource.meta ?? {}; return { ...resource, id: stored.id, meta }; };
  return equal(bare(stored), bare(given));
}
