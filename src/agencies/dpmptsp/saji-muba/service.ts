import { system } from '#kernel/actor';
import type { OwnCase } from '#kernel/manifest';
import type { Clock, steerableClock } from '#kernel/time';
import type { Assistant } from '#commons/assistant';
import type { Messaging } from '#commons/messaging';
import type { Transparency } from '#commons/transparency';
import type { Perform } from '#platform/action';
import type { Config } from '#platform/config';
import type { Files } from '#platform/files';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import { readCatalogue } from './catalogue.ts';
import type { Doors } from './doors.ts';
import { permitTask, whereTask } from './chat/permit-task.ts';
import type { FindAccount } from './demo/people.ts';
import { seedDemo } from './demo/seed.ts';
import { mountDesk } from './desk/mount.tsx';
import { mountPermits } from './desk/mount-permits.tsx';
import { mountReports } from './desk/mount-reports.tsx';
import { mountJobs } from './jobs.ts';
import { templates } from './notices/templates.ts';
import { mountStart } from './pages/mount-start.tsx';
import { mountStatus } from './pages/mount-status.tsx';
import { kilometresBetween } from './rules/distance.ts';
import { ownCases } from './reads/own-cases.ts';
import { openSaji, settleIn } from './rooms.ts';

/** The floors Saji-Muba stands on. */
export interface SajiFloors extends Pick<Doors, 'database' | 'random' | 'cases' | 'billing' | 'dispatch' | 'survey' | 'signing' | 'forms' | 'documents' | 'people' | 'places' | 'calendar' | 'access'> {
  readonly config: Config;
  readonly regency: Regency;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly perform: Perform;
  readonly jobs: Jobs;
  readonly files: Files;
  readonly http: Http;
  readonly messaging: Messaging;
  readonly assistant: Assistant;
  readonly transparency: Pick<Transparency, 'receiptCode'>;
  readonly identity: { readonly accountOf: FindAccount };
}

/** The doors of the service over the floors of a house, or nothing in a regency without `saji-muba/` data. */
export function openDoors(floors: SajiFloors): Doors | undefined {
  const { config, regency, vault } = floors;
  const catalogue = readCatalogue(regency.folder);
  return catalogue && {
    ...floors, zone: regency.zone, seat: { latitude: regency.seat.latitude, longitude: regency.seat.longitude }, catalogue,
    receiptCode: (event) => floors.transparency.receiptCode(event),
    agencyName: (id) => regency.agencies.find((agency) => agency.id === id)?.acronym ?? id,
    kmToSeat: (district) => { const point = regency.travel.points.find((one) => one.code === district); return point && kilometresBetween(point, regency.seat); },
    seal: (text, about) => vault.seal(text, about), unseal: (sealed, about) => vault.open(sealed, about), linkKeys: vault.deriveAll('saji-muba/link'),
    publicUrl: (path) => `${config.PUBLIC_URL?.replace(/\/$/, '') ?? `http://${config.HOST}:${config.PORT}`}${path}`,
  };
}

/** Mounts the rooms of Saji-Muba on the floors of the house. */
export async function mount(floors: SajiFloors): Promise<{ demo?: (clock: ReturnType<typeof steerableClock>) => Promise<unknown>; casesOf?: (personIds: readonly string[]) => Promise<OwnCase[]> }> {
  const doors = openDoors(floors);
  if (!doors) return {};
  const { office } = doors.catalogue;
  const saji = openSaji(doors, floors.perform);
  floors.messaging.templates.register(...templates);
  await settleIn(doors, floors.files);
  await doors.database.write({ actor: system('saji-muba', 'command'), action: 'saji-muba/positions' }, async (work) => {
    // Where work falls to must exist before it is named.
    for (const position of office.positions) await doors.cases.positions.set(work, { id: position.id, agency: position.agency, name: position.name });
    for (const position of office.positions) await doors.cases.positions.set(work, position);
    work.note({ subject: 'positions', count: office.positions.length });
  });
  mountJobs(floors.jobs, doors);
  mountStart(floors.http, saji);
  mountStatus(floors.http, saji);
  mountDesk(floors.http, saji, floors.files);
  mountPermits(floors.http, saji);
  mountReports(floors.http, saji);
  floors.assistant.task(permitTask(saji));
  floors.assistant.task(whereTask(saji));
  return { demo: (clock) => seedDemo(saji, clock, floors.identity.accountOf), casesOf: (personIds) => ownCases(doors, personIds) };
}
