import type { ColumnType } from 'kysely';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

/** The index's tables in the schema `hub`. */
export interface MaturityTables {
  'hub.regional_answer': { edition: string; row: string; parameter: number; figure: string | null; source: string; answered_by: string; answered_at: At; verified_by: string | null; verified_at: MaybeAt };
  'hub.index_lock': { id: string; edition: string; year: number; body: string; sha256: string; locked_by: string; locked_at: At };
}
