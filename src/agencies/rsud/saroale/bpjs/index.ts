import { openClient } from './client/client.ts';
import type { Credentials } from './client/sealed.ts';
import type { BpjsDoors } from './doors.ts';
import { describeVisits, practiceHours } from './hospital.ts';
import { drain, type Drained, type OutboxDeps } from './outbox/drain.ts';
import { feed } from './outbox/feed.ts';
import { wakeQueue } from './outbox/owe.ts';
import { mountWorklist } from './pages/mount.tsx';
import { mountMirror } from './pages/mirror.tsx';
import { mountSurgery } from './pages/surgery.tsx';
import { reconcile, type Reconciliation } from './outbox/reconcile.ts';
import { mountServed } from './served/mount.ts';
import { openStandIn, type StandIn } from './standin/standin.ts';
import type { Saroale } from '../rooms.ts';

export type { BpjsDoors, BpjsPeople, BpjsSettings } from './doors.ts';

export interface Bpjs {
  /** Sends everything that is due now; jobs do this by themselves. */
  drain(): Promise<Drained>;
  /** Compares a visit date with BPJS. */
  reconcile(date: Temporal.PlainDate): Promise<Reconciliation>;
  /** Present while no BPJS is configured. */
  readonly standIn?: StandIn;
}

/** Login of Mobile JKN in a demonstration. Never valid where credentials are configured or where this is no demonstration. */
export const demoLogin = { username: 'mobile-jkn-contoh', password: 'contoh-sandi-mobile-jkn' } as const;
const demoCredentials: Credentials = { consId: 'contoh', consSecret: 'rahasia-contoh', userKey: 'kunci-contoh' };

/** Opens the BPJS room of Saroale: the outbox and its jobs, the services Mobile JKN calls, the officer's pages, and a stand-in where no BPJS is configured. */
export function mountBpjs(doors: BpjsDoors, saroale: Saroale): Bpjs {
  const { settings, clock, zone, database, perform, random } = doors;
  const real = readCredentials(doors);
  const standIn = real ? undefined : openStandIn({ clock, zone, credentials: demoCredentials });
  const client = openClient({
    base: settings.BPJS_BASE_URL ?? 'http://bpjs.invalid', credentials: real ?? demoCredentials, clock, contentType: settings.BPJS_CONTENT_TYPE, ...(standIn ? { transport: standIn.transport } : {}),
  });
  const deps: OutboxDeps = { database, perform, random, client, zone, pharmacy: settings.BPJS_PHARMACY, describe: describeVisits(saroale, doors.people, zone) };
  const bpjs: Bpjs = { drain: () => drain(deps), reconcile: (date) => reconcile(deps, saroale, date), ...(standIn ? { standIn } : {}) };
  doors.http.app.addHook('onClose', async () => { client.close(); });

  doors.evidence.subscribe(feed(saroale, { pharmacy: settings.BPJS_PHARMACY }));
  doors.jobs.handle(
    { queue: wakeQueue, batch: 50, retries: 0, handle: async () => { await bpjs.drain(); } },
    { queue: 'saroale-bpjs-sweep', schedule: '* * * * *', retries: 0, handle: async () => { await bpjs.drain(); } },
    { queue: 'saroale-bpjs-reconcile', schedule: '30 21 * * *', handle: async () => { await bpjs.reconcile(clock.now().toZonedDateTimeISO(zone).toPlainDate()); } },
  );
  const login = settings.BPJS_USERNAME && settings.BPJS_PASSWORD ? { username: settings.BPJS_USERNAME, password: settings.BPJS_PASSWORD } : settings.DEMO ? demoLogin : { username: '', password: '' };
  mountServed(doors, saroale, login, ({ code, asked, visit }) => {
    standIn?.rememberMobile({ kodebooking: code, tanggalperiksa: visit.date.toString(), kodepoli: asked.poli, kodedokter: asked.doctor, jampraktek: practiceHours(visit, zone), pasienbaru: visit.newPatient ? 1 : 0, nomorantrean: visit.label });
  });
  mountWorklist(doors, bpjs, client);
  mountMirror(doors, saroale, client, standIn);
  mountSurgery(doors);
  return bpjs;
}

function readCredentials({ settings }: BpjsDoors): Credentials | undefined {
  const { BPJS_CONS_ID: consId, BPJS_CONS_SECRET: consSecret, BPJS_USER_KEY: userKey, BPJS_BASE_URL: base } = settings;
  return consId && consSecret && userKey && base ? { consId, consSecret, userKey } : undefined;
}
