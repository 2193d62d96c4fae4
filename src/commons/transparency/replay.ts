import { sql } from 'kysely';
import type { Checkpoint } from '#kernel/note';
import type { Database } from '#platform/database';
import type { Keepsake } from './keepsake.ts';
import { append, sizeOf } from './sequencer.ts';
import type { Tables } from './tables.ts';

/**
 * Puts back what a restored database lost of the log, up to the last head that was signed. All or nothing: when the kept entries do not lead to exactly that root, the
 * database is left as it was and nothing will be signed until an operator acts. True when something was put back.
 */
export async function replay(database: Database, keepsake: Keepsake, last: Checkpoint): Promise<boolean> {
  try {
    return await database.journal<Tables, boolean>(async (tables) => {
      await sql`select pg_advisory_xact_lock(hashtext('transparency sequence'))`.execute(tables);
      let grown: Awaited<ReturnType<typeof append>> | undefined;
      for (let size = await sizeOf(tables); size < last.size; size = grown.size) {
        const lost = await keepsake.read(size, Math.min(4000, last.size - size));
        if (lost.length === 0) throw new LostForGood();
        // What was told again by the restored database, under the same id, is not new.
        await tables.deleteFrom('transparency.pending').where('id', 'in', lost.map((entry) => entry.id)).execute();
        grown = await append(tables, lost, database.clock.now());
      }
      if (grown && !Buffer.from(grown.root).equals(last.root)) throw new LostForGood();
      return grown !== undefined;
    });
  } catch (error) {
    if (error instanceof LostForGood) return false;
    throw error;
  }
}

class LostForGood extends Error {}
