import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Actor } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import { openTerminology, type Terminology } from './terminology/index.ts';
import type { ResourceOf, Stored } from './fhir/types.ts';
import type { KeptType } from './fhir/types.ts';
import { createUnless, removeWhere, updateWhere } from './verbs/conditional.ts';
import type { RecordDoors } from './verbs/doors.ts';
import { historyOf, versionOf, type History } from './verbs/history.ts';
import { patch, patchWhere, type Patch } from './verbs/patch.ts';
import { mergePatients, partPatients } from './verbs/merge.ts';
import { transact } from './verbs/transaction.ts';
import { create, remove, update, type Guard, type Written } from './verbs/write.ts';
import { answerOf, readOne, readSeveral, searchFor, type Results, type Why } from './verbs/reading.ts';

/**
 * The hospital's clinical record as other services use it. Writes happen in the caller's unit of work, so that a visit's state, its resources, events and audit entry commit
 * together; each version carries a Provenance. Reads say who looks and why, and are logged before anything is handed out.
 */
export interface ClinicalRecord {
  readonly terminology: Terminology;
  /** Stores a new resource; with `ifNoneExist` only when no resource satisfies the condition, race-free. */
  create<T extends Resource>(work: Work, resource: T, options?: { ifNoneExist?: string | undefined }): Promise<Written<T>>;
  /** Replaces a resource by its next version (`resource.id`), or the one a condition names. `ifMatch` is the version the caller saw. */
  update<T extends Resource>(work: Work, resource: T, options?: Guard & { where?: string | undefined }): Promise<Written<T>>;
  /** JSON Patch or FHIRPath Patch. */
  patch<T extends KeptType>(work: Work, type: T, id: string, steps: Patch, guard?: Guard): Promise<Written<ResourceOf<T>>>;
  patchWhere<T extends KeptType>(work: Work, type: T, criteria: string, steps: Patch): Promise<Written<ResourceOf<T>>>;
  remove(work: Work, type: KeptType, id: string, guard?: Guard): Promise<{ version: number } | undefined>;
  removeWhere(work: Work, type: KeptType, criteria: string): Promise<{ version: number } | undefined>;
  /** Two patients found to be one person: all that names `gone` names `kept` from now on. Undone by `partPatients`. */
  mergePatients(work: Work, pair: { gone: string; kept: string; reason: string }): Promise<{ moved: number }>;
  partPatients(work: Work, pair: { gone: string; reason: string }): Promise<{ moved: number }>;
  /** A transaction bundle, all or nothing; the answer keeps the order of the entries. */
  transaction(work: Work, bundle: Bundle): Promise<Bundle>;
  /** One resource, or nothing when there is none. A deleted one is refused as gone. */
  read<T extends KeptType>(by: Actor | Work, type: T, id: string, why: Why): Promise<Stored<ResourceOf<T>> | undefined>;
  /** Several by their keys, in no order, with one look for all; what is gone is left out. */
  readSeveral(by: Actor | Work, keys: readonly { type: KeptType; id: string }[], why: Why): Promise<Stored[]>;
  /** Versions newest first, of one resource, a type or all. */
  history(of: { type?: KeptType; id?: string }, options?: Parameters<typeof historyOf>[2]): Promise<History>;
  version(type: KeptType, id: string, version: number): ReturnType<typeof versionOf>;
  /** Searches one type by R4 parameters: `patient=Patient/1&code=http://loinc.org|4548-4&_sort=-date`. Strict: an unknown parameter is refused. */
  search<T extends KeptType>(by: Actor | Work, type: T, query: string | readonly (readonly [name: string, value: string])[], why: Why): Promise<Results<ResourceOf<T>>>;
}

/** Opens the record on the house's floors. It keeps nothing in memory but the R4 definitions, so any number of services may open it. */
export function openRecord(given: { database: Database; zone: string; references?: 'checked' | 'open'; updateCreates?: boolean }): ClinicalRecord & { readonly doors: RecordDoors } {
  const terminology = openTerminology(given.database);
  const doors: RecordDoors = { database: given.database, zone: given.zone, references: given.references ?? 'checked', updateCreates: given.updateCreates ?? true, terminology };
  return {
    doors, terminology,
    create: (work, resource, options = {}) => (options.ifNoneExist === undefined ? create(doors, work, resource) : createUnless(doors, work, resource, options.ifNoneExist)),
    update: (work, resource, options = {}) => (options.where === undefined ? update(doors, work, resource, options) : updateWhere(doors, work, resource, options.where, options)),
    patch: (work, type, id, steps, guard) => patch(doors, work, type, id, steps, guard),
    patchWhere: (work, type, criteria, steps) => patchWhere(doors, work, type, criteria, steps),
    remove: (work, type, id, guard) => remove(doors, work, type, id, guard),
    removeWhere: (work, type, criteria) => removeWhere(doors, work, type, criteria),
    mergePatients: (work, pair) => mergePatients(doors, work, pair),
    partPatients: (work, pair) => partPatients(doors, work, pair),
    transaction: (work, bundle) => transact(doors, work, bundle, (within, url) => answerOf(doors, within, url)),
    read: (by, type, id, why) => readOne(doors, by, type, id, why),
    readSeveral: (by, keys, why) => readSeveral(doors, by, keys, why),
    search: (by, type, query, why) => searchFor(doors, by, type, query, why),
    history: (of, options) => historyOf(doors, of, options),
    version: (type, id, version) => versionOf(doors, type, id, version),
  };
}
