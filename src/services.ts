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
  /** Services it cannot do without. */
  readonly needs?: readonly string[];
  /** No innovation of its own: it runs wherever a service that needs it runs, and no list has to name it. */
  readonly support?: boolean;
}

/** Every service of this program. `./serasan new-service` adds a line here and in the regency's `services.json`. */
const services: readonly Service[] = [
  { manifest: saroaleManifest, mount: saroale.mount },
  { manifest: sajiMubaManifest, mount: sajiMuba.mount },
  { manifest: clinicalRecordManifest, mount: clinicalRecord.mount, support: true },
  { manifest: sihLarajaketManifest, mount: sihLarajaket.mount, needs: ['saroale', 'clinical-record'] },
];

/**
 * The services a regency switched on in its `services.json`, with the supporting ones they need, in the order of the program. Nothing of another is opened: no page, no job, no role.
 * Throws with every line of the list that cannot be: a service this program does not have, or one without what it needs.
 */
export function runningServices(on: readonly string[]): readonly Service[] {
  const byId = new Map(services.map((service) => [service.manifest.id, service]));
  const missing = (id: string) => byId.get(id)?.needs?.filter((need) => !on.includes(need) && !byId.get(need)?.support) ?? [];
  const faults = on.flatMap((id) => (byId.has(id) ? missing(id).map((need) => `services.json › ${id}: perlu “${need}”. Tambahkan, atau keluarkan “${id}”.`) : [`services.json › ${id}: tidak ada dalam program ini. Perbarui program, atau keluarkan dari daftar.`]));
  if (faults.length > 0) throw new Error(`Daftar layanan belum sah. Perbaiki, lalu jalankan lagi:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  const needed = new Set([...on, ...on.flatMap((id) => byId.get(id)?.needs ?? [])]);
  return services.filter((service) => needed.has(service.manifest.id));
}

/** Every service of this program with those a regency must switch on too. */
export const program = services.map(({ manifest, needs = [] }) => ({ id: manifest.id, needs: needs.filter((need) => !services.find((one) => one.manifest.id === need)?.support) }));
