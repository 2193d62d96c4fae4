import type { Actor } from '#kernel/actor';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { chartFor, factsOf } from '../actions/patient-facts.ts';
import { linesOf } from '../actions/prescribe.ts';
import { care, service, type Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import type { Chart } from '../record/chart.ts';
import { formulary } from '../reference/reference.ts';
import { chartGround, type ChartGround } from '../rules/chart-access.ts';
import { checkPrescription, type Alert, type PatientFacts } from '../rules/safety.ts';
import { codingsOf, favouriteCodes, type Coding } from '../store/coding.ts';
import { troublesOf, type DeviceTrouble } from '../store/device-events.ts';
import { favouriteDrugs } from '../store/favourites.ts';
import { noteOf, noteVersions, previousNote, type Note, type NoteVersion } from '../store/notes.ts';
import { rxOf, type Rx } from '../store/prescriptions.ts';
import { readerOf } from '../store/reader.ts';
import { ordersOf, type Order } from '../store/results.ts';
import { triageOf, type TriageRow } from '../store/triage.ts';
import { findVisit, findVisits, type Visit } from '../store/visits.ts';

export interface DoctorScreen {
  readonly visit: Visit;
  readonly ground: ChartGround;
  readonly person: { readonly name: string; readonly birthDate?: string | undefined; readonly sex?: 'L' | 'P' | undefined; readonly norm?: string | undefined };
  readonly chart: Chart;
  readonly facts: PatientFacts;
  readonly triage: TriageRow | undefined;
  readonly note: Note;
  readonly versions: readonly NoteVersion[];
  readonly previous: Awaited<ReturnType<typeof previousNote>>;
  readonly codings: readonly Coding[];
  readonly favourites: { readonly codes: readonly { code: string; display: string }[]; readonly drugs: readonly { drug: string; drug_name: string; signa: string }[] };
  readonly rx: Rx | undefined;
  readonly alerts: readonly Alert[];
  readonly orders: readonly Order[];
  readonly troubles: readonly DeviceTrouble[];
  readonly backReferral: { readonly group: string; readonly stableSince: string; readonly drugs: number } | undefined;
  readonly control: { readonly date: string; readonly doctorName: string; readonly letter: string } | undefined;
}

/** Everything of one patient that matters to the doctor, asked together. Opening it is written down; without a ground it is refused. */
export async function readDoctorScreen(doors: Doors, actor: Actor, visitId: string): Promise<DoctorScreen> {
  const reader = readerOf(doors.database);
  const visit = await findVisit(reader, visitId);
  if (!visit) throw new Problem(refusals.noVisit);
  const ground = await groundFor(doors, actor, visit);
  const person = await doors.people.reveal(actor, visit.personId, { ...care, ...(ground === 'glass' ? { purpose: 'emergency' as const } : {}), fields: ['name', 'birthDate', 'sex', 'norm'] });
  const since = doors.clock.now().subtract({ hours: 24 * 90 });
  const [chart, triage, note, versions, previous, codings, codes, drugs, rx, orders, control, troubles, referred] = await Promise.all([
    chartFor(doors, actor, visit), triageOf(reader, visit.id), noteOf(reader, visit.id), noteVersions(reader, visit.id), previousNote(reader, visit.personId, visit.id), codingsOf(reader, visit.id), favouriteCodes(reader, actor.id, since), favouriteDrugs(reader, actor.id, since),
    rxOf(reader, visit.id), ordersOf(reader, { visitIds: [visit.id] }), reader.selectFrom('sih_larajaket.control').select(['date', 'doctor_name', 'letter']).where('visit_id', '=', visit.id).executeTakeFirst(), troublesOf(reader, visit.id), reader.selectFrom('sih_larajaket.back_referral').select(['group_name', 'stable_since', 'drugs']).where('visit_id', '=', visit.id).executeTakeFirst(),
  ]);
  const facts = factsOf(visit, chart, triage);
  return {
    visit, ground, troubles, backReferral: referred && { group: referred.group_name, stableSince: referred.stable_since, drugs: referred.drugs.length }, person: { ...person, name: person.shownName ?? '' }, chart, facts, triage, note, versions, previous, codings, favourites: { codes, drugs }, rx, alerts: checkPrescription(linesOf(rx?.items ?? []), facts, formulary), orders,
    control: control && { date: control.date, doctorName: control.doctor_name, letter: control.letter },
  };
}

/** Why this actor may open this chart, or the refusal that sends them to the glass. */
export async function groundFor(doors: Doors, actor: Actor, visit: Visit): Promise<ChartGround> {
  const reader = readerOf(doors.database);
  const now = doors.clock.now();
  const [note, orders, glass] = await Promise.all([
    reader.selectFrom('sih_larajaket.note').select('author').where('visit_id', '=', visit.id).executeTakeFirst(), ordersOf(reader, { visitIds: [visit.id] }),
    reader.selectFrom('sih_larajaket.glass').select('open_until').where('account', '=', actor.id).where('person_id', '=', visit.personId).orderBy('at', 'desc').limit(1).executeTakeFirst(),
  ]);
  const ground = chartGround({
    visitDate: visit.date, visitState: visit.state, today: civilDate(now, doors.zone), actor: actor.id, author: note?.author, recordUnit: can(actor, 'sih-larajaket/amend') || can(actor, 'sih-larajaket/code'),
    unreadResults: orders.some((order) => order.results.some((result) => result.readAt === null)), glassOpen: glass !== undefined && Temporal.Instant.compare(now, glass.open_until) < 0,
  });
  if (!ground) throw new Problem(refusals.closedChart, { facts: { glass: `/sih-larajaket/dokter/${visit.id}/darurat` } });
  return ground;
}

export interface DoctorQueue { readonly visits: readonly Visit[]; readonly names: ReadonlyMap<string, string>; readonly inbox: readonly { readonly visit: Visit; readonly name: string; readonly results: number; readonly critical: boolean }[]; readonly doctor: string | undefined }

/** Today's patients of the doctor (of everybody for an account that is no doctor of the schedule), and results that came after. */
export async function readDoctorQueue(doors: Doors, actor: Actor): Promise<DoctorQueue> {
  const reader = readerOf(doors.database);
  const own = await reader.selectFrom('sih_larajaket.practitioner').select('doctor').where('account', '=', actor.id).executeTakeFirst();
  const doctor = own?.doctor ?? undefined;
  const today = civilDate(doors.clock.now(), doors.zone);
  const all = await findVisits(reader, { date: today, ...(doctor ? { doctor } : {}) });
  const rank: Readonly<Record<string, number>> = { 'in-progress': 0, 'waiting-support': 1, 'triaged': 2, 'arrived': 3 };
  const visits = all.filter((visit) => visit.state in rank).sort((a, b) => (rank[a.state] ?? 9) - (rank[b.state] ?? 9));
  const unread = await reader.selectFrom('sih_larajaket.result as r').innerJoin('sih_larajaket.support_order as o', 'o.id', 'r.order_id').select(['o.visit_id', 'r.critical']).where('r.read_at', 'is', null).where('o.ordered_by', '=', actor.id).where('r.state', 'in', ['final', 'amended', 'withdrawn']).orderBy('r.at', 'desc').limit(200).execute();
  const byVisit = Map.groupBy(unread, (row) => row.visit_id);
  const waiting = await findVisits(reader, { ids: [...byVisit.keys()] });
  const people = [...new Set([...visits, ...waiting].map((visit) => visit.personId))];
  const names = new Map([...await doors.people.names(actor, people, { purpose: 'care', service })].map(([id, named]) => [id, named.shownName]));
  return { visits, names, doctor, inbox: waiting.map((visit) => ({ visit, name: names.get(visit.personId) ?? '–', results: byVisit.get(visit.id)?.length ?? 0, critical: byVisit.get(visit.id)?.some((row) => row.critical) ?? false })) };
}
