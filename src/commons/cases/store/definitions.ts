import { Problem } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import { readDefinition, storedDefinition, type Definition } from '../definition/definition.ts';
import type { DefinitionInput } from '../definition/schema.ts';
import { refusals } from '../problems.ts';
import type { CasesTables } from '../tables.ts';
import type { Wiring } from '../types.ts';
import { readerOf } from './reading.ts';

/** The procedures of the house: the newest of each in memory as its service declared it, older ones as they were stored. */
export interface Definitions {
  readonly define: (input: DefinitionInput, wiring?: Wiring) => Definition;
  readonly current: (id: string) => Definition;
  readonly list: () => readonly Definition[];
  readonly wiring: (id: string) => Wiring;
  /** The version a case runs on. */
  readonly of: (id: string, hash: string, within?: Work) => Promise<Definition>;
  /** Stores the current version, once, in the transaction that first uses it. */
  readonly keep: (work: Work, definition: Definition) => Promise<void>;
}

export function openDefinitions(database: Database): Definitions {
  const newest = new Map<string, { definition: Definition; wiring: Wiring }>();
  const old = new Map<string, Definition>();
  const stored = new Set<string>();
  const known = (id: string) => {
    const found = newest.get(id);
    if (!found) throw new Problem(refusals.unknownDefinition, { facts: { definition: id } });
    return found;
  };
  return {
    define(input, wiring = {}) {
      const definition = readDefinition(input);
      const { body } = definition;
      const absent = [...body.guards.filter((name) => !wiring.guards?.[name]).map((name) => `syarat ${name}`), ...body.transitions.flatMap((transition) => transition.effects).filter((name) => !wiring.effects?.[name]).map((name) => `akibat ${name}`)];
      if (absent.length > 0) throw new Error(`Prosedur ${body.id} menyebut yang tidak disediakan layanannya: ${[...new Set(absent)].join(', ')}`);
      newest.set(body.id, { definition, wiring });
      return definition;
    },
    current: (id) => known(id).definition,
    list: () => [...newest.values()].map(({ definition }) => definition),
    wiring: (id) => known(id).wiring,
    async of(id, hash, within) {
      const current = newest.get(id)?.definition;
      if (current?.hash === hash) return current;
      const key = `${id} ${hash}`;
      const cached = old.get(key);
      if (cached) return cached;
      const row = await readerOf(database, within).selectFrom('cases.definition').select('body').where('id', '=', id).where('hash', '=', hash).executeTakeFirst();
      if (!row) throw new Problem(refusals.unknownDefinition, { facts: { definition: id, hash } });
      const found = storedDefinition(row.body);
      old.set(key, found);
      return found;
    },
    async keep(work, { body, hash }) {
      const key = `${body.id} ${hash}`;
      if (stored.has(key)) return;
      await work.tables<CasesTables>().insertInto('cases.definition').values({ id: body.id, hash, service: body.service, body: JSON.stringify(body), stored_at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
      work.after(() => { stored.add(key); });
    },
  };
}
