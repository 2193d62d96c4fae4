import { sql, type Kysely } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { Problem } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { InnovationRecord } from '../rules/record.ts';
import type { Stage } from '../procedure.ts';
import type { Origin, RegisterTables } from './tables.ts';

type Reader = Kysely<RegisterTables> | ReadonlyKysely<RegisterTables>;

export interface Innovation {
  readonly id: string;
  readonly code: string;
  readonly service: string | undefined;
  readonly title: string;
  readonly opd: string;
  readonly stage: Stage;
  readonly version: number;
  readonly record: InnovationRecord;
  readonly origin: Origin;
  readonly submittedBy: string | undefined;
  readonly verifiedBy: string | undefined;
  readonly publishedBy: string | undefined;
  readonly changedAt: Temporal.Instant;
}

const read = (database: Database): Reader => database.read<RegisterTables>();

export async function listInnovations(database: Database, where: { opd?: string | undefined } = {}): Promise<Innovation[]> {
  let query = read(database).selectFrom('hub.innovation').selectAll().orderBy('code');
  if (where.opd) query = query.where('opd', '=', where.opd);
  return (await query.execute()).map(innovationOf);
}

/** The innovation of an id or of a public code; nothing when there is none. */
export async function findInnovation(database: Database, key: string): Promise<Innovation | undefined> {
  const column = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key) ? 'id' : key.startsWith('INO-') ? 'code' : 'service';
  const row = await read(database).selectFrom('hub.innovation').selectAll().where(column, '=', key).executeTakeFirst();
  return row && innovationOf(row);
}

/** Locks the row for the rest of the work; throws when there is none. */
export async function lockInnovation(work: Work, id: string): Promise<Innovation> {
  const row = await work.tables<RegisterTables>().selectFrom('hub.innovation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
  return innovationOf(row);
}

/** Another living innovation with the same title, told apart by case and spaces no more than people do. */
export async function titleTaken(tables: Reader, title: string, except: string | undefined): Promise<boolean> {
  const row = await tables.selectFrom('hub.innovation').select('id').where(sql<string>`lower(regexp_replace(title, '\\s+', ' ', 'g'))`, '=', title.trim().toLowerCase().replace(/\s+/g, ' '))
    .where('stage', '<>', 'pensiun').where('id', '<>', except ?? '00000000-0000-0000-0000-000000000000').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** The next public code of a region and year; a number is given once and never again, even when the rest of the work fails later. */
export async function nextCode(work: Work, region: string, year: number): Promise<string> {
  const { last } = await work.tables<RegisterTables>().insertInto('hub.code_counter').values({ region, year, last: 1 })
    .onConflict((conflict) => conflict.columns(['region', 'year']).doUpdateSet({ last: sql<number>`code_counter.last + 1` })).returning('last').executeTakeFirstOrThrow();
  return `INO-${region.replace('.', '')}-${year}-${String(last).padStart(3, '0')}`;
}

/** Stores a new innovation with its first version and its owner. */
export async function storeInnovation(work: Work, given: { code: string; service?: string | undefined; opd: string; stage: Stage; record: InnovationRecord; origin: Origin; submittedBy?: string | undefined; ownedFrom: string }): Promise<string> {
  const id = work.newId();
  const tables = work.tables<RegisterTables>();
  const now = work.now.toString();
  await tables.insertInto('hub.innovation').values({
    id, code: given.code, service: given.service ?? null, title: given.record.nama, opd: given.opd, stage: given.stage, version: 1, record: JSON.stringify(given.record), origin: given.origin,
    submitted_by: given.submittedBy ?? null, verified_by: null, published_by: null, created_at: now, changed_at: now,
  }).execute();
  await tables.insertInto('hub.version').values({ innovation: id, version: 1, record: JSON.stringify(given.record), changed_by: work.actor.id, changed_at: now, reason: null }).execute();
  await tables.insertInto('hub.ownership').values({ innovation: id, opd: given.opd, valid_from: given.ownedFrom, valid_to: null, because: 'Pendaftaran' }).execute();
  return id;
}

/** Stores a changed record as the next version. */
export async function storeVersion(work: Work, innovation: Innovation, record: InnovationRecord, reason: string | undefined): Promise<number> {
  const version = innovation.version + 1;
  const now = work.now.toString();
  const tables = work.tables<RegisterTables>();
  await tables.updateTable('hub.innovation').set({ record: JSON.stringify(record), title: record.nama, version, changed_at: now }).where('id', '=', innovation.id).execute();
  await tables.insertInto('hub.version').values({ innovation: innovation.id, version, record: JSON.stringify(record), changed_by: work.actor.id, changed_at: now, reason: reason ?? null }).execute();
  return version;
}

export async function versionOf(tables: Reader, innovation: string, version: number): Promise<InnovationRecord | undefined> {
  return (await tables.selectFrom('hub.version').select('record').where('innovation', '=', innovation).where('version', '=', version).executeTakeFirst())?.record;
}

export async function versionsOf(database: Database, innovation: string) {
  return read(database).selectFrom('hub.version').selectAll().where('innovation', '=', innovation).orderBy('version').execute();
}

export async function transitionsOf(database: Database, innovation: string) {
  return read(database).selectFrom('hub.transition').selectAll().where('innovation', '=', innovation).orderBy('at').orderBy('id').execute();
}

function innovationOf(row: { id: string; code: string; service: string | null; title: string; opd: string; stage: Stage; version: number; record: InnovationRecord; origin: Origin; submitted_by: string | null; verified_by: string | null; published_by: string | null; changed_at: Temporal.Instant }): Innovation {
  return {
    id: row.id, code: row.code, service: row.service ?? undefined, title: row.title, opd: row.opd, stage: row.stage, version: row.version, record: row.record, origin: row.origin,
    submittedBy: row.submitted_by ?? undefined, verifiedBy: row.verified_by ?? undefined, publishedBy: row.published_by ?? undefined, changedAt: row.changed_at,
  };
}

/** The same, for a page. */
export async function isTitleTaken(database: Database, innovation: Innovation): Promise<boolean> {
  return titleTaken(read(database), innovation.title, innovation.id);
}

/** Figures somebody typed about an innovation; shown as claims and counted nowhere. */
export async function claimsOf(database: Database, innovation: string) {
  return read(database).selectFrom('hub.claim').select(['id', 'what', 'amount', 'period']).where('innovation', '=', innovation).where('withdrawn_at', 'is', null).orderBy('claimed_at').execute();
}
