import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem, type ProblemSpec } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { bookingConstraints, type Claimed } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors, PersonSummary } from '../doors.ts';
import { events } from '../events.ts';
import { planReminders } from '../notices/reminders.ts';
import { tell } from '../notices/tell.ts';
import { constraints, refusals } from '../problems.ts';
import { poolOf, readSession, type SessionView } from '../reads/sessions.ts';
import { readTicket } from '../reads/tickets.ts';
import { whyClosed, type Closed } from '../rules/cutoff.ts';
import { eligibilityFault } from '../rules/eligibility.ts';
import { readReference, referenceFault, type ReferenceFault } from '../rules/reference.ts';
import { findPoli } from '../store/directory.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { findVisits, insertVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

export const bookInput = z.strictObject({
  sessionId: inputs.sessionId, personId: inputs.personId, payer: inputs.payer, visitKind: inputs.visitKind, reference: inputs.reference, key: inputs.key,
  newPatient: z.boolean().default(false), note: z.string().trim().max(300).default(''), contact: inputs.contact.optional(), showPoli: z.boolean().default(false),
});
export type BookInput = z.output<typeof bookInput>;

/** What everybody who books gets back, on every channel. */
export interface Booked {
  readonly bookingId: string;
  readonly code: string;
  readonly number: number;
  readonly label: string;
  /** The same key had been used before: this is that booking. */
  readonly repeated: boolean;
  readonly estimate: { readonly from: Temporal.Instant; readonly to: Temporal.Instant; readonly point: Temporal.Instant };
  readonly arriveFrom: Temporal.Instant;
  readonly arriveBy: Temporal.Instant;
  readonly bring: readonly { id: string; en?: string }[];
  readonly ticketUrl: string;
  readonly poli: string;
  readonly poliName: string;
  readonly doctorName: string;
  readonly date: Temporal.PlainDate;
  readonly hours: string;
  readonly newPatient: boolean;
}

/** Takes a place in a doctor's session. The caller has already proved that it may act for the person. */
export function bookAction(doors: Doors) {
  return action({ name: 'saroale/book', input: bookInput, allow: 'anyone', constraints: { ...bookingConstraints, ...constraints }, run: (work, input) => book(doors, work, input) });
}

/** The step itself, for callers that hold a unit of work (a chat turn). `beyondQuota`: an officer's reason for one place more than the quota. */
export async function book(doors: Doors, work: Work, input: BookInput, options: { beyondQuota?: string } = {}): Promise<Booked> {
  const known = await doors.booking.byKey(input.key, work);
  if (known) return booked(doors, work, known.id, true);
  const session = await readSession(doors, input.sessionId, work);
  if (!session) throw new Problem(refusals.noSession);
  const counter = can(work.actor, 'saroale/register') && work.actor.channel !== 'mobile-jkn';
  refuseClosed(session, work, doors.zone, counter);
  await refuseUnfit(doors, work, session, input.personId, counter);
  const reference = letterOf(input, session);
  const twice = await twiceFault(doors, work, session, input, reference);
  if (twice) {
    // The place that stands in the way may be this very request's, committed by its twin since we looked.
    const met = await doors.booking.byKey(input.key, work);
    if (met) return booked(doors, work, met.id, true);
    throw twice;
  }
  const claimed = await doors.booking.claim(work, {
    sessionId: input.sessionId, pool: poolOf(input.payer), party: input.personId, scope: session.poli, ...(reference ? { reference } : {}), key: input.key, channel: work.actor.channel,
    kind: String(input.visitKind), evenIfClosed: counter, ...(options.beyondQuota ? { beyondQuota: options.beyondQuota } : {}),
  });
  // Two requests with one key met at the claim: the other one wrote the visit.
  if (claimed.repeated) return booked(doors, work, claimed.id, true);
  await recordVisit(doors, work, session, claimed, { ...input, reference }, options.beyondQuota);
  return booked(doors, work, claimed.id, false);
}

/** The Saroale side of a place just claimed, accepted from the waiting list or moved: visit, fact, message, reminders. */
export async function recordVisit(doors: Doors, work: Work, session: SessionView, place: Pick<Claimed, 'id' | 'code' | 'number' | 'label'>, input: Omit<BookInput, 'key'>, overrideReason?: string, silent = false): Promise<void> {
  const person = await personOf(doors, work, input.personId);
  const newPatient = input.newPatient || person.maskedNorm === undefined;
  await insertVisit(work, {
    bookingId: place.id, code: place.code, number: place.number, label: place.label, sessionId: session.sessionId, personId: input.personId, poli: session.poli, doctor: session.doctorId, date: session.date,
    payer: input.payer, visitKind: input.visitKind, reference: input.reference ?? null, newPatient, norm: null, contact: input.contact ?? null, showPoli: input.showPoli,
    note: input.note, overrideReason, expectedAt: (await doors.booking.estimate(place.id, work))?.point ?? session.opensAt,
  });
  const today = civilDate(work.now, doors.zone);
  work.emit(events.booked.of(place.id, { session: session.sessionId, poli: session.poli, channel: work.actor.channel, payer: input.payer, visitKind: input.visitKind, newPatient, leadDays: today.until(session.date).days }));
  work.note({ subject: place.id, session: session.sessionId, ...(overrideReason ? { reason: overrideReason } : {}) });
  // A chat answers in its own conversation; a message besides would be the same fact twice.
  if (!silent && work.actor.channel !== 'whatsapp' && work.actor.channel !== 'telegram') await tell(doors, work, place.id, 'booked');
  await planReminders(doors, work, place.id);
}

