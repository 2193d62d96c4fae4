import type { Work } from '#platform/database';
import { sql, type Selectable } from 'kysely';
import type { Reader } from './reader.ts';
import type { Tables } from './tables.ts';

export type RxItem = Selectable<Tables['sih_larajaket.rx_item']>;
export interface Rx { readonly id: string; readonly visitId: string; readonly number: string; readonly state: 'draft' | 'sent' | 'cancelled'; readonly version: number; readonly sentAt: Temporal.Instant | null; readonly preparedVersion: number | null; readonly items: readonly RxItem[] }

/** The prescription of a visit with its standing lines. */
export async function rxOf(reader: Reader, visitId: string): Promise<Rx | undefined> {
  return (await rxsOf(reader, [visitId])).get(visitId);
}

/** Prescriptions of many visits at once, by visit. */
export async function rxsOf(reader: Reader, visitIds: readonly string[]): Promise<Map<string, Rx>> {
  if (visitIds.length === 0) return new Map();
  const rows = await reader.selectFrom('sih_larajaket.rx').selectAll().where('visit_id', 'in', [...visitIds]).execute();
  if (rows.length === 0) return new Map();
  const items = await reader.selectFrom('sih_larajaket.rx_item').selectAll().where('rx_id', 'in', rows.map((row) => row.id)).where('ended_version', 'is', null).orderBy('no').execute();
  const byRx = Map.groupBy(items, (item) => item.rx_id);
  return new Map(rows.map((row) => [row.visit_id, { id: row.id, visitId: row.visit_id, number: row.number, state: row.state, version: row.version, sentAt: row.sent_at, preparedVersion: row.prepared_version, items: byRx.get(row.id) ?? [] }]));
}

/** Locks the prescription of a visit, made when there is none yet. Its number is the visit's code with an R. */
export async function holdRx(work: Work, visit: { id: string; code: string }): Promise<Rx> {
  const tables = work.tables<Tables>();
  await tables.insertInto('sih_larajaket.rx').values({ id: work.newId(), visit_id: visit.id, number: `R-${visit.code}`, state: 'draft', prepared_version: null }).onConflict((conflict) => conflict.column('visit_id').doNothing()).execute();
  await tables.selectFrom('sih_larajaket.rx').select('id').where('visit_id', '=', visit.id).forUpdate().executeTakeFirstOrThrow();
  const found = await rxOf(tables, visit.id);
  if (!found) throw new Error('The prescription was just made.');
  return found;
}

/** What the pharmacist said of a version of a prescription, newest first. */
export async function reviewsOf(reader: Reader, rxId: string) {
  return reader.selectFrom('sih_larajaket.rx_review').selectAll().where('rx_id', '=', rxId).orderBy('at', 'desc').execute();
}

/** Batches of a medicine with something left, the first to expire first (FEFO), locked. Two counters never take the same box. */
export async function holdStock(work: Work, drug: string, today: Temporal.PlainDate) {
  return work.tables<Tables>().selectFrom('sih_larajaket.stock').selectAll().where('drug', '=', drug).where('on_hand', '>', 0).where('expires_on', '>', today.toString()).orderBy('expires_on').orderBy('batch').forUpdate().execute();
}

/** Units on the shelf by medicine, expired ones left out. */
export async function stockOf(reader: Reader, drugs: readonly string[], today: Temporal.PlainDate): Promise<Map<string, number>> {
  if (drugs.length === 0) return new Map();
  const rows = await reader.selectFrom('sih_larajaket.stock').select(['drug', sql<number>`sum(on_hand)::int`.as('left')]).where('drug', 'in', [...drugs]).where('expires_on', '>', today.toString()).groupBy('drug').execute();
  return new Map(rows.map((row) => [row.drug, row.left]));
}
