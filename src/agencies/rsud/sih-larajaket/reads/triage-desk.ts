import type { Actor } from '#kernel/actor';
import { nameLetters } from '#kernel/name';
import { civilDate } from '#kernel/time';
import { care, type Doors } from '../doors.ts';
import { readerOf } from '../store/reader.ts';
import { troublesOf, type DeviceTrouble } from '../store/device-events.ts';
import { triageOf, vitalsBefore, type TriageRow } from '../store/triage.ts';
import { findVisits, type Visit } from '../store/visits.ts';
import { readChart } from '../record/chart.ts';

export interface TriageDesk {
  readonly visits: readonly Visit[];
  readonly names: ReadonlyMap<string, string>;
  readonly polis: readonly { readonly code: string; readonly name: string }[];
}

/** Today's arrivals, those without triage first. */
export async function readTriageDesk(doors: Doors, actor: Actor, poli: string | undefined): Promise<TriageDesk> {
  const today = civilDate(doors.clock.now(), doors.zone);
  const all = (await findVisits(readerOf(doors.database), { date: today })).filter((visit) => !['cancelled', 'entered-in-error', 'left-before-seen'].includes(visit.state));
  const visits = poli ? all.filter((visit) => visit.poli === poli) : all;
  const names = await doors.people.names(actor, [...new Set(visits.map((visit) => visit.personId))], care);
  return {
    visits: [...visits.filter((visit) => visit.state === 'arrived'), ...visits.filter((visit) => visit.state !== 'arrived')], names: new Map([...names].map(([id, named]) => [id, named.shownName])),
    polis: [...new Map(all.map((visit) => [visit.poli, visit.poliName]))].map(([code, name]) => ({ code, name })),
  };
}

export interface TriageCase {
  readonly visit: Visit;
  readonly person: { readonly name: string; readonly birthDate?: string | undefined; readonly sex?: 'L' | 'P' | undefined; readonly norm?: string | undefined };
  readonly triage: TriageRow | undefined;
  readonly before: Readonly<Record<string, readonly number[]>>;
  readonly allergies: readonly string[];
  readonly consent: boolean;
  readonly troubles: readonly DeviceTrouble[];
  readonly warnings: readonly ('lookAlike' | 'contested')[];
}

/** One patient at the triage desk, with what was measured before and who else today could be meant. */
export async function readTriageCase(doors: Doors, actor: Actor, visit: Visit, desk: TriageDesk): Promise<TriageCase> {
  const reader = readerOf(doors.database);
  const person = await doors.people.reveal(actor, visit.personId, { ...care, fields: ['name', 'birthDate', 'sex', 'norm'] });
  const [triage, before, chart, summaries, consent, troubles] = await Promise.all([
    triageOf(reader, visit.id), vitalsBefore(reader, visit.personId, visit.id), readChart(doors.record, actor, visit.personId, visit.date), doors.people.summaries([visit.personId]),
    reader.selectFrom('sih_larajaket.consent').select('id').where('person_id', '=', visit.personId).where('kind', '=', 'general').where('payer', '=', visit.payer).where('withdrawn_at', 'is', null).where('until', '>=', visit.date.toString()).limit(1).executeTakeFirst(), troublesOf(reader, visit.id),
  ]);
  const mine = nameLetters(person.name ?? '');
  const twin = desk.visits.some((other) => other.personId !== visit.personId && other.birthDate !== undefined && visit.birthDate !== undefined && other.birthDate.equals(visit.birthDate) && nameLetters(desk.names.get(other.personId) ?? '') === mine);
  return {
    visit, person: { ...person, name: person.shownName ?? '' }, triage, before, troubles, allergies: chart.allergies.map((one) => one.substance), consent: consent !== undefined,
    warnings: [...(twin ? ['lookAlike' as const] : []), ...(summaries.get(visit.personId)?.contested ? ['contested' as const] : [])],
  };
}
