import type { Evidence } from '#commons/evidence';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import { seedDemo, type SteeredClock } from './demo/seed.ts';
import { openOn, type LarajaketGround } from './ground.ts';
import { mountDoctor } from './pages/doctor/mount.tsx';
import { mountLicences } from './pages/licences/mount.tsx';
import { mountOffline } from './pages/offline/mount.tsx';
import { mountPatient } from './pages/patient/mount.tsx';
import { mountPharmacy } from './pages/pharmacy/mount.tsx';
import { mountRecords } from './pages/records/mount.tsx';
import { mountSupport } from './pages/support/mount.tsx';
import { mountTriage } from './pages/triage/mount.tsx';
import { mountSatusehat } from './satusehat/index.ts';
import { templates } from './notices/templates.ts';
import { subscribe } from './subscribe.ts';

/** The floors Sih Larajaket stands on. */
export interface LarajaketFloors extends LarajaketGround {
  readonly evidence: Evidence;
  readonly jobs: Jobs;
  readonly http: Http;
}

/** Mounts the rooms of Sih Larajaket on the floors of the house. */
export function mount(floors: LarajaketFloors): { demo: (clock: SteeredClock) => Promise<unknown> } {
  const larajaket = openOn(floors);
  floors.messaging.templates.register(...templates);
  mountTriage(floors.http, larajaket);
  mountDoctor(floors.http, larajaket, floors.identity);
  mountSupport(floors.http, larajaket);
  mountPharmacy(floors.http, larajaket);
  mountRecords(floors.http, larajaket, floors.identity);
  mountPatient(floors.http, larajaket, floors.vault.derive('sih-larajaket/resume-cookie'));
  mountLicences(floors.http, larajaket);
  mountOffline(floors.http, larajaket);
  mountSatusehat(floors, larajaket);
  subscribe(floors.evidence, larajaket.doors);
  return { demo: async (clock) => seedDemo(larajaket, clock, await floors.identity.accountOf('dokter.sih-larajaket')) };
}
