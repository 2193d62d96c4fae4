import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { care, type Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { missingOf, type Missing } from '../rules/completeness.ts';
import type { Section } from '../rules/resume.ts';
import { codingsOf, type Coding } from '../store/coding.ts';
import { noteOf, noteVersions, type Note, type NoteVersion } from '../store/notes.ts';
import { readerOf } from '../store/reader.ts';
import { resumeFor } from '../store/resume.ts';
import { fileOf } from '../store/visit-file.ts';
import { rxOf, type Rx } from '../store/prescriptions.ts';
import { ordersOf, type Order } from '../store/results.ts';
import { findVisit, findVisits, stepsOf, type Visit } from '../store/visits.ts';

export interface RecordsRow { readonly visit: Visit; readonly name: string; readonly missing: readonly Missing[] }

/** Visits of a day with what each still lacks, the incomplete first. */
export async function readRecordsDesk(doors: Doors, actor: Actor, date: Temporal.PlainDate): Promise<RecordsRow[]> {
  const reader = readerOf(doors.database);
  const visits = (await findVisits(reader, { date })).filter((visit) => !['arrived', 'triaged', 'cancelled', 'entered-in-error', 'left-before-seen'].includes(visit.state));
  const names = await doors.people.names(actor, [...new Set(visits.map((visit) => visit.personId))], { ...care, purpose: 'claim' });
  const rows: RecordsRow[] = [];
  for (const visit of visits) rows.push({ visit, name: names.get(visit.personId)?.shownName ?? '–', missing: missingOf(await fileOf(reader, visit, date)) });
  return rows.sort((a, b) => Number(a.visit.state === 'finished') - Number(b.visit.state === 'finished') || b.missing.length - a.missing.length);
}

export interface RecordsCase {
  readonly visit: Visit;
  readonly person: { readonly name: string; readonly birthDate?: string | undefined; readonly sex?: 'L' | 'P' | undefined; readonly norm?: string | undefined };
  readonly missing: readonly Missing[];
  readonly note: Note;
  readonly versions: readonly NoteVersion[];
  readonly codings: readonly Coding[];
  readonly resume: readonly Section[];
  readonly resumeSealed: { readonly seal: string; readonly byName: string; readonly at: Temporal.Instant } | undefined;
  readonly rx: Rx | undefined;
  readonly orders: readonly Order[];
  /** The control letter (SKDP) of this visit. */
  readonly control: { readonly date: string; readonly letter: string } | undefined;
  readonly steps: Awaited<ReturnType<typeof stepsOf>>;
  readonly sheets: number;
  readonly releases: readonly { readonly to_whom: string; readonly purpose: string; readonly at: Temporal.Instant }[];
}

/** One visit at the records' desk. */
export async function readRecordsCase(doors: Doors, actor: Actor, visitId: string): Promise<RecordsCase> {
  const reader = readerOf(doors.database);
  const visit = await findVisit(reader, visitId);
  if (!visit) throw new Problem(refusals.noVisit);
  const person = await doors.people.reveal(actor, visit.personId, { ...care, purpose: 'claim', fields: ['name', 'birthDate', 'sex', 'norm'] });
  const [file, note, versions, codings, steps, prints, releases, sealed, rx, orders, control] = await Promise.all([
    fileOf(reader, visit, visit.date), noteOf(reader, visit.id), noteVersions(reader, visit.id), codingsOf(reader, visit.id), stepsOf(reader, visit.id), reader.selectFrom('sih_larajaket.print').select('sheets').where('visit_id', '=', visit.id).where('what', '<>', 'label').execute(),
    reader.selectFrom('sih_larajaket.release').select(['to_whom', 'purpose', 'at']).where('visit_id', '=', visit.id).orderBy('at', 'desc').execute(), reader.selectFrom('sih_larajaket.resume').select(['seal', 'by_name', 'at']).where('visit_id', '=', visit.id).executeTakeFirst(),
    rxOf(reader, visit.id), ordersOf(reader, { visitIds: [visit.id] }), reader.selectFrom('sih_larajaket.control').select(['date', 'letter']).where('visit_id', '=', visit.id).orderBy('at', 'desc').executeTakeFirst(),
  ]);
  return {
    visit, person: { ...person, name: person.shownName ?? '' }, missing: missingOf(file), note, versions, codings, resume: await resumeFor(doors, actor, visit), resumeSealed: sealed && { seal: sealed.seal, byName: sealed.by_name, at: sealed.at },
    rx, orders, control, steps, sheets: prints.reduce((sum, row) => sum + row.sheets, 0), releases,
  };
}
