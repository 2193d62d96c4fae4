import type { Operation } from '@medplum/core';
import type { Parameters, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { definitions, type Definitions } from '../fhir/definitions.ts';
import type { KeptType } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { lockedRows } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';
import { holdCriteria } from './conditional.ts';
import { findOne } from './find.ts';
import { refuseMoved, replace, type Guard, type Written } from './write.ts';

/** JSON Patch (RFC 6902, `test` included) or FHIRPath Patch (a Parameters resource). */
export type Patch = readonly Operation[] | Parameters;

/** Changes parts of a resource; a step that does not fit refuses all of them. */
export async function patch<T extends Resource>(doors: RecordDoors, work: Work, type: KeptType, id: string, steps: Patch, guard: Guard = {}): Promise<Written<T>> {
  const row = (await lockedRows(reader(doors.database, work), [{ type, id }])).get(`${type}/${id}`);
  if (!row) throw new Problem(refusals.notFound);
  if (!row.content) throw new Problem(refusals.gone);
  refuseMoved(row, guard);
  const changed = patched(await definitions(), row.content, steps);
  if (changed.resourceType !== type || changed.id !== id) throw new Problem(refusals.idMismatch);
  return replace(doors, work, changed as T, { id, row, method: 'PATCH', guard });
}

/** The same for the one resource a condition names. */
export async function patchWhere<T extends Resource>(doors: RecordDoors, work: Work, type: KeptType, criteria: string, steps: Patch): Promise<Written<T>> {
  await holdCriteria(work, type, criteria);
  const id = await findOne(doors, work, type, criteria);
  if (id === undefined) throw new Problem(refusals.notFound);
  return patch(doors, work, type, id, steps);
}

/** The steps an entry of a bundle carries: FHIRPath Patch as Parameters, or JSON Patch in a Binary (`data` in base64). */
export function patchOfEntry(resource: Resource): Patch {
  if (resource.resourceType === 'Parameters') return resource;
  if (resource.resourceType !== 'Binary' || resource.data === undefined) throw new Problem(refusals.patchForm);
  try {
    return JSON.parse(Buffer.from(resource.data, 'base64').toString('utf8')) as Patch;
  } catch (error) {
    throw new Problem(refusals.patchForm, { cause: error });
  }
}

const operations: ReadonlySet<unknown> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/** The resource after the steps, or the refusal that names the first step that does not fit. */
export function patched({ core }: Definitions, resource: Resource, steps: Patch): Resource {
  const copy = core.deepClone(resource);
  if ('resourceType' in steps) {
    try {
      core.fhirpathPatchTypedValue(core.toTypedValue(copy), core.parseFhirPathPatchParameters(steps));
    } catch (error) {
      throw new Problem(refusals.patchFailed, { fields: { patch: error instanceof Error ? error.message : 'patch' }, cause: error });
    }
    return copy;
  }
  if (!Array.isArray(steps) || !steps.every((step: Operation) => operations.has(step.op) && typeof step.path === 'string')) throw new Problem(refusals.patchForm);
  const failed = core.applyPatch(copy, [...steps]).findIndex((error) => error !== null);
  if (failed >= 0) throw new Problem(refusals.patchFailed, { fields: { [`patch[${failed}]`]: `${steps[failed]?.op} ${steps[failed]?.path}` } });
  return copy;
}
