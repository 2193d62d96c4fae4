import { sql } from 'kysely';
import type { Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { KeptType, Stored } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { lockedRows } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';
import { findOne, pairsOf } from './find.ts';
import { keptTypeOf } from './prepare.ts';
import { create, remove, update, type Guard, type Written } from './write.ts';

/**
 * Waits for everybody else who asks the same condition, until this transaction ends. Without it two would both find nothing and both create.
 * The lock is on the condition in one spelling: names and values sorted.
 */
export async function holdCriteria(work: Work, type: KeptType, criteria: string): Promise<void> {
  const spelled = pairsOf(criteria).map(([name, value]) => `${name}=${value}`).sort().join('&');
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${type}?${spelled}`}, 1409))`.execute(work.tables<unknown>());
}

/** If-None-Exist: creates unless one resource already satisfies the condition; that one is the answer then. */
export async function createUnless<T extends Resource>(doors: RecordDoors, work: Work, resource: T, criteria: string): Promise<Written<T>> {
  const type = keptTypeOf(resource);
  await holdCriteria(work, type, criteria);
  const id = await findOne(doors, work, type, criteria);
  if (id === undefined) return create(doors, work, resource);
  return { resource: await lockedText<T>(doors, work, type, id), outcome: 'unchanged' };
}

/** PUT with a condition: replaces the one match, or creates when there is none. */
export async function updateWhere<T extends Resource & { id?: string | undefined }>(doors: RecordDoors, work: Work, resource: T, criteria: string, guard: Guard = {}): Promise<Written<T>> {
  const type = keptTypeOf(resource);
  await holdCriteria(work, type, criteria);
  const id = await findOne(doors, work, type, criteria);
  if (id === undefined) return resource.id === undefined ? create(doors, work, resource) : update(doors, work, resource, guard);
  if (resource.id !== undefined && resource.id !== id) throw new Problem(refusals.idMismatch);
  return update(doors, work, { ...resource, id }, guard);
}

/** DELETE with a condition: the one match goes; none is no fault, several are. */
export async function removeWhere(doors: RecordDoors, work: Work, type: KeptType, criteria: string): Promise<{ version: number } | undefined> {
  await holdCriteria(work, type, criteria);
  const id = await findOne(doors, work, type, criteria);
  return id === undefined ? undefined : remove(doors, work, type, id);
}

async function lockedText<T extends Resource>(doors: RecordDoors, work: Work, type: KeptType, id: string): Promise<Stored<T>> {
  const row = (await lockedRows(reader(doors.database, work), [{ type, id }])).get(`${type}/${id}`);
  if (!row?.content) throw new Problem(refusals.notFound);
  return row.content as Stored<T>;
}
