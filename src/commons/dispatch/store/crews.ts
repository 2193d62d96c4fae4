import type { Work } from '#platform/database';
import type { DispatchTables } from '../tables.ts';
import type { Reader } from './reading.ts';

/** An officer who can be sent, with vehicle and abilities. */
export interface Crew {
  readonly id: string;
  readonly agency: string;
  /** The officer's account id. */
  readonly account: string;
  readonly name: string;
  /** A profile of the regency's `travel.json`. */
  readonly profile: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly visitsADay: number;
  readonly load: number;
  readonly trips: number;
  readonly skills: readonly string[];
  /** Zones the officer serves; empty: all. */
  readonly zones: readonly string[];
}

/** Adds an officer or brings their entry up to date. */
export async function setCrew(work: Work, given: Omit<Crew, 'id' | 'trips' | 'skills' | 'zones'> & Partial<Pick<Crew, 'trips' | 'skills' | 'zones'>> & { active?: boolean }): Promise<string> {
  const values = {
    agency: given.agency, account: given.account, name: given.name, profile: given.profile, latitude: given.latitude, longitude: given.longitude, visits_a_day: given.visitsADay, load: given.load,
    trips: given.trips ?? 1, skills: [...given.skills ?? []], zones: [...given.zones ?? []], active: given.active ?? true,
  };
  const row = await work.tables<DispatchTables>().insertInto('dispatch.crew').values({ id: work.newId(), ...values }).onConflict((conflict) => conflict.columns(['agency', 'account']).doUpdateSet(values)).returning('id').executeTakeFirstOrThrow();
  work.note({ subject: row.id });
  return row.id;
}

/** Lists an officer who registers a phone and was not known: from the seat of the regency with the first vehicle, until the dispatcher says better. */
export async function listOfficer(work: Work, given: { profile: string; latitude: number; longitude: number }): Promise<void> {
  await work.tables<DispatchTables>().insertInto('dispatch.crew').values({ id: work.newId(), agency: work.actor.agency ?? '', account: work.actor.id, name: work.actor.name, ...given, visits_a_day: 8, load: 20 })
    .onConflict((conflict) => conflict.columns(['agency', 'account']).doNothing()).execute();
}

export async function crewsOf(reader: Reader, agency: string): Promise<Crew[]> {
  const rows = await reader.selectFrom('dispatch.crew').selectAll().where('agency', '=', agency).where('active', '=', true).orderBy('name').execute();
  return rows.map(toCrew);
}

/** Agencies that promised visits and have officers to make them. */
export async function agenciesWithVisits(reader: Reader): Promise<string[]> {
  const rows = await reader.selectFrom('dispatch.crew').select('agency').distinct().where('active', '=', true).execute();
  return rows.map((row) => row.agency);
}

export async function crewOfAccount(reader: Reader, account: string): Promise<Crew | undefined> {
  const row = await reader.selectFrom('dispatch.crew').selectAll().where('account', '=', account).where('active', '=', true).executeTakeFirst();
  return row && toCrew(row);
}

function toCrew(row: { id: string; agency: string; account: string; name: string; profile: string; latitude: number; longitude: number; visits_a_day: number; load: number; trips: number; skills: string[]; zones: string[] }): Crew {
  return { id: row.id, agency: row.agency, account: row.account, name: row.name, profile: row.profile, latitude: row.latitude, longitude: row.longitude, visitsADay: row.visits_a_day, load: row.load, trips: row.trips, skills: row.skills, zones: row.zones };
}
