import type { ColumnType } from 'kysely';
import type { Stage } from '../procedure.ts';
import type { InnovationRecord } from '../rules/record.ts';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;
type Json<T> = ColumnType<T, string, string>;

export type Verdict = 'waiting' | 'accepted' | 'rejected';
export type Origin = 'register' | 'announcement' | 'replication';

/** The register's tables in the schema `hub`. */
export interface RegisterTables {
  'hub.opd': { id: string; name: string; valid_from: string; valid_to: string | null; successors: string[] };
  'hub.code_counter': { region: string; year: number; last: number };
  'hub.innovation': {
    id: string; code: string; service: string | null; title: string; opd: string; stage: Stage; version: number; record: Json<InnovationRecord>; origin: Origin;
    submitted_by: string | null; verified_by: string | null; published_by: string | null; created_at: At; changed_at: At;
  };
  'hub.ownership': { innovation: string; opd: string; valid_from: string; valid_to: string | null; because: string };
  'hub.version': { innovation: string; version: number; record: Json<InnovationRecord>; changed_by: string; changed_at: At; reason: string | null };
  'hub.transition': { id: string; innovation: string; verb: string; from_stage: Stage; to_stage: Stage; actor: string; actor_name: string; role: string; reason: string | null; evidence: string | null; at: At };
  'hub.evidence': {
    id: string; innovation: string; file: string; sha256: string; type: string; size: bigint; name: string; issued_on: string | null; inside_on: string | null; valid_from: string | null; valid_to: string | null;
    uploaded_by: string; uploaded_at: At; withdrawn_at: MaybeAt; withdrawn_because: string | null;
  };
  'hub.evidence_use': { evidence: string; requirement: string; parameter: number | null; verdict: Verdict; judged_by: string | null; judged_at: MaybeAt; because: string | null; uploaded_by: string };
  'hub.claim': { id: string; innovation: string; what: string; amount: string; period: string; claimed_by: string; claimed_at: At; withdrawn_at: MaybeAt };
}
