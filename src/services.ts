import type { Manifest } from '#kernel/manifest';
import * as saroale from './agencies/rsud/saroale/service.ts';
import { manifest as saroaleManifest } from '#agencies/rsud/saroale/manifest';
import type { Floors } from './house.ts';

/** A service as the house opens it. */
export interface Service {
  readonly manifest: Manifest;
  /** Puts the service's rooms on the floors: routes, jobs, subscribers, chat tasks. */
  readonly mount: (floors: Floors) => void | Promise<void>;
}

/** Every service of this house. `./serasan new-service` adds a line. */
export const services: readonly Service[] = [
  { manifest: saroaleManifest, mount: saroale.mount },
];
