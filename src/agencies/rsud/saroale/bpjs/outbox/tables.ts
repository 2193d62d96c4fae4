import type { Task } from '../rules/tasks.ts';

type Instant = Temporal.Instant | string;

/** The outbox of BPJS. Instants are read as Temporal.Instant and written as text. */
export interface OutboxTables {
  'saroale.bpjs_lane': {
    booking_id: string; code: string; visit_date: string; new_patient: boolean; source: 'hospital' | 'mobile-jkn'; state: LaneState; cause: string | null; note: string | null; attempts: number;
    next_at: Instant | null; since: Instant; leased_until: Instant | null; lease: string | null; updated_at: Instant;
  };
  'saroale.bpjs_message': {
    id: string; booking_id: string; kind: MessageKind; task: Task | null; recorded_at: Instant; detail: unknown; state: 'waiting' | 'sent' | 'let-go'; sent_ms: bigint | null; sent_at: Instant | null;
    resent: number; answer_code: number | null; answer: string | null; let_go_reason: string | null;
  };
  'saroale.bpjs_reconciliation': { visit_date: string; ran_at: Instant; ours: number; theirs: number; findings: unknown };
}

export type LaneState = 'ready' | 'held' | 'dead' | 'closed';
export type MessageKind = 'add' | 'task' | 'cancel' | 'pharmacy';

export interface Lane {
  readonly bookingId: string;
  readonly code: string;
  readonly newPatient: boolean;
  readonly source: 'hospital' | 'mobile-jkn';
  readonly attempts: number;
  readonly since: Temporal.Instant;
  readonly messages: readonly Message[];
}

export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  readonly task: Task | undefined;
  readonly recordedAt: Temporal.Instant;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly state: 'waiting' | 'sent' | 'let-go';
  readonly sentMs: number | undefined;
  readonly resent: number;
}
