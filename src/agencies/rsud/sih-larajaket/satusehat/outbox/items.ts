import { sql, type Selectable, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database } from '#platform/database';
import { placeInBook } from '../rules/order.ts';
import type { OutboxTables } from './tables.ts';

export type Item = Selectable<OutboxTables['sih_larajaket.satusehat']>;

/** A worker holds a visit this long; one that dies in between frees it by itself, and what it sent is found by its identifier. */
const leaseSeconds = 90;

/** What is due and cannot go (it waits for something parked) is asked again after this long, or as soon as what it waits for is there. */
const blockedMinutes = 15;

/** Takes up to `limit` visits with something due, oldest first. Two workers never send the same visit. */
export async function claimVisits(database: Database, limit: number, lease: string): Promise<string[]> {
  const now = database.clock.now();
  return database.journal(async (tables: Transaction<OutboxTables>) => {
    const { rows } = await sql<{ visit_id: string }>`with due as (
        select visit_id, min(next_at) as next_at from (
          select s.visit_id, s.next_at from sih_larajaket.satusehat s where s.state in ('ready', 'sent') and s.next_at <= ${now.toString()}
            and not exists (select 1 from sih_larajaket.satusehat l where l.visit_id = s.visit_id and l.leased_until >= ${now.toString()}) order by s.next_at, s.visit_id limit ${limit * 40}) first
        group by visit_id order by 2, 1 limit ${limit})
      update sih_larajaket.satusehat s set lease = ${lease}, leased_until = ${now.add({ seconds: leaseSeconds }).toString()} from due where s.visit_id = due.visit_id and (s.leased_until is null or s.leased_until < ${now.toString()}) returning s.visit_id`.execute(tables);
    return [...new Set(rows.map((row) => row.visit_id))];
  });
}

/** Gives a visit back before its time. What is still due then could not go: it waits. */
export async function releaseVisit(database: Database, visitId: string, lease: string): Promise<void> {
  const now = database.clock.now();
  await database.journal((tables: Transaction<OutboxTables>) => sql`update sih_larajaket.satusehat set lease = null, leased_until = null,
    next_at = case when state in ('ready', 'sent') and next_at <= ${now.toString()} then ${now.add({ minutes: blockedMinutes }).toString()}::timestamptz else next_at end where visit_id = ${visitId} and lease = ${lease}`.execute(tables));
}

export async function itemsOf(tables: Pick<ReadonlyKysely<OutboxTables>, 'selectFrom'>, visitId: string): Promise<Item[]> {
  return tables.selectFrom('sih_larajaket.satusehat').selectAll().where('visit_id', '=', visitId).orderBy('created_at').orderBy('resource').orderBy('local_id').execute();
}

/** Items that may go now, in the order of the outpatient book: due, and everything they name is there. An Encounter that is not there yet goes without its diagnoses and is sent again with them. */
export function sendable(items: readonly Item[], now: Temporal.Instant): Item[] {
  const there = new Map(items.map((item) => [`${item.resource}/${item.local_id}`, item.remote_id !== null]));
  const may = items.filter((item) => {
    if (!['ready', 'sent'].includes(item.state) || Temporal.Instant.compare(item.next_at, now) > 0) return false;
    const first = item.resource === 'Encounter' && item.remote_id === null;
    return item.depends_on.every((reference) => (first && reference.startsWith('Condition/')) || there.get(reference) !== false);
  });
  return may.toSorted((a, b) => placeInBook(a.resource) - placeInBook(b.resource));
}
