import { sql, type Kysely } from 'kysely';
import { canonicalJson, sha256 } from '#kernel/digest';
import type { Database } from '#platform/database';

/** An append-only table with `id uuid`, `position bigint null`, `hash text null` and a text `body` that is what the hash covers. */
export interface SealedLog {
  /** Gives every unsealed row its position and hash. Returns how many rows were sealed. Safe to call from any process at any time. */
  seal(): Promise<number>;
  /** Walks the whole chain. Returns the number of rows and the first position at fault, if any. */
  verify(): Promise<{ rows: number; head: string; fault?: { position: bigint; why: string } }>;
}

interface Row { id: string; position: bigint | null; hash: string | null; body: string }

const batch = 1000;
export const emptyHash = '0'.repeat(64);

/** The hash of a row: SHA-256 over the previous hash, the position and the row's own words. */
export function chainHash(previous: string, position: bigint, id: string, body: string): string {
  return sha256(canonicalJson([previous, position, id, body]));
}

/** A log whose rows are hash-chained after commit, so that concurrent writers never wait for each other. `table` is `schema.name`. */
export function openSealedLog(database: Database, table: string): SealedLog {
  const name = sql.table(table);

  async function sealBatch(tables: Kysely<unknown>): Promise<number> {
    await sql`select pg_advisory_xact_lock(hashtext(${`seal ${table}`}))`.execute(tables);
    const head = (await sql<{ position: bigint; hash: string }>`select position, hash from ${name} where position is not null order by position desc limit 1`.execute(tables)).rows[0];
    const { rows } = await sql<Row>`select id, position, hash, body::text as body from ${name} where position is null order by id limit ${batch}`.execute(tables);
    if (rows.length === 0) return 0;
    let position = head?.position ?? 0n;
    let hash = head?.hash ?? emptyHash;
    const sealed = rows.map((row) => {
      position += 1n;
      hash = chainHash(hash, position, row.id, row.body);
      return { id: row.id, position: position.toString(), hash };
    });
    await sql`update ${name} as log set position = sealed.position, hash = sealed.hash
      from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as sealed(id uuid, position bigint, hash text) where log.id = sealed.id`.execute(tables);
    return rows.length;
  }

  return {
    async seal() {
      let total = 0;
      for (;;) {
        const sealed = await database.journal((tables) => sealBatch(tables));
        total += sealed;
        if (sealed < batch) return total;
      }
    },
    async verify() {
      let previous = emptyHash;
      let expected = 1n;
      for (;;) {
        const { rows } = await sql<Row & { position: bigint }>`select id, position, hash, body::text as body from ${name} where position >= ${expected} order by position limit ${batch}`.execute(database.read() as unknown as Kysely<unknown>);
        for (const row of rows) {
          if (row.position !== expected) return { rows: Number(expected - 1n), head: previous, fault: { position: expected, why: 'missing' } };
          const hash = chainHash(previous, row.position, row.id, row.body);
          if (hash !== row.hash) return { rows: Number(expected - 1n), head: previous, fault: { position: row.position, why: 'changed' } };
          previous = hash;
          expected += 1n;
        }
        if (rows.length < batch) return { rows: Number(expected - 1n), head: previous };
      }
    },
  };
}
