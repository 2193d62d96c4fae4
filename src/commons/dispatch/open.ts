import type { RandomBytes } from '#kernel/ids';
import type { Actor } from '#kernel/actor';
import type { Perform } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Files } from '#platform/files';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Regency } from '#platform/regency';
import type { Vault } from '#platform/vault';
import type { Access } from '#commons/access';
import type { Places } from '#commons/places';
import { crewActions } from './desk/crew-actions.ts';
import { counterActions } from './desk/counter-actions.ts';
import { mountDesk } from './desk/mount.tsx';
import { mountField } from './field/mount.tsx';
import { fieldActions } from './field/record.ts';
import { scanKind } from './field/scans.ts';
import { assignVisit, planActions } from './planning/plan-day.ts';
import { planDay, planTomorrow, suggestHalves } from './planning/planner.ts';
import * as crews from './store/crews.ts';
import * as custody from './store/custody.ts';
import { findVisit, findVisits, readerOf, type VisitQuery } from './store/reading.ts';
import { readTracking } from './store/tracking.ts';
import * as visits from './store/visits.ts';
import type { Half } from './tables.ts';
import type { Contact, HandOver, Holder, Served, VisitResult, VisitWish } from './types.ts';

export type Dispatch = ReturnType<typeof openDispatch>;

export interface DispatchDeps {
  readonly database: Database;
  readonly random: RandomBytes;
  readonly vault: Vault;
  readonly perform: Perform;
  readonly jobs: Jobs;
  readonly http: Http;
  readonly access: Access;
  readonly files: Files;
  readonly places: Places;
  readonly regency: Pick<Regency, 'travel' | 'zone' | 'seat'>;
}

/**
 * Opens visits, deliveries and custody. Changing functions take the `work` of the service's own action; reads take it too when called inside a write.
 * A service learns of its visits by `serve`, in the transaction that changes them.
 */
export function openDispatch({ database, random, vault, regency, perform, jobs, http, access, files, places }: DispatchDeps) {
  const served = new Map<string, Served>();
  const deps: visits.VisitDeps = { random, vault, travel: regency.travel, zone: regency.zone, seat: regency.seat, served };
  const actions = planActions({ travel: regency.travel, zone: regency.zone });
  const planner = { database, perform, travel: regency.travel, zone: regency.zone, actions };
  jobs.handle({ queue: 'dispatch-plan-tomorrow', schedule: '30 17 * * *', handle: async () => { await planTomorrow(planner, await crews.agenciesWithVisits(readerOf(database))); } });
  const record = { ...deps, database, perform };
  const field = fieldActions(record);
  files.declare(scanKind);
  mountField({ http, perform, record, actions: field, zone: regency.zone, scans: { database, files }, pack: { database, access, vault, travel: regency.travel, zone: regency.zone, places } });
  mountDesk({ http, database, perform, travel: regency.travel, zone: regency.zone, places, planner, field, counter: counterActions(deps), crews: crewActions({ profiles: regency.travel.profiles.map((profile) => profile.id), zones: regency.travel.zones.map((zone) => zone.id) }) });
  const reader = (within?: Work) => readerOf(database, within);
  return {
    /** Says what a service does when its visits change. Call while mounting. */
    serve: (service: Served) => { served.set(service.service, service); },

    visits: {
      request: (work: Work, wish: VisitWish) => visits.requestVisit(work, deps, wish),
      /** Promises a half-day, also again after a failed attempt. */
      schedule: (work: Work, given: { visit: string; date: string; half: Half }) => visits.scheduleVisit(work, deps, given),
      cancel: visits.cancelVisit,
      depart: (work: Work, given: { visit: string; at?: Temporal.Instant; eta?: Temporal.Instant }) => visits.depart(work, deps, given),
      turnBack: visits.turnBack,
      arrive: visits.arrive,
      finish: (work: Work, given: { visit: string; at?: Temporal.Instant; result?: VisitResult }) => visits.finish(work, deps, given),
      fail: (work: Work, given: { visit: string; why: string; at?: Temporal.Instant }) => visits.fail(work, deps, given),
      find: (id: string, within?: Work) => findVisit(reader(within), id),
      list: (query: VisitQuery, within?: Work) => findVisits(reader(within), query),
      /** Name, phone, address. Log the reading first (`access.recordReading`). */
      async contact(id: string, within?: Work): Promise<Contact | undefined> {
        const row = await reader(within).selectFrom('dispatch.visit').select(['id', 'contact']).where('id', '=', id).executeTakeFirst();
        return row && visits.openContact(vault, row);
      },
    },

    crews: { set: crews.setCrew, of: (agency: string, within?: Work) => crews.crewsOf(reader(within), agency) },

    items: {
      register: (work: Work, given: { service: string; ref: string; kind: string; label: string; holder: Holder }) => custody.registerItem(work, random, given),
      of: (of: { service: string; refs: readonly string[] }, within?: Work) => custody.itemsOf(reader(within), of),
    },

    custody: {
      handOver: (work: Work, given: HandOver) => custody.handOver(work, given),
      holder: (item: string, within?: Work) => custody.currentCustody(reader(within), item),
      history: (item: string, within?: Work) => custody.custodyOf(reader(within), item),
      heldBy: (holder: { kind: Holder['kind']; id: string }, within?: Work) => custody.heldNow(reader(within), holder),
    },

    plan: {
      /** Plans an agency's day and stores it; safe to run again. */
      day: (actor: Actor, given: { agency: string; date: string }) => planDay(planner, actor, given),
      /** Half-days for a new visit, least extra travel first. */
      suggest: (wish: Parameters<typeof suggestHalves>[1]) => suggestHalves(planner, wish),
      /** Gives a visit to one officer without planning the day anew; a planned day may move it unless it is pinned. */
      assign: assignVisit,
      actions,
    },

    /** Actions on officers' phones: enrol, revoke. */
    devices: { enrol: field.enrol, revoke: field.revoke },

    /** For a resident's status page. */
    tracking: (visit: string, within?: Work) => readTracking(reader(within), regency.travel, visit),
  };
}
