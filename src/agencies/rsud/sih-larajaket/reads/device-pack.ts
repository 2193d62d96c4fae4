import { can, type Actor } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import { care, type Doors } from '../doors.ts';
import { formulary } from '../reference/reference.ts';
import { writeDecimal } from '../rules/decimal.ts';
import { noteParts } from '../rules/note.ts';
import { drugLabel } from '../rules/safety.ts';
import { readSigna, saySigna } from '../rules/signa.ts';
import { readChart } from '../record/chart.ts';
import { noteOf, previousNote } from '../store/notes.ts';
import { rxOf } from '../store/prescriptions.ts';
import { readerOf } from '../store/reader.ts';
import { triageOf } from '../store/triage.ts';
import { findVisits, type Visit } from '../store/visits.ts';

/** Hours a pack stays readable on a device. */
const packHours = 12;
/** Most patients one device takes along. */
const mostPatients = 60;

/** One patient of today as a device keeps them: what helps to go on for half an hour, no more. */
export interface PackedPatient {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly who: string;
  readonly state: string;
  readonly allergies: readonly string[];
  /** Somebody asked: no allergy named means none is known. */
  readonly asked: boolean;
  /** Classes and substances the device warns of; the server checks everything when the draft arrives. */
  readonly avoid: readonly string[];
  readonly triage: { readonly at: string; readonly vitals: Readonly<Record<string, string>>; readonly allergy: string } | undefined;
  /** For who treats only. */
  readonly chart?: { readonly problems: readonly string[]; readonly drugs: readonly string[]; readonly results: readonly string[]; readonly last: readonly string[] };
  readonly note?: { readonly version: number; readonly subjective: string; readonly objective: string; readonly assessment: string; readonly plan: string };
  readonly rx?: readonly string[];
}
export interface DevicePack { readonly hours: number; readonly treats: boolean; readonly measures: boolean; readonly patients: readonly PackedPatient[]; readonly medicines: readonly { readonly code: string; readonly name: string; readonly class: string; readonly ingredient: string }[] }

/** Today's patients for a device that may lose its network. Each opening is written down, as on the screen. A doctor of the schedule takes their own patients. */
export async function readDevicePack(doors: Doors, actor: Actor): Promise<DevicePack> {
  const reader = readerOf(doors.database);
  const treats = can(actor, 'sih-larajaket/treat');
  const own = treats ? await reader.selectFrom('sih_larajaket.practitioner').select('doctor').where('account', '=', actor.id).executeTakeFirst() : undefined;
  const now = doors.clock.now();
  const visits = await findVisits(reader, { date: civilDate(now, doors.zone), states: ['arrived', 'triaged', 'in-progress', 'waiting-support'], limit: mostPatients, ...(own?.doctor ? { doctor: own.doctor } : {}) });
  const patients: PackedPatient[] = [];
  for (const visit of visits) patients.push(await packed(doors, actor, visit, treats));
  return { hours: packHours, treats, measures: can(actor, 'sih-larajaket/triage'), patients, medicines: treats ? formulary.medicines.map((one) => ({ code: one.code, name: drugLabel(one), class: one.class, ingredient: one.ingredient })) : [] };
}

async function packed(doors: Doors, actor: Actor, visit: Visit, treats: boolean): Promise<PackedPatient> {
  const reader = readerOf(doors.database);
  const person = await doors.people.reveal(actor, visit.personId, { ...care, fields: ['name', 'birthDate', 'sex', 'norm'] });
  const [chart, triage] = await Promise.all([readChart(doors.record, actor, visit.personId, visit.date, visit.id), triageOf(reader, visit.id)]);
  const patient = {
    id: visit.id, label: visit.label, name: person.shownName ?? '–', who: [person.birthDate?.split('-').reverse().join('-'), person.sex, person.norm && `RM ${person.norm}`].filter(Boolean).join(' · '), state: visit.state, asked: chart.noneKnown || triage !== undefined,
    allergies: chart.allergies.map((one) => `${one.substance}${one.reaction ? ` (${one.reaction})` : ''}`), avoid: chart.allergies.flatMap((one) => [one.substance, one.class ?? []].flat()),
    triage: triage && { at: triage.at.toString(), vitals: Object.fromEntries(Object.entries(triage.vitals).map(([key, value]) => [key, writeDecimal(value)])), allergy: triage.allergy },
  };
  if (!treats) return patient;
  const [note, last, rx] = await Promise.all([noteOf(reader, visit.id), previousNote(reader, visit.personId, visit.id), rxOf(reader, visit.id)]);
  const { subjective, objective, assessment, plan } = note.body;
  return {
    ...patient, note: { version: note.version, subjective, objective, assessment, plan }, rx: (rx?.items ?? []).map((item) => `${item.drug_name}: ${say(item.signa)}`),
    chart: {
      problems: chart.problems.map((one) => `${one.display} (${one.code})`), drugs: chart.drugs.map((one) => `${one.name}: ${one.words}`), last: last ? [`${last.date}, ${last.doctorName}`, ...noteParts.map((part) => last.body[part]).filter(Boolean)] : [],
      results: chart.results.slice(0, 10).map((one) => `${one.name}: ${one.points.slice(-3).map((point) => writeDecimal(point.value)).join(' → ')} ${one.unit}`),
    },
  };
}

function say(signa: string): string {
  const read = readSigna(signa);
  return read.ok ? saySigna(read.signa) : signa;
}
