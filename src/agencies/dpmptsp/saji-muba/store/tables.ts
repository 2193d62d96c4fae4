import type { ColumnType, Generated } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database, Work } from '#platform/database';

type At = ColumnType<Temporal.Instant, string, string>;
type MaybeAt = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;
type Json<T> = ColumnType<T, string | undefined, string>;

export type Verdict = 'ok' | 'defect' | 'not-applicable';
export type Opinion = 'meets' | 'condition' | 'fails';
export type PermitStatus = 'valid' | 'suspended' | 'revoked' | 'expired' | 'superseded';
export type Purpose = 'new' | 'renewal' | 'amendment' | 'copy';

/** Schema `saji_muba` as Kysely sees it. */
export interface SajiTables {
  'saji_muba.type': { id: string; hash: string; version: number; body: Json<unknown>; stored_at: At };
  'saji_muba.application': {
    case_id: string; code: string; type: string; type_hash: string; person: string; helper: 'village' | 'proxy' | null; purpose: Generated<Purpose>; about_permit: string | null; channel: string; district: string; village: string;
    contact: string; wants_pickup: boolean; requested_at: At; draft: string | null | undefined; draft_digest: string | null | undefined; answers: string | null | undefined; form_version: number | null | undefined; answered_at: MaybeAt; pickup_visit: string | null | undefined; delivery_visit: string | null | undefined; conflicts: Generated<string[]>;
  };
  'saji_muba.round': { case_id: string; round: number; at: At; by: string; complete: boolean; office_fault: boolean };
  'saji_muba.judgement': { case_id: string; round: number; requirement: string; verdict: Verdict; note: string; paper: string };
  'saji_muba.recommendation': { id: string; case_id: string; agency: string; version: number; verdict: Opinion; findings: Json<Record<string, Opinion>>; note: string; reason: string | null; by: string; at: At; minutes: number; within: boolean };
  'saji_muba.draft': { case_id: string; version: number; decision: 'grant' | 'reject'; conditions: Json<string[]>; reasons: string; by: string; at: At };
  'saji_muba.permit': { id: string; case_id: string; type: string; number: string; person: string; district: string; issued_on: string; valid_until: string | null; status: Generated<PermitStatus>; verification: string; document: string; replaces: string | null };
  'saji_muba.permit_change': { id: string; permit: string; from_status: string; to_status: string; reason: string; by: string; at: At };
  'saji_muba.reminder': { permit: string; days: number; at: At };
  'saji_muba.decision': { case_id: string; type: string; district: string; decision: 'grant' | 'reject'; at: At; within: boolean; days: number; returns: number };
  'saji_muba.silence': { case_id: string; lapsed_at: At; rule: string; head_decides_by: At; decision: 'grant' | 'reject' | null | undefined; reason: string | null | undefined; decided_by: string | null | undefined; decided_at: MaybeAt };
  'saji_muba.fee_report': { id: string; case_id: string | null; at: At; channel: string; text: string; handled_at: MaybeAt; handled_by: string | null | undefined; outcome: string | null | undefined };
  'saji_muba.trip': { visit: string; case_id: string; kind: string; at: At; km: number | null };
}

/** Reading inside a write or outside of one. */
export type Reader = Pick<ReadonlyKysely<SajiTables>, 'selectFrom'>;

export function readerOf(database: Database, within?: Work): Reader {
  return within?.tables<SajiTables>() ?? database.read<SajiTables>();
}
