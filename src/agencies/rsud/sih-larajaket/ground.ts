import type { RandomBytes } from '#kernel/ids';
import type { Access } from '#commons/access';
import type { Identity } from '#commons/identity';
import type { Regency } from '#platform/regency';
import type { Files } from '#platform/files';
import { openRecord } from '#agencies/rsud/clinical-record/offers';
import { openSaroaleOffers, type SaroaleGround } from '#agencies/rsud/saroale/offers';
import type { Doors } from './doors.ts';
import { recordOn } from './record/on-record.ts';
import { openLarajaket, type Larajaket } from './rooms.ts';

/** The floors the verbs and reads of Sih Larajaket need. */
export interface LarajaketGround extends SaroaleGround {
  readonly regency: Pick<Regency, 'zone' | 'agencies'>;
  readonly random: RandomBytes;
  readonly files: Files;
  readonly access: Access;
  readonly identity: Identity;
}

const linkPurpose = 'sih-larajaket/resume';
const labelPurpose = 'sih-larajaket/label';
/** How long a patient's link stays good. */
const linkHours = 24 * 365;

/** Opens the rooms on the floors of the house. It keeps nothing, so that tests and benches open the same. */
export function openOn(floors: LarajaketGround): Larajaket {
  const { config, database, people, access, identity, clock, random } = floors;
  const zone = floors.regency.zone;
  const doors: Doors = {
    database, clock, random, people, access, zone, messaging: floors.messaging, files: floors.files, saroale: openSaroaleOffers(floors), record: recordOn(openRecord({ database, zone })),
    accountNames: (ids) => identity.accountNames(ids),
    sign: (visitId) => identity.receipts.sign({ purpose: linkPurpose, subject: visitId, expiresAt: clock.now().add({ hours: linkHours }).round({ smallestUnit: 'hour' }) }),
    unsign: (token) => identity.receipts.read(linkPurpose, token)?.subject,
    signLabel: (itemId) => identity.receipts.sign({ purpose: labelPurpose, subject: itemId, expiresAt: clock.now().add({ hours: linkHours }).round({ smallestUnit: 'hour' }) }),
    unsignLabel: (token) => identity.receipts.read(labelPurpose, token)?.subject,
    accountOf: (username) => identity.accountOf(username),
    agencyName: (id) => floors.regency.agencies.find((agency) => agency.id === id)?.name ?? id,
    publicUrl: (path) => `${config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`}${path}`,
  };
  return openLarajaket(doors, floors.perform);
}
