import type { Database } from '#platform/database';
import { recordProvenance } from './verbs/trace.ts';

/** The floors the clinical record stands on. */
export interface RecordFloors {
  readonly database: Database;
  readonly regency: { readonly zone: string };
}

/** Mounts the clinical record: from now on every unit of work that writes resources carries its Provenance. */
export function mount(floors: RecordFloors): void {
  floors.database.record((work) => recordProvenance(work, floors.regency.zone));
}
