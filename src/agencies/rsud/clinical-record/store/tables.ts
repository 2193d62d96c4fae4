import type { Kysely } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Resource } from '@medplum/fhirtypes';
import type { Database, Work } from '#platform/database';

/** Where SQL is sent: the open transaction of a unit of work, or the pool for reading. */
export type Reader = Kysely<unknown>;

/** The reader of a unit of work, or of the pool. Queries of this room are written as SQL, because a search becomes a different query each time. */
export function reader(database: Database, within?: Work): Reader {
  const door: ReadonlyKysely<unknown> | Kysely<unknown> = within?.tables<unknown>() ?? database.read<unknown>();
  return door as unknown as Kysely<unknown>;
}

/** A row of the current table with the text of its version. */
export interface CurrentRow {
  readonly nr: bigint;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly gone: boolean;
  readonly content: Resource | null;
  /** Whose record it belongs to; given where one resource is read. */
  readonly patients?: readonly string[];
}
