import type { ColumnType, Generated } from 'kysely';
import type { ContestGroup, Rubric } from './reference.ts';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;
type Json<T> = ColumnType<T, string, string>;

/** The competition's tables in the schema `hub`. */
export interface ContestTables {
  'hub.contest': { id: string; name: string; edition: string; grouping: ContestGroup; rubric: Json<Rubric>; opens_at: At; closes_at: At; late_policy: 'reject' | 'mark'; created_by: string; created_at: At; published_at: MaybeAt };
  'hub.contest_juror': { contest: string; account: string; name: string; reserve: boolean; seat: number };
  'hub.proposal': {
    id: string; contest: string; innovation: string; number: number; title: string; sections: Json<Record<string, string>>; version: number; frozen: string | null; sha256: string | null;
    submitted_by: string | null; submitted_at: MaybeAt; late: Generated<boolean>;
  };
  'hub.juror_conflict': { proposal: string; account: string; reason: string; declared_at: At };
  'hub.juror_score': { proposal: string; account: string; scores: Json<Record<string, number>>; note: string | null; final: boolean; at: At };
}
