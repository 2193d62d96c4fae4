import type { Manifest, OwnCase } from '#kernel/manifest';
import type { steerableClock } from '#kernel/time';
import * as clinicalRecord from './agencies/rsud/clinical-record/service.ts';
import * as sihLarajaket from './agencies/rsud/sih-larajaket/service.ts';
import * as sajiMuba from './agencies/dpmptsp/saji-muba/service.ts';
import * as saroale from './agencies/rsud/saroale/service.ts';
import { manifest as clinicalRecordManifest } from '#agencies/rsud/clinical-record/manifest';
import { manifest as sajiMubaManifest } from '#agencies/dpmptsp/saji-muba/manifest';
import { manifest as saroaleManifest } from '#agencies/rsud/saroale/manifest';
import { manifest as sihLarajaketManifest } from '#agencies/rsud/sih-larajaket/manifest';
import type { Floors } from './floors.ts';

/** What a mounted service leaves to the house. */
export interface Mounted {
  /** Fills an empty service with its synthetic world; called at every start with DEMO=on, before anybody is let in. */
  readonly demo?: (clock: ReturnType<typeof steerableClock>) => Promise<unknown>;
  /** The cases of these persons, newest first, for the account of a resident. */
  readonly casesOf?: (personIds: readonly string[]) => Promise<readonly OwnCase[]>;
}

/** A service as the house opens it. */
export interface Service {
  readonly manifest: Manifest;
  /** Puts the service's rooms on the floors: routes, jobs, subscribers, chat tasks. */
  readonly mount: (floors: Floors) => Mounted | void | Promise<Mounted>;
}

/** Every service of this house. `./serasan new-service` adds a line. */
export const services: readonly Service[] = [
  { manifest: saroaleManifest, mount: saroale.mount },
  { manifest: sajiMubaManifest, mount: sajiMuba.mount },
  { manifest: clinicalRecordManifest, mount: clinicalRecord.mount },
  { manifest: sihLarajaketManifest, mount: sihLarajaket.mount },
];
