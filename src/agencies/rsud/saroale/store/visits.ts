import type { Work } from '#platform/database';
import { shownName } from './directory.ts';
import type { Reader } from './reader.ts';
import type { Payer, SaroaleTables, VisitKind, VisitStatus } from './tables.ts';

/** A booking with everything Saroale knows about it. No name and no NIK: the person is an id. */
export interface Visit {
  readonly bookingId: string;
  readonly code: string;
  readonly number: number;
  readonly label: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly poli: string;
  readonly poliName: string;
  readonly sensitive: boolean;
  readonly promiseMinutes: number;
  readonly checkinBefore: number;
  readonly checkinAfter: number;
  readonly fingerprintRequired: boolean;
  readonly floor: string;
  readonly doctorId: string;
  readonly doctorName: string;
  readonly hfisCode: number | null;
  readonly date: Temporal.PlainDate;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly sessionStatus: string;
  readonly lateMinutes: number;
  readonly payer: Payer;
  readonly visitKind: VisitKind;
  readonly reference: string | null;
  readonly newPatient: boolean;
  readonly norm: string | null;
  readonly channel: string;
  readonly status: VisitStatus;
  readonly contact: Readonly<Record<string, string>> | null;
  readonly showPoli: boolean;
  readonly note: string;
  readonly reason: string | null;
  readonly movedTo: string | null;
  readonly overrideReason: string | null;
  readonly bookedAt: Temporal.Instant;
  /** The turn promised at booking. */
  readonly expectedAt: Temporal.Instant | null;
  readonly checkedInAt: Temporal.Instant | null;
  readonly calledAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
}

export interface VisitSearch {
  readonly bookingIds?: readonly string[] | undefined;
  readonly code?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly personIds?: readonly string[] | undefined;
  readonly from?: Temporal.PlainDate | undefined;
  readonly to?: Temporal.PlainDate | undefined;
  readonly poli?: string | undefined;
  readonly status?: readonly VisitStatus[] | undefined;
  readonly channel?: string | undefined;
  readonly limit?: number | undefined;
}

/** Visits in order of session and number. */
export async function findVisits(reader: Reader, search: VisitSearch): Promise<Visit[]> {
  if (search.bookingIds?.length === 0 || search.personIds?.length === 0) return [];
  let query = reader.selectFrom('saroale.visit as v').innerJoin('saroale.session as s', 's.id', 'v.session_id').innerJoin('saroale.poli as p', 'p.code', 'v.poli').innerJoin('saroale.doctor as d', 'd.id', 'v.doctor')
    .selectAll('v').select(['s.opens_at', 's.closes_at', 's.status as session_status', 's.late_minutes', 'p.name as poli_name', 'p.sensitive', 'p.promise_minutes', 'p.checkin_opens_before', 'p.checkin_closes_after',
      'p.fingerprint_required', 'p.floor', 'd.name', 'd.titles_before', 'd.titles_after', 'd.hfis_code'])
    .orderBy('s.opens_at').orderBy('v.poli').orderBy('v.number').limit(search.limit ?? 1000);
  if (search.bookingIds) query = query.where('v.booking_id', 'in', [...search.bookingIds]);
  if (search.code !== undefined) query = query.where('v.code', '=', search.code);
  if (search.sessionId !== undefined) query = query.where('v.session_id', '=', search.sessionId);
  if (search.personIds) query = query.where('v.person_id', 'in', [...search.personIds]);
  if (search.from) query = query.where('v.date', '>=', search.from.toString());
  if (search.to) query = query.where('v.date', '<=', search.to.toString());
  if (search.poli !== undefined) query = query.where('v.poli', '=', search.poli);
  if (search.status) query = query.where('v.status', 'in', [...search.status]);
  if (search.channel !== undefined) query = query.where('v.channel', '=', search.channel);
  return (await query.execute()).map((row) => ({
    bookingId: row.booking_id, code: row.code, number: row.number, label: row.label, sessionId: row.session_id, personId: row.person_id, poli: row.poli, poliName: row.poli_name, sensitive: row.sensitive,
    promiseMinutes: row.promise_minutes, checkinBefore: row.checkin_opens_before, checkinAfter: row.checkin_closes_after, fingerprintRequired: row.fingerprint_required, floor: row.floor,
    doctorId: row.doctor, doctorName: shownName(row), hfisCode: row.hfis_code, date: Temporal.PlainDate.from(row.date), opensAt: row.opens_at, closesAt: row.closes_at, sessionStatus: row.session_status,
    lateMinutes: row.late_minutes, payer: row.payer, visitKind: row.visit_kind, reference: row.reference, newPatient: row.new_patient, norm: row.norm, channel: row.channel, status: row.status,
    contact: row.contact, showPoli: row.show_poli, note: row.note, reason: row.reason, movedTo: row.moved_to, overrideReason: row.override_reason, bookedAt: row.booked_at, expectedAt: row.expected_at,
    checkedInAt: row.checked_in_at, calledAt: row.called_at, finishedAt: row.finished_at,
  }));
}