/** The answer for a booking that exists. */
export async function booked(doors: Doors, work: Work, bookingId: string, repeated: boolean): Promise<Booked> {
  const ticket = await readTicket(doors, bookingId, work);
  if (!ticket) throw new Problem(refusals.noBooking);
  const { visit } = ticket;
  const estimate = ticket.estimate ?? { from: visit.opensAt, to: visit.closesAt, point: visit.opensAt };
  const session = await readSession(doors, visit.sessionId, work);
  return {
    bookingId, code: visit.code, number: visit.number, label: visit.label, repeated, estimate: { from: estimate.from, to: estimate.to, point: estimate.point }, arriveFrom: ticket.arriveFrom, arriveBy: ticket.arriveBy,
    bring: ticket.bring, ticketUrl: ticket.url, poli: visit.poli, poliName: visit.poliName, doctorName: visit.doctorName, date: visit.date, hours: session?.hours ?? '', newPatient: visit.newPatient,
  };
}

const closedProblems: Readonly<Record<Closed, ProblemSpec>> = {
  'past': refusals.past, 'too-far': refusals.tooFar, 'poli-closed': refusals.poliClosed, 'cancelled': refusals.cancelled, 'ended': refusals.ended, 'cutoff': refusals.cutoff, 'full': refusals.full,
};

/** Everything that closes a session except its quota: that is decided by the claim, after the duplicates. */
export function refuseClosed(session: SessionView, work: Work, zone: string, counter: boolean): void {
  const closed = whyClosed({ ...session, left: 1 }, { now: work.now, today: civilDate(work.now, zone), counter });
  if (closed) throw new Problem(closedProblems[closed], { facts: { session: session.sessionId } });
}

/** Refuses an unknown person, and from home one the clinic does not see. */
export async function refuseUnfit(doors: Doors, work: Work, session: SessionView, personId: string, counter: boolean): Promise<void> {
  const person = await personOf(doors, work, personId);
  if (counter) return;
  const poli = await findPoli(work.tables<SaroaleTables>(), session.poli);
  const fault = poli && eligibilityFault(poli, { sex: person.sex, birthYear: person.birthYear }, session.date);
  if (fault) throw new Problem(fault === 'sex' ? refusals.notForSex : refusals.notForAge, { fields: { poli: (fault === 'sex' ? refusals.notForSex : refusals.notForAge).detail } });
}

async function personOf(doors: Doors, work: Work, personId: string): Promise<PersonSummary> {
  const person = (await doors.people.summaries([personId], work)).get(personId);
  if (!person) throw new Problem(refusals.noPerson, { fields: { personId: refusals.noPerson.detail } });
  return person;
}

export const letterProblems: Readonly<Record<ReferenceFault, ProblemSpec>> = {
  'missing': refusals.referenceMissing, 'shape': refusals.referenceShape, 'not-control': refusals.referenceKind, 'not-referral': refusals.referenceKind,
  'from-the-future': refusals.referenceShape, 'expired': refusals.referenceExpired,
};

/** The letter number as it is kept, or the refusal of a letter that does not fit the visit. */
export function letterOf(input: Pick<BookInput, 'payer' | 'visitKind' | 'reference'>, session: SessionView): string | undefined {
  const fault = referenceFault({ payer: input.payer, visitKind: input.visitKind, reference: input.reference, date: session.date });
  if (fault) throw new Problem(letterProblems[fault], { fields: { reference: letterProblems[fault].detail } });
  return input.reference?.trim() ? readReference(input.reference)?.value : undefined;
}

async function twiceFault(doors: Doors, work: Work, session: SessionView, input: BookInput, reference: string | undefined): Promise<Problem | undefined> {
  if (reference) {
    const [used] = await doors.booking.bookings({ service: 'saroale', reference, active: true }, work);
    if (used) return new Problem(refusals.referenceUsed, { fields: { reference: refusals.referenceUsed.detail } });
  }
  const [twin] = await findVisits(work.tables<SaroaleTables>(), { personIds: [input.personId], poli: session.poli, from: session.date, to: session.date, status: ['booked', 'checked-in'] });
  return twin ? new Problem(refusals.twiceADay, { facts: { bookingId: twin.bookingId } }) : undefined;
}
