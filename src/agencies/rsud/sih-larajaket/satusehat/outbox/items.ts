import { sql, type Selectable, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database } from '#platform/database';
import type { OutboxTables } from './tables.ts';

export type Item = Selectable<OutboxTables['sih_larajaket.satusehat']>;

/** A worker holds a visit this long; one that dies in between frees it by itself, and what it sent is found by its identifier. */
const leaseSeconds = 90;

/** Takes up to `limit` visits with something due, oldest first, leaving out those already walked: what waits for a parked resource stays due. Two workers never send the same visit. */
export async function claimVisits(database: Database, limit: number, lease: string, walked: readonly string[]): Promise<string[]> {
  const now = database.clock.now();
  return database.journal(async (tables: Transaction<OutboxTables>) => {
    const { rows } = await sql<{ visit_id: string }>`with due as (
        select visit_id from sih_larajaket.satusehat where state in ('ready', 'sent') and next_at <= ${now.toString()} and visit_id <> all(${[...walked]}::uuid[]) group by visit_id
        having max(leased_until) is null or max(leased_until) < ${now.toString()} order by min(next_at) limit ${limit})
      update sih_larajaket.satusehat s set lease = ${lease}, leased_until = ${now.add({ seconds: leaseSeconds }).toString()} from due where s.visit_id = due.visit_id and (s.leased_until is null or s.leased_until < ${now.toString()}) returning s.visit_id`.execute(tables);
    return [...new Set(rows.map((row) => row.visit_id))];
  });
}

/** Gives a visit back before its time. */
export async function releaseVisit(database: Database, visitId: string, lease: string): Promise<void> {
  await database.journal((tables: Transaction<OutboxTables>) => tables.updateTable('sih_larajaket.satusehat').set({ lease: null, leased_until: null }).where('visit_id', '=', visitId).where('lease', '=', lease).execute());
}

export async function itemsOf(tables: Pick<ReadonlyKysely<OutboxTables>, 'selectFrom'>, visitId: string): Promise<Item[]> {
  return tables.selectFrom('sih_larajaket.satusehat').selectAll().where('visit_id', '=', visitId).orderBy('created_at').orderBy('resource').orderBy('local_id').execute();
}

/** Items that may go now: due, and everything they name is there. An Encounter that is not there yet goes without its diagnoses and is sent again with them. */
export function sendable(items: readonly Item[], now: Temporal.Instant): Item[] {
  const there = new Map(items.map((item) => [`${item.resource}/${item.local_id}`, item.remote_id !== null]));
  return items.filter((item) => {
    if (!['ready', 'sent'].includes(item.state) || Temporal.Instant.compare(item.next_at, now) > 0) return false;
    const first = item.resource === 'Encounter' && item.remote_id === null;
    return item.depends_on.every((reference) => (first && reference.startsWith('Condition/')) || there.get(reference) !== false);
  });
}
