import type { Work } from '#platform/database';
import type { PlannedSession } from '../rules/opening.ts';
import { shownName } from './directory.ts';
import type { Reader } from './reader.ts';
import type { SaroaleTables, SessionStatus } from './tables.ts';

/** A session as Saroale knows it; places left are booking's to say. */
export interface SessionRow {
  readonly id: string;
  readonly poli: string;
  readonly poliName: string;
  readonly poliActive: boolean;
  readonly sensitive: boolean;
  readonly labelPrefix: string;
  readonly cutoffBefore: number;
  readonly checkinBefore: number;
  readonly checkinAfter: number;
  readonly promiseMinutes: number;
  readonly fingerprintRequired: boolean;
  readonly floor: string;
  readonly doctorId: string;
  readonly doctorName: string;
  readonly hfisCode: number | null;
  readonly date: Temporal.PlainDate;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly status: SessionStatus;
  readonly lateMinutes: number;
  readonly reason: string | null;
  readonly quotaJkn: number;
  readonly quotaOther: number;
  readonly shared: boolean;
  readonly flagged: boolean;
}

export interface SessionSearch {
  readonly ids?: readonly string[] | undefined;
  readonly poli?: string | undefined;
  readonly doctor?: string | undefined;
  readonly from?: Temporal.PlainDate | undefined;
  readonly to?: Temporal.PlainDate | undefined;
}

/** Sessions in order of time. */
export async function findSessions(reader: Reader, search: SessionSearch): Promise<SessionRow[]> {
  let query = reader.selectFrom('saroale.session as s').innerJoin('saroale.poli as p', 'p.code', 's.poli').innerJoin('saroale.doctor as d', 'd.id', 's.doctor')
    .select(['s.id', 's.poli', 's.date', 's.opens_at', 's.closes_at', 's.status', 's.late_minutes', 's.reason', 's.quota_jkn', 's.quota_other', 's.shared', 's.flagged', 's.doctor',
      'p.name as poli_name', 'p.active as poli_active', 'p.sensitive', 'p.label_prefix', 'p.cutoff_before', 'p.checkin_opens_before', 'p.checkin_closes_after', 'p.promise_minutes', 'p.fingerprint_required', 'p.floor',
      'd.name', 'd.titles_before', 'd.titles_after', 'd.hfis_code'])
    .orderBy('s.opens_at').orderBy('s.poli').orderBy('s.id');
  if (search.ids) query = query.where('s.id', 'in', [...search.ids]);
  if (search.poli !== undefined) query = query.where('s.poli', '=', search.poli);
  if (search.doctor !== undefined) query = query.where('s.doctor', '=', search.doctor);
  if (search.from) query = query.where('s.date', '>=', search.from.toString());
  if (search.to) query = query.where('s.date', '<=', search.to.toString());
  return (await query.execute()).map((row) => ({
    id: row.id, poli: row.poli, poliName: row.poli_name, poliActive: row.poli_active, sensitive: row.sensitive, labelPrefix: row.label_prefix, cutoffBefore: row.cutoff_before,
    checkinBefore: row.checkin_opens_before, checkinAfter: row.checkin_closes_after, promiseMinutes: row.promise_minutes, fingerprintRequired: row.fingerprint_required, floor: row.floor,
    doctorId: row.doctor, doctorName: shownName(row), hfisCode: row.hfis_code, date: Temporal.PlainDate.from(row.date), opensAt: row.opens_at, closesAt: row.closes_at, status: row.status,
    lateMinutes: row.late_minutes, reason: row.reason, quotaJkn: row.quota_jkn, quotaOther: row.quota_other, shared: row.shared, flagged: row.flagged,
  }));
}

/** Which of the planned sessions already exist (any status: a cancelled one is not opened again). Keys are `doctor|date|opensAt`. */
export async function existingSessions(reader: Reader, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<Set<string>> {
  const rows = await reader.selectFrom('saroale.session').select(['doctor', 'date', 'opens_at']).where('date', '>=', from.toString()).where('date', '<=', to.toString()).execute();
  return new Set(rows.map((row) => sessionKey(row.doctor, row.date, row.opens_at)));
}

export function sessionKey(doctor: string, date: string, opensAt: Temporal.Instant): string {
  return `${doctor}|${date}|${opensAt.toString()}`;
}

/** Writes the Saroale side of a session booking has just opened. */
export async function insertSession(work: Work, id: string, planned: PlannedSession): Promise<void> {
  const { schedule } = planned;
  await work.tables<SaroaleTables>().insertInto('saroale.session').values({
    id, schedule_id: schedule.id ?? null, poli: schedule.poli, doctor: schedule.doctor, date: planned.date.toString(), opens_at: planned.opensAt.toString(), closes_at: planned.closesAt.toString(),
    reason: null, quota_jkn: schedule.quotaJkn, quota_other: schedule.quotaOther, shared: schedule.shared, opened_at: work.now.toString(),
  }).execute();
}

export interface SessionChange {
  readonly status?: SessionStatus;
  readonly lateMinutes?: number;
  readonly reason?: string;
  readonly quotaJkn?: number;
  readonly quotaOther?: number;
  readonly flagged?: boolean;
}

export async function changeSession(work: Work, id: string, change: SessionChange): Promise<void> {
  const set = {
    ...(change.status ? { status: change.status } : {}), ...(change.lateMinutes === undefined ? {} : { late_minutes: change.lateMinutes }), ...(change.reason === undefined ? {} : { reason: change.reason }),
    ...(change.quotaJkn === undefined ? {} : { quota_jkn: change.quotaJkn }), ...(change.quotaOther === undefined ? {} : { quota_other: change.quotaOther }), ...(change.flagged === undefined ? {} : { flagged: change.flagged }),
  };
  await work.tables<SaroaleTables>().updateTable('saroale.session').set(set).where('id', '=', id).execute();
}
