import { civilDate } from '#kernel/time';
import type { Config } from '#platform/config';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Vault } from '#platform/vault';
import type { Larajaket } from '../rooms.ts';
import { network, openClient, type Credentials } from './client/client.ts';
import { drain, type Drained, type OutboxDeps } from './outbox/drain.ts';
import type { Looked } from './outbox/master.ts';
import { newbornIhs, practitionerIhs } from './outbox/patient.ts';
import { reconcile, type Reconciliation } from './outbox/reconcile.ts';
import { mountDeliveries } from './pages/mount.tsx';
import { openStandIn, type StandIn } from './standin/standin.ts';

export interface Satusehat {
  /** Sends everything that is due now; jobs do this by themselves. */
  drain(): Promise<Drained>;
  reconcile(day: Temporal.PlainDate): Promise<Reconciliation>;
  /** Finds the IHS number of a doctor by NIK, which is kept nowhere. */
  findPractitioner(nik: string): Promise<Looked>;
  /** Finds or makes a newborn by the mother's NIK, which is kept nowhere. */
  findNewborn(personId: string, motherNik: string, birthOrder: number): Promise<Looked>;
  /** Present while no SATUSEHAT is configured. */
  readonly standIn?: StandIn;
}

const training: Credentials = { base: 'http://satusehat.invalid/fhir-r4/v1', auth: 'http://satusehat.invalid/oauth2/v1', clientId: 'contoh', clientSecret: 'rahasia-contoh' };

/** Opens the gateway to SATUSEHAT without its jobs and pages, for tests and for `mountSatusehat`. */
export function openSatusehat(larajaket: Larajaket, config: Config, vault: Pick<Vault, 'derive'>, shared?: StandIn): Satusehat {
  const { doors, perform } = larajaket;
  const real = credentialsOf(config);
  const standIn = real ? undefined : shared ?? openStandIn({ clock: doors.clock, credentials: training, organization: config.SATUSEHAT_ORGANIZATION });
  const client = openClient({ credentials: real ?? training, transport: standIn?.transport ?? network, clock: doors.clock });
  const deps: OutboxDeps = {
    database: doors.database, perform, random: doors.random, people: doors.people, record: doors.record, client, organization: config.SATUSEHAT_ORGANIZATION, style: config.SATUSEHAT_STYLE, medication: config.SATUSEHAT_MEDICATION, cacheKey: vault.derive('sih-larajaket/satusehat-master'), base: (real ?? training).base,
  };
  return {
    findPractitioner: (nik) => practitionerIhs(deps, nik), findNewborn: (personId, motherNik, birthOrder) => newbornIhs(deps, personId, motherNik, birthOrder),
    drain: () => drain(deps), reconcile: (day) => reconcile(deps, day, doors.zone), ...(standIn ? { standIn } : {}),
  };
}

/** Opens the gateway, its jobs and the officer's page. */
export function mountSatusehat(floors: { readonly http: Http; readonly jobs: Jobs; readonly config: Config; readonly vault: Vault }, larajaket: Larajaket): Satusehat {
  const satusehat = openSatusehat(larajaket, floors.config, floors.vault);
  const { clock, zone } = larajaket.doors;
  floors.jobs.handle(
    { queue: 'sih-larajaket-satusehat', schedule: '* * * * *', retries: 0, handle: async () => { await satusehat.drain(); } },
    { queue: 'sih-larajaket-satusehat-reconcile', schedule: '15 22 * * *', handle: async () => { await satusehat.reconcile(civilDate(clock.now(), zone)); } },
  );
  mountDeliveries(floors.http, larajaket, satusehat);
  return satusehat;
}

function credentialsOf(config: Config): Credentials | undefined {
  const { SATUSEHAT_BASE_URL: base, SATUSEHAT_AUTH_URL: auth, SATUSEHAT_CLIENT_ID: clientId, SATUSEHAT_CLIENT_SECRET: clientSecret } = config;
  return base && auth && clientId && clientSecret ? { base, auth, clientId, clientSecret } : undefined;
}
