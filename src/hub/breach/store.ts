import type { ColumnType } from 'kysely';
import type { Database } from '#platform/database';
import type { Vault } from '#platform/vault';
import type { BreachFacts } from './rules.ts';

type At = ColumnType<Temporal.Instant, string, string>;
type AtOrNever = ColumnType<Temporal.Instant | null, string | null, string | null>;

export interface BreachTables {
  'hub.breach': { id: string; drill: boolean; known_at: At; due_at: At; affected: number; facts_sealed: string; opened_by: string; told_subjects_at: AtOrNever; told_authority_at: AtOrNever };
}

export interface Breach {
  readonly id: string; readonly drill: boolean; readonly knownAt: Temporal.Instant; readonly dueAt: Temporal.Instant; readonly affected: number; readonly facts: BreachFacts;
  readonly told: { readonly subjects: Temporal.Instant | undefined; readonly authority: Temporal.Instant | undefined };
}

export const breachAbout = (id: string) => `hub/breach/${id}`;

/** The newest breaches and drills, the latest known first. */
export async function readBreaches({ database, vault }: { database: Database; vault: Vault }): Promise<Breach[]> {
  const rows = await database.read<BreachTables>().selectFrom('hub.breach').selectAll().orderBy('known_at', 'desc').limit(50).execute();
  return rows.map((row) => ({
    id: row.id, drill: row.drill, knownAt: row.known_at, dueAt: row.due_at, affected: row.affected, facts: JSON.parse(vault.open(row.facts_sealed, breachAbout(row.id))) as BreachFacts,
    told: { subjects: row.told_subjects_at ?? undefined, authority: row.told_authority_at ?? undefined },
  }));
}
