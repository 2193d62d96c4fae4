import type { Work } from '#platform/database';
import type { Leave, WeeklySchedule } from '../rules/opening.ts';
import type { Reader } from './reader.ts';
import type { SaroaleTables } from './tables.ts';

/** The weekly pattern still valid on or after `from`. */
export async function listSchedules(reader: Reader, from: Temporal.PlainDate): Promise<WeeklySchedule[]> {
  const rows = await reader.selectFrom('saroale.schedule').selectAll()
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', from.toString())])).orderBy('poli').orderBy('weekday').orderBy('opens').execute();
  return rows.map((row) => ({
    id: row.id, poli: row.poli, doctor: row.doctor, weekday: row.weekday, opens: row.opens.slice(0, 5), closes: row.closes.slice(0, 5), quotaJkn: row.quota_jkn, quotaOther: row.quota_other,
    shared: row.shared, validFrom: Temporal.PlainDate.from(row.valid_from), ...(row.valid_to === null ? {} : { validTo: Temporal.PlainDate.from(row.valid_to) }),
  }));
}

/** Adds a weekly schedule; overlapping hours of one doctor violate `schedule_doctor_once`. */
export async function addSchedule(work: Work, schedule: Omit<WeeklySchedule, 'id'>): Promise<string> {
  const id = work.newId();
  await work.tables<SaroaleTables>().insertInto('saroale.schedule').values({
    id, poli: schedule.poli, doctor: schedule.doctor, weekday: schedule.weekday, opens: schedule.opens, closes: schedule.closes, quota_jkn: schedule.quotaJkn, quota_other: schedule.quotaOther,
    shared: schedule.shared, valid_from: schedule.validFrom.toString(), valid_to: schedule.validTo?.toString() ?? null,
  }).execute();
  return id;
}

/** Ends a weekly schedule after `lastDay`. Sessions already opened stay; cancelling them tells people and is its own action. */
export async function endSchedule(work: Work, id: string, lastDay: Temporal.PlainDate): Promise<boolean> {
  const done = await work.tables<SaroaleTables>().updateTable('saroale.schedule').set({ valid_to: lastDay.toString() }).where('id', '=', id).where('valid_from', '<=', lastDay.toString()).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function listLeaves(reader: Reader, from: Temporal.PlainDate): Promise<(Leave & { id: string; reason: string })[]> {
  const rows = await reader.selectFrom('saroale.leave').selectAll().where('to_date', '>=', from.toString()).orderBy('from_date').execute();
  return rows.map((row) => ({ id: row.id, doctor: row.doctor, from: Temporal.PlainDate.from(row.from_date), to: Temporal.PlainDate.from(row.to_date), reason: row.reason }));
}

export async function addLeaveRow(work: Work, leave: Leave & { reason: string }): Promise<string> {
  const id = work.newId();
  await work.tables<SaroaleTables>().insertInto('saroale.leave').values({ id, doctor: leave.doctor, from_date: leave.from.toString(), to_date: leave.to.toString(), reason: leave.reason, entered_by: work.actor.id, entered_at: work.now.toString() }).execute();
  return id;
}
