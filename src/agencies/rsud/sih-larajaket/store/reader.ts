import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database, Work } from '#platform/database';
import type { Tables } from './tables.ts';

/** Where a query reads: outside a write the pool, inside it the open transaction. */
export type Reader = Pick<ReadonlyKysely<Tables>, 'selectFrom'>;

/** The reader for `within`, or the pool when there is no open work. */
export function readerOf(database: Database, within?: Work): Reader {
  return within ? (within.tables<Tables>() as Reader) : database.read<Tables>();
}