/** One visit by its booking id. */
export async function findVisit(reader: Reader, bookingId: string): Promise<Visit | undefined> {
  return (await findVisits(reader, { bookingIds: [bookingId] }))[0];
}

export interface NewVisit {
  readonly bookingId: string;
  readonly code: string;
  readonly number: number;
  readonly label: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly poli: string;
  readonly doctor: string;
  readonly date: Temporal.PlainDate;
  readonly payer: Payer;
  readonly visitKind: VisitKind;
  readonly reference: string | null;
  readonly newPatient: boolean;
  readonly norm: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
  readonly showPoli: boolean;
  readonly note: string;
  readonly overrideReason?: string | undefined;
  readonly expectedAt: Temporal.Instant;
}

/** Writes the Saroale side of a booking just claimed. A letter number in use violates `visit_reference_once`. */
export async function insertVisit(work: Work, visit: NewVisit): Promise<void> {
  await work.tables<SaroaleTables>().insertInto('saroale.visit').values({
    booking_id: visit.bookingId, code: visit.code, number: visit.number, label: visit.label, session_id: visit.sessionId, person_id: visit.personId, poli: visit.poli, doctor: visit.doctor,
    date: visit.date.toString(), payer: visit.payer, visit_kind: visit.visitKind, reference: visit.reference, new_patient: visit.newPatient, norm: visit.norm, channel: work.actor.channel,
    contact: visit.contact === null ? null : JSON.stringify(visit.contact), show_poli: visit.showPoli, note: visit.note, reason: null, moved_to: null, override_reason: visit.overrideReason ?? null,
    booked_at: work.now.toString(), expected_at: visit.expectedAt.toString(), updated_at: work.now.toString(),
  }).execute();
}

export interface VisitChange {
  readonly status?: VisitStatus;
  readonly reason?: string;
  readonly movedTo?: string;
  readonly norm?: string;
  readonly newPatient?: boolean;
  readonly checkedInAt?: Temporal.Instant;
  readonly calledAt?: Temporal.Instant;
  readonly finishedAt?: Temporal.Instant;
}

export async function changeVisit(work: Work, bookingId: string, change: VisitChange): Promise<void> {
  await work.tables<SaroaleTables>().updateTable('saroale.visit').set({
    updated_at: work.now.toString(),
    ...(change.status ? { status: change.status } : {}), ...(change.reason === undefined ? {} : { reason: change.reason }), ...(change.movedTo === undefined ? {} : { moved_to: change.movedTo }),
    ...(change.norm === undefined ? {} : { norm: change.norm }), ...(change.newPatient === undefined ? {} : { new_patient: change.newPatient }),
    ...(change.checkedInAt ? { checked_in_at: change.checkedInAt.toString() } : {}), ...(change.calledAt ? { called_at: change.calledAt.toString() } : {}), ...(change.finishedAt ? { finished_at: change.finishedAt.toString() } : {}),
  }).where('booking_id', '=', bookingId).execute();
}
