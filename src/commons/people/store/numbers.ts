import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import type { IdentifierKind, ReadIdentifier } from '../rules/identifiers.ts';
import type { PeopleTables, Reader } from '../tables.ts';

/** Who holds a number now. The undisputed holder comes first. */
export interface Holder {
  readonly person: string;
  readonly contested: boolean;
  readonly letters: string;
  readonly birthDate: string | null;
}

/** The sealed side of identifiers: the only place where numbers are sealed, opened and searched. */
export function openNumbers(vault: Vault) {
  const purpose = (kind: IdentifierKind) => `people/${kind}`;
  const about = (kind: string, id: string) => `people/${kind}/${id}`;
  // Only the last four digits and the birth date: what a person can say without showing the whole number.
  const tail = (birthDate: string, value: string) => `${birthDate}|${value.slice(-4)}`;

  return {
    /** Everybody who holds a number now. */
    async holders(tables: Reader, kind: IdentifierKind, value: string): Promise<Holder[]> {
      const rows = await tables.selectFrom('people.identifier').innerJoin('people.person', 'people.person.id', 'people.identifier.person')
        .select(['people.person.id', 'people.person.letters', 'people.person.birth_date', 'people.identifier.contested'])
        .where('people.identifier.kind', '=', kind).where('people.identifier.fingerprint', 'in', vault.blindIndexes(purpose(kind), value)).where('people.identifier.valid_to', 'is', null)
        .orderBy('people.identifier.contested').orderBy('people.identifier.valid_from').execute();
      return rows.map((row) => ({ person: row.id, contested: row.contested, letters: row.letters, birthDate: row.birth_date }));
    },

    /** Persons born on a day whose NIK or medical record number ends so. */
    async holdersOfTail(tables: Reader, birthDate: string, lastFour: string): Promise<string[]> {
      const rows = await tables.selectFrom('people.identifier').select('person').distinct()
        .where('tail_fingerprint', 'in', vault.blindIndexes('people/tail', tail(birthDate, lastFour))).where('valid_to', 'is', null).execute();
      return rows.map((row) => row.person);
    },

    /** Waits for other registrations of the same numbers, so that the second finds what the first stored. Always in one order: two that wait never wait for each other. */
    async lock(work: Work, numbers: readonly ReadIdentifier[]): Promise<void> {
      for (const key of numbers.map(({ kind, value }) => vault.blindIndex(purpose(kind), value)).sort()) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(work.tables<PeopleTables>());
    },

    async add(work: Work, person: string, birthDate: string | undefined, { kind, value, masked }: ReadIdentifier, contested: boolean): Promise<void> {
      const id = work.newId();
      await work.tables<PeopleTables>().insertInto('people.identifier').values({
        id, person, kind, sealed: vault.seal(value, about(kind, id)), fingerprint: vault.blindIndex(purpose(kind), value), masked, contested,
        tail_fingerprint: birthDate !== undefined && (kind === 'nik' || kind === 'norm') ? vault.blindIndex('people/tail', tail(birthDate, value)) : null,
        valid_from: work.now.toString(), ended_because: null,
      }).execute();
    },

    /** The birth date changed: what is provable by it changes too. */
    async retail(work: Work, person: string, birthDate: string | undefined): Promise<void> {
      const tables = work.tables<PeopleTables>();
      const rows = await tables.selectFrom('people.identifier').select(['id', 'kind', 'sealed']).where('person', '=', person).where('kind', 'in', ['nik', 'norm']).where('valid_to', 'is', null).execute();
      for (const row of rows) {
        const made = birthDate === undefined ? null : vault.blindIndex('people/tail', tail(birthDate, vault.open(row.sealed, about(row.kind, row.id))));
        await tables.updateTable('people.identifier').set({ tail_fingerprint: made }).where('id', '=', row.id).execute();
      }
    },

    /** The numbers of a person in the clear. Callers have recorded the reading before. */
    async open(tables: Reader, person: string, kinds: readonly IdentifierKind[]): Promise<Partial<Record<IdentifierKind, string>>> {
      if (kinds.length === 0) return {};
      const rows = await tables.selectFrom('people.identifier').select(['id', 'kind', 'sealed']).where('person', '=', person).where('kind', 'in', [...kinds]).where('valid_to', 'is', null).execute();
      return Object.fromEntries(rows.map((row) => [row.kind, vault.open(row.sealed, about(row.kind, row.id))]));
    },

    /** Seals up to `limit` rows of an older key anew. Returns how many. */
    async reseal(work: Work, limit: number): Promise<number> {
      const tables = work.tables<PeopleTables>();
      const locked = await tables.selectFrom('people.identifier').select('id').where('sealed', 'not like', `${vault.seal('', 'people').split('.').slice(0, 2).join('.')}.%`).limit(limit).forUpdate().execute();
      const old = locked.length === 0 ? [] : await tables.selectFrom('people.identifier').innerJoin('people.person', 'people.person.id', 'people.identifier.person').select(['people.identifier.id', 'people.identifier.kind', 'people.identifier.sealed', 'people.person.birth_date'])
        .where('people.identifier.id', 'in', locked.map((row) => row.id)).execute();
      for (const row of old) {
        const value = vault.open(row.sealed, about(row.kind, row.id));
        await tables.updateTable('people.identifier').set({
          sealed: vault.seal(value, about(row.kind, row.id)), fingerprint: vault.blindIndex(`people/${row.kind}`, value),
          tail_fingerprint: row.birth_date !== null && (row.kind === 'nik' || row.kind === 'norm') ? vault.blindIndex('people/tail', tail(row.birth_date, value)) : null,
        }).where('id', '=', row.id).execute();
      }
      return old.length;
    },
  };
}

export type Numbers = ReturnType<typeof openNumbers>;
