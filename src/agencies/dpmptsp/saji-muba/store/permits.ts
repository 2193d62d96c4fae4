import { sql } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { readerOf, type PermitStatus, type SajiTables } from './tables.ts';

/** A line of the register. */
export interface Permit {
  readonly id: string;
  readonly caseId: string;
  readonly type: string;
  readonly number: string;
  readonly person: string;
  readonly district: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly validUntil: Temporal.PlainDate | undefined;
  readonly status: PermitStatus;
  /** Public code of the signed document. */
  readonly verification: string;
  /** Id of the signed document at the signing floor. */
  readonly document: string;
  /** The permit it was made from: renewed, amended or copied. */
  readonly replaces: string | undefined;
}

/** A step in the life of a permit after issue. */
export interface PermitChange { readonly to: PermitStatus; readonly reason: string; readonly at: Temporal.Instant }

type Row = Omit<SajiTables['saji_muba.permit'], 'status'> & { status: PermitStatus };

export async function findPermit(doors: Pick<Doors, 'database'>, by: { id: string } | { number: string } | { caseId: string } | { replaces: string }, within?: Work): Promise<Permit | undefined> {
  const row = await readerOf(doors.database, within).selectFrom('saji_muba.permit').selectAll()
    .where((where) => ('id' in by ? where('id', '=', by.id) : 'number' in by ? where('number', '=', by.number) : 'replaces' in by ? where('replaces', '=', by.replaces) : where('case_id', '=', by.caseId))).orderBy('id', 'desc').executeTakeFirst();
  return row && toPermit(row);
}

export async function requirePermit(doors: Pick<Doors, 'database'>, by: Parameters<typeof findPermit>[1], within?: Work): Promise<Permit> {
  const found = await findPermit(doors, by, within);
  if (!found) throw new Problem(refusals.noPermit);
  return found;
}

/** The public register, newest first; `cari` looks in numbers and types. */
export async function register(doors: Pick<Doors, 'database'>, query: { typed?: string | undefined; type?: string | undefined; district?: string | undefined; limit: number; offset?: number | undefined }): Promise<Permit[]> {
  let rows = readerOf(doors.database).selectFrom('saji_muba.permit').selectAll().orderBy('issued_on', 'desc').orderBy('id', 'desc').limit(query.limit).offset(query.offset ?? 0);
  if (query.typed) rows = rows.where('number', 'ilike', `%${query.typed.replace(/[%_\\]/g, '')}%`);
  if (query.type) rows = rows.where('type', '=', query.type);
  if (query.district) rows = rows.where('district', '=', query.district);
  return (await rows.execute()).map(toPermit);
}

/** Valid permits that end within `days` of today, and which reminders went out. */
export async function endingWithin(doors: Pick<Doors, 'database'>, today: Temporal.PlainDate, days: number): Promise<{ permit: Permit; sent: readonly number[] }[]> {
  const reader = readerOf(doors.database);
  const rows = await reader.selectFrom('saji_muba.permit').selectAll().where('status', '=', 'valid').where('valid_until', 'is not', null)
    .where('valid_until', '<=', sql<string>`${today.add({ days }).toString()}::date`).orderBy('valid_until').limit(2000).execute();
  const sent = rows.length === 0 ? [] : await reader.selectFrom('saji_muba.reminder').select(['permit', 'days']).where('permit', 'in', rows.map((row) => row.id)).execute();
  return rows.map((row) => ({ permit: toPermit(row), sent: sent.filter((one) => one.permit === row.id).map((one) => one.days) }));
}

/** What happened to a permit since it was issued, newest first. */
export async function changesOf(doors: Pick<Doors, 'database'>, permit: string): Promise<PermitChange[]> {
  const rows = await readerOf(doors.database).selectFrom('saji_muba.permit_change').select(['to_status', 'reason', 'at']).where('permit', '=', permit).orderBy('at', 'desc').limit(100).execute();
  return rows.map((row) => ({ to: row.to_status as PermitStatus, reason: row.reason, at: row.at }));
}

/** Changes where a permit stands, with the reason in the log. */
export async function setStatus(work: Work, permit: Permit, to: PermitStatus, reason: string): Promise<void> {
  await work.tables<SajiTables>().updateTable('saji_muba.permit').set({ status: to }).where('id', '=', permit.id).execute();
  await work.tables<SajiTables>().insertInto('saji_muba.permit_change').values({ id: work.newId(), permit: permit.id, from_status: permit.status, to_status: to, reason, by: work.actor.id, at: work.now.toString() }).execute();
}

function toPermit(row: Row): Permit {
  return {
    id: row.id, caseId: row.case_id, type: row.type, number: row.number, person: row.person, district: row.district, issuedOn: Temporal.PlainDate.from(row.issued_on),
    validUntil: row.valid_until === null ? undefined : Temporal.PlainDate.from(row.valid_until), status: row.status, verification: row.verification, document: row.document, replaces: row.replaces ?? undefined,
  };
}
