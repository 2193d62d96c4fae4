import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Temporal.Instant, string, string>;
type MaybeInstant = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

export type ItemState = 'ready' | 'sent' | 'acked' | 'rejected' | 'parked';

export interface OutboxTables {
  'sih_larajaket.satusehat': {
    resource: string; local_id: string; visit_id: string; version: Generated<number>; depends_on: string[]; state: Generated<ItemState>; attempts: Generated<number>; next_at: Instant; sent_version: number | null; remote_id: string | null;
    cause: string | null; outcome: string | null; lease: string | null; leased_until: MaybeInstant; created_at: Instant; acked_at: MaybeInstant; let_go_reason: string | null;
  };
  'sih_larajaket.satusehat_master': { kind: 'patient' | 'practitioner' | 'organization' | 'location'; key: string; ihs: string; found_at: Instant };
  'sih_larajaket.satusehat_reconciliation': { day: string; ran_at: Instant; local: number; acked: number; findings: ColumnType<Finding[], string, string> };
}

export interface Finding { readonly resource: string; readonly localId: string; readonly kind: 'lost' | 'doubled' }
