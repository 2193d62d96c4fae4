import type { RandomBytes } from '#kernel/ids';
import type { OwnCase } from '#kernel/manifest';
import type { Clock } from '#kernel/time';
import type { Assistant } from '#commons/assistant';
import type { BookingFloor } from '#commons/booking';
import type { Evidence } from '#commons/evidence';
import type { Messaging } from '#commons/messaging';
import type { People } from '#commons/people';
import type { Transparency } from '#commons/transparency';
import type { Perform } from '#platform/action';
import type { Config } from '#platform/config';
import type { Database } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import type { Vault } from '#platform/vault';
import { mountBpjs } from './bpjs/index.ts';
import { mountChat } from './chat/index.ts';
import { seedDemo } from './demo/seed.ts';
import type { SteeredClock } from './demo/today.ts';
import { openOn } from './ground.ts';
import { mountJobs } from './jobs/jobs.ts';
import { templates } from './notices/templates.ts';
import { ownCases } from './reads/own-cases.ts';
import { mountPages } from './pages/mount.ts';
import { keptByVisit } from './store/records.ts';

/** The floors Saroale stands on. */
export interface SaroaleFloors {
  readonly config: Config;
  readonly regency: { readonly zone: string };
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly perform: Perform;
  readonly jobs: Jobs;
  readonly evidence: Evidence;
  readonly transparency: Pick<Transparency, 'receiptCode'>;
  readonly http: Http;
  readonly calendar: { holidayOn(date: Temporal.PlainDate): unknown };
  readonly people: People;
  readonly booking: BookingFloor;
  readonly messaging: Messaging;
  readonly assistant: Assistant;
}

/** Mounts the rooms of Saroale on the floors of the house. */
export function mount(floors: SaroaleFloors): { demo: (clock: SteeredClock) => Promise<unknown>; casesOf: (personIds: readonly string[]) => Promise<OwnCase[]> } {
  const { config, vault, database, clock, messaging, people, perform } = floors;
  const { zone } = floors.regency;
  const saroale = openOn(floors);
  messaging.templates.register(...templates);
  people.keep(keptByVisit);
  mountJobs(floors.jobs, saroale);
  mountPages(floors.http, saroale);
  mountChat(floors, saroale);
  mountBpjs({ database, perform, http: floors.http, jobs: floors.jobs, evidence: floors.evidence, clock, random: floors.random, zone, people, tokenKey: vault.derive('saroale/bpjs-token'), settings: config }, saroale);
  return { demo: (steered) => seedDemo(saroale, steered), casesOf: (personIds) => ownCases(saroale, personIds) };
}
