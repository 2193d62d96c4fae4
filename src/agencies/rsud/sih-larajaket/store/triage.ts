import type { Reader } from './reader.ts';
import type { Tables } from './tables.ts';
import type { Selectable } from 'kysely';

export type TriageRow = Selectable<Tables['sih_larajaket.triage']>;

export async function triageOf(reader: Reader, visitId: string): Promise<TriageRow | undefined> {
  return reader.selectFrom('sih_larajaket.triage').selectAll().where('visit_id', '=', visitId).executeTakeFirst();
}

/** The last ten measurements of a person before this visit, by vital sign, oldest first. */
export async function vitalsBefore(reader: Reader, personId: string, exceptVisit: string): Promise<Record<string, number[]>> {
  const rows = await reader.selectFrom('sih_larajaket.triage as t').innerJoin('sih_larajaket.visit as v', 'v.id', 't.visit_id').select('t.vitals').where('v.person_id', '=', personId).where('v.id', '<>', exceptVisit).orderBy('t.at', 'desc').limit(10).execute();
  const before: Record<string, number[]> = {};
  for (const { vitals } of rows.reverse()) for (const [key, value] of Object.entries(vitals)) (before[key] ??= []).push(value);
  return before;
}
