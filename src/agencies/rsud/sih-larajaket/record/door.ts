import type { Resource } from '@medplum/fhirtypes';
import type { Actor } from '#kernel/actor';
import type { Work } from '#platform/database';

export type KeptResource = Resource & { id: string };

/** The part of the hospital's clinical record this service writes and reads. Ids of resources are ours, so that a fact written twice is one resource. */
export interface RecordDoor {
  /** Writes resources in the caller's work, all or none: each is created, or becomes a new version of what has its type and id. */
  put(work: Work, resources: readonly KeptResource[]): Promise<void>;
  /** Resources of one type by R4 search parameters. The reading is written down by the record before anything is handed out. */
  search<T extends ReadType>(by: Actor | Work, type: T, params: Readonly<Record<string, string>>): Promise<Extract<Resource, { resourceType: T }>[]>;
  /** Resources by their keys, in no order; one look for all. */
  several(by: Actor | Work, keys: readonly { type: ReadType; id: string }[]): Promise<KeptResource[]>;
  /** Two patients became one person: all that names the one names the other from now on. Nothing happens when the record knows only one of them, or was told before. */
  merge(work: Work, pair: { gone: string; kept: string; reason: string }): Promise<void>;
  /** One entry of a dictionary, or nothing. */
  code(system: Dictionary, code: string, within?: Work): Promise<CodeEntry | undefined>;
  /** Adds entries of our own wording, for a demonstration on an empty dictionary. */
  teach(work: Work, system: Dictionary, entries: readonly { code: string; display: string; synonyms: readonly string[] }[]): Promise<void>;
  /** Entries by code or by everyday Indonesian words: `kencing manis`. */
  find(system: Dictionary, words: string): Promise<CodeEntry[]>;
}

export type Dictionary = 'icd-10' | 'icd-9-cm';
export type ReadType = 'AllergyIntolerance' | 'Condition' | 'MedicationRequest' | 'Observation' | 'Encounter' | 'Procedure' | 'ServiceRequest' | 'DiagnosticReport' | 'MedicationDispense' | 'Composition';

/** An entry of a dictionary. `retired`: shown in old records, not chosen any more. */
export interface CodeEntry { readonly code: string; readonly display: string; readonly retired: boolean }
