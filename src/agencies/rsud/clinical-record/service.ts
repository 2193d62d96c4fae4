import type { RandomBytes } from '#kernel/ids';
import type { Perform } from '#platform/action';
import type { Config } from '#platform/config';
import type { Database } from '#platform/database';
import type { Documents } from '#platform/documents';
import type { Http } from '#platform/http';
import type { Vault } from '#platform/vault';
import type { Access } from '#commons/access';
import { mountApi } from './api/mount.ts';
import { mountRelease } from './pages/mount-release.tsx';
import { mountCodes } from './pages/mount.tsx';
import { openRecord } from './record.ts';
import { openSeen } from './seen/seen.ts';
import { recordProvenance } from './verbs/trace.ts';

/** The floors the clinical record stands on. */
export interface RecordFloors {
  readonly config: Config;
  readonly database: Database;
  readonly regency: { readonly zone: string };
  readonly access: Access;
  readonly documents: Documents;
  readonly http: Http;
  readonly perform: Perform;
  readonly random: RandomBytes;
  readonly vault: Vault;
}

/** Mounts the clinical record: the FHIR door, the log of looks, and the Provenance that every unit of work that writes resources carries. */
export function mount(floors: RecordFloors): void {
  const { database, regency } = floors;
  database.record((work) => recordProvenance(work, regency.zone));
  const seen = openSeen(floors);
  const record = openRecord({ database, zone: regency.zone });
  mountApi({ ...floors, record, seen });
  mountCodes({ ...floors, record });
  mountRelease({ ...floors, record, seen });
}
