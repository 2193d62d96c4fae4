import type { Resource, StructureDefinition } from '@medplum/fhirtypes';
import type { Database, Work } from '#platform/database';
import { reader } from '../store/tables.ts';
import { allSystems, compareConcepts, conceptAt, searchConcepts, storeConcepts, type CodeSystemRow, type Concept, type ImportReport, type NewConcept } from './concepts.ts';
import { translate, type TranslateQuery, type Translation } from './concept-maps.ts';
import { keepConformance, keptDefinitions, profilesOf, type Definition } from './conformance.ts';
import { codesOf, expand, type Expansion } from './value-sets.ts';

/** Codes and their words: what the hospital imported, the starter set, and the base value sets of R4. */
export interface Terminology {
  /** Type-ahead: concepts found by code, Indonesian everyday words or English title. Headings only where asked for. */
  search(system: string, typed: string, options?: { limit?: number; headings?: boolean; within?: Work }): Promise<Concept[]>;
  lookup(system: string, code: string, within?: Work): Promise<Concept | undefined>;
  systems(): Promise<CodeSystemRow[]>;
  /** Every code of a value set; for `:in`. Refuses a set that is not known here. */
  codesOf(url: string, within?: Work): Promise<readonly { system: string; code: string }[]>;
  /** A page of a value set, or of a whole code system by its address, filtered by words. */
  expand(url: string, page: { filter?: string | undefined; count: number; offset: number }): Promise<Expansion>;
  /** The profiles a resource claims that are kept here. */
  profilesOf(resource: Resource, within?: Work): Promise<readonly StructureDefinition[]>;
  /** The codes a code is mapped to, by the maps kept here and those of R4. */
  translate(asked: TranslateQuery): Promise<Translation[]>;
  /** Keeps a value set, map or profile under its canonical address; what is written from now on is held to it. */
  keep(work: Work, resource: Definition): Promise<void>;
  /** What is kept of one kind. */
  kept(kind: Definition['resourceType'], url?: string): Promise<{ content: Definition; updated: Temporal.Instant }[]>;
  /** What storing these concepts would change. */
  compare(system: string, concepts: readonly NewConcept[], complete: boolean, within?: Work): Promise<ImportReport>;
  /** Adds or renews concepts of a system: an import, or the drug dictionary's cache. */
  store(work: Work, system: CodeSystemRow, concepts: readonly NewConcept[]): Promise<{ stored: number; retired: number }>;
}

export function openTerminology(database: Database): Terminology {
  return {
    search: (system, typed, options = {}) => searchConcepts(reader(database, options.within), system, typed, { limit: options.limit ?? 20, headings: options.headings ?? false }),
    lookup: (system, code, within) => conceptAt(reader(database, within), system, code),
    systems: () => allSystems(reader(database)),
    codesOf: (url, within) => codesOf(reader(database, within), url),
    expand: (url, page) => expand(reader(database), url, page),
    profilesOf: (resource, within) => profilesOf(reader(database, within), resource),
    translate: (asked) => translate(reader(database), asked),
    keep: keepConformance,
    kept: (kind, url) => keptDefinitions(reader(database), kind, url),
    compare: (system, concepts, complete, within) => compareConcepts(reader(database, within), system, concepts, complete),
    store: storeConcepts,
  };
}
