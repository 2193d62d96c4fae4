import type { ColumnType, Generated } from 'kysely';
import type { ComplaintKind } from './reference.ts';
import type { ComplaintState } from './procedure.ts';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

/** The schema `complaints` as queries see it. */
export interface ComplaintTables {
  'complaints.complaint': {
    id: string; tracking: string; reply_hash: string; service: string | null; agency: string | null; channel: string; district: string | null; anonymous: boolean; confidential: boolean;
    words_sealed: string; words_masked: string; contact_sealed: string | null; holds_personal: boolean; state: ComplaintState; shown: Generated<'waiting' | 'shown' | 'withheld'>; moderated_by: string | null;
    received_at: At; due_at: MaybeAt; calendar_version: string; changed_at: At; closed_at: MaybeAt; kind: Generated<ComplaintKind | null>; settle_by: MaybeAt;
  };
  'complaints.lapor': { complaint: string; direction: 'given' | 'taken'; their_number: string | null | undefined; their_state: Generated<string | null>; owed: Generated<number>; failures: Generated<number>; last_failure: Generated<string | null>; synced_at: MaybeAt };
  'complaints.lapor_cursor': { one: Generated<boolean>; after: string };
  'complaints.entry': { id: string; complaint: string; verb: string; by_kind: string; by_id: string; words: string | null; within: boolean | null; at: At };
}
