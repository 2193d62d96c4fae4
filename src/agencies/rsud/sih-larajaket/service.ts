import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import type { Access } from '#commons/access';
import type { Evidence } from '#commons/evidence';
import type { Identity } from '#commons/identity';
import type { Perform } from '#platform/action';
import type { Files } from '#platform/files';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { openSaroaleOffers, type SaroaleGround } from '#agencies/rsud/saroale/offers';
import type { Doors } from './doors.ts';
import { recordOn } from './record/on-record.ts';
import { openLarajaket } from './rooms.ts';
import { subscribe } from './subscribe.ts';

/** The floors Sih Larajaket stands on. */
export interface LarajaketFloors extends SaroaleGround {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly perform: Perform;
  readonly evidence: Evidence;
  readonly jobs: Jobs;
  readonly http: Http;
  readonly files: Files;
  readonly access: Access;
  readonly identity: Identity;
}

/** Mounts the rooms of Sih Larajaket on the floors of the house. */
export function mount(floors: LarajaketFloors): void {
  const { config, database, people, access, identity, clock, random } = floors;
  const doors: Doors = {
    database, clock, random, people, access, zone: floors.regency.zone, messaging: floors.messaging, files: floors.files, saroale: openSaroaleOffers(floors), record: recordOn(openRecord({ database, zone: floors.regency.zone })),
    accountNames: (ids) => identity.accountNames(ids),
    sign: (visitId) => identity.receipts.sign({ purpose: linkPurpose, subject: visitId, expiresAt: clock.now().add({ hours: 24 * 365 }).round({ smallestUnit: 'hour' }) }),
    unsign: (token) => identity.receipts.read(linkPurpose, token)?.subject,
    publicUrl: (path) => `${config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`}${path}`,
  };
  const larajaket = openLarajaket(doors, floors.perform);
  void larajaket;
  subscribe(floors.evidence, doors);
}

const linkPurpose = 'sih-larajaket/resume';
