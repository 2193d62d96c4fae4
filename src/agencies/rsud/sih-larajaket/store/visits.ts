import type { Selectable } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { visitProcedure, type VisitState, type VisitVerb } from '../procedure.ts';
import { refusals } from '../problems.ts';
import { ageOn } from '../rules/age.ts';
import type { Reader } from './reader.ts';
import type { Tables } from './tables.ts';

/** A visit as the rooms of this service see it. The person is an id. */
export interface Visit {
  readonly id: string;
  readonly personId: string;
  readonly birthDate: Temporal.PlainDate | undefined;
  readonly sex: 'L' | 'P' | undefined;
  readonly code: string;
  readonly label: string;
  readonly sessionId: string;
  readonly poli: string;
  readonly poliName: string;
  readonly doctor: string;
  readonly doctorName: string;
  readonly date: Temporal.PlainDate;
  readonly payer: 'jkn' | 'umum' | 'other';
  readonly state: VisitState;
  readonly stateAt: Temporal.Instant;
  readonly arrivedAt: Temporal.Instant;
  readonly sep: string | undefined;
  readonly version: number;
}

export interface VisitSearch {
  readonly date?: Temporal.PlainDate;
  readonly poli?: string | undefined;
  readonly doctor?: string | undefined;
  readonly states?: readonly VisitState[];
  readonly personId?: string;
  readonly ids?: readonly string[];
  readonly limit?: number;
}

/** Visits in order of arrival. */
export async function findVisits(reader: Reader, search: VisitSearch): Promise<Visit[]> {
  if (search.ids?.length === 0 || search.states?.length === 0) return [];
  let query = reader.selectFrom('sih_larajaket.visit').selectAll().orderBy('arrived_at').orderBy('id').limit(search.limit ?? 500);
  if (search.date) query = query.where('date', '=', search.date.toString());
  if (search.poli) query = query.where('poli', '=', search.poli);
  if (search.doctor) query = query.where('doctor', '=', search.doctor);
  if (search.states) query = query.where('state', 'in', [...search.states]);
  if (search.personId) query = query.where('person_id', '=', search.personId);
  if (search.ids) query = query.where('id', 'in', [...search.ids]);
  return (await query.execute()).map(asVisit);
}

export async function findVisit(reader: Reader, id: string): Promise<Visit | undefined> {
  return /^[0-9a-f-]{36}$/.test(id) ? (await findVisits(reader, { ids: [id] }))[0] : undefined;
}

/** The visit a verb is about, locked until the work ends, so that two people pressing at once act one after the other. */
export async function holdVisit(work: Work, id: string): Promise<Visit> {
  const row = await work.tables<Tables>().selectFrom('sih_larajaket.visit').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.noVisit);
  return asVisit(row);
}

/** Moves a visit along its procedure. The database asks its own table again and writes the step. */
export async function moveVisit(work: Work, visit: Visit, verb: VisitVerb, reason?: string): Promise<Visit> {
  const to = visitProcedure.next(visit.state, verb);
  await work.tables<Tables>().updateTable('sih_larajaket.visit').set((set) => ({ state: to, state_at: work.now.toString(), state_by: work.actor.id, state_reason: reason ?? null, version: set('version', '+', 1) })).where('id', '=', visit.id).execute();
  work.note({ subject: visit.id, verb, from: visit.state, to, ...(reason ? { reason } : {}) });
  return { ...visit, state: to, stateAt: work.now, version: visit.version + 1 };
}

/** The steps of a visit, oldest first. */
export async function stepsOf(reader: Reader, visitId: string): Promise<{ from: string | null; to: string; at: Temporal.Instant; by: string; reason: string | null }[]> {
  return (await reader.selectFrom('sih_larajaket.visit_step').selectAll().where('visit_id', '=', visitId).orderBy('turn').execute()).map((row) => ({ from: row.from_state, to: row.to_state, at: row.at, by: row.by, reason: row.reason }));
}

function asVisit(row: Selectable<Tables['sih_larajaket.visit']>): Visit {
  return {
    id: row.id, personId: row.person_id, birthDate: row.birth_date === null ? undefined : Temporal.PlainDate.from(row.birth_date), sex: row.sex ?? undefined, code: row.code, label: row.label, sessionId: row.session_id, poli: row.poli,
    poliName: row.poli_name, doctor: row.doctor, doctorName: row.doctor_name, date: Temporal.PlainDate.from(row.date), payer: row.payer, state: row.state as VisitState, stateAt: row.state_at, arrivedAt: row.arrived_at, sep: row.sep ?? undefined, version: row.version,
  };
}

/** Whole years on the day of the visit; nothing while the birth date is unknown or impossible. */
export function yearsOf(visit: Pick<Visit, 'birthDate' | 'date'>): number | undefined {
  return visit.birthDate && ageOn(visit.birthDate, visit.date)?.years;
}
