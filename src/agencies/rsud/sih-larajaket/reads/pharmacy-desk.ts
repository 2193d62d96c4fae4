import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { chartFor, factsOf } from '../actions/patient-facts.ts';
import { linesOf } from '../actions/prescribe.ts';
import { care, type Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { formulary } from '../reference/reference.ts';
import { checkPrescription, type Alert } from '../rules/safety.ts';
import { rxOf, rxsOf, reviewsOf, stockOf, type Rx } from '../store/prescriptions.ts';
import { readerOf } from '../store/reader.ts';
import { triageOf } from '../store/triage.ts';
import { findVisit, findVisits, yearsOf, type Visit } from '../store/visits.ts';

export interface PharmacyDesk { readonly now: Temporal.Instant; readonly rows: readonly { readonly visit: Visit; readonly rx: Rx; readonly name: string }[] }

/** Prescriptions that wait for the pharmacy, oldest first; medicine handed over today stays at the end, for remainders. */
export async function readPharmacyDesk(doors: Doors, actor: Actor): Promise<PharmacyDesk> {
  const reader = readerOf(doors.database);
  const now = doors.clock.now();
  const today = civilDate(now, doors.zone);
  const visits = await findVisits(reader, { date: today, states: ['coded', 'screened', 'prepared', 'handed', 'delivery'] });
  const rxs = await rxsOf(reader, visits.map((visit) => visit.id));
  const names = await doors.people.names(actor, [...new Set(visits.map((visit) => visit.personId))], care);
  const order: Readonly<Record<string, number>> = { prepared: 0, screened: 1, coded: 2, handed: 3, delivery: 4 };
  const rows = visits.flatMap((visit) => { const rx = rxs.get(visit.id); return rx && rx.items.length > 0 ? [{ visit, rx, name: names.get(visit.personId)?.shownName ?? '–' }] : []; });
  return { now, rows: rows.sort((a, b) => (order[a.visit.state] ?? 9) - (order[b.visit.state] ?? 9) || Temporal.Instant.compare(a.rx.sentAt ?? now, b.rx.sentAt ?? now)) };
}

export interface PharmacyCase {
  readonly visit: Visit;
  readonly rx: Rx;
  readonly person: { readonly name: string; readonly birthDate?: string | undefined; readonly sex?: 'L' | 'P' | undefined; readonly norm?: string | undefined };
  readonly years: number | undefined;
  readonly alerts: readonly Alert[];
  readonly allergies: readonly string[];
  readonly stock: ReadonlyMap<string, number>;
  readonly reviewed: boolean;
}

/** One prescription with what the pharmacist judges it by. */
export async function readPharmacyCase(doors: Doors, actor: Actor, visitId: string): Promise<PharmacyCase> {
  const reader = readerOf(doors.database);
  const visit = await findVisit(reader, visitId);
  const rx = visit && await rxOf(reader, visit.id);
  if (!visit || !rx) throw new Problem(refusals.noVisit);
  const person = await doors.people.reveal(actor, visit.personId, { ...care, fields: ['name', 'birthDate', 'sex', 'norm'] });
  const chart = await chartFor(doors, actor, visit);
  const facts = factsOf(visit, chart, await triageOf(reader, visit.id));
  const reviews = await reviewsOf(reader, rx.id);
  return {
    visit, rx, person: { ...person, name: person.shownName ?? '' }, years: yearsOf(visit), alerts: checkPrescription(linesOf(rx.items), facts, formulary), allergies: chart.allergies.map((one) => one.substance),
    stock: await stockOf(reader, rx.items.map((item) => item.drug), civilDate(doors.clock.now(), doors.zone)), reviewed: reviews.some((review) => review.rx_version === rx.version),
  };
}
