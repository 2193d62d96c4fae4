import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Temporal.Instant, string, string>;
type MaybeInstant = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

/** The schema `saroale` as queries see it. Civil dates and times are ISO text, instants Temporal. */
export interface SaroaleTables {
  'saroale.poli': {
    code: string; name: string; bpjs_code: string | null; subspecialty_code: string | null; fingerprint_required: boolean; label_prefix: string;
    promise_minutes: number; checkin_opens_before: number; checkin_closes_after: number; cutoff_before: number; sensitive: boolean;
    sex: 'L' | 'P' | null; age_from: number | null; age_below: number | null; aliases: string[]; floor: string; active: Generated<boolean>;
  };
  'saroale.doctor': { id: string; name: string; titles_before: string; titles_after: string; hfis_code: number | null; sip_expires_on: string | null; active: Generated<boolean> };
  'saroale.schedule': {
    id: string; poli: string; doctor: string; weekday: number; opens: string; closes: string; quota_jkn: number; quota_other: number; shared: boolean; valid_from: string; valid_to: string | null;
  };
  'saroale.leave': { id: string; doctor: string; from_date: string; to_date: string; reason: string; entered_by: string; entered_at: Instant };
  'saroale.session': {
    id: string; schedule_id: string | null; poli: string; doctor: string; date: string; opens_at: Instant; closes_at: Instant; status: Generated<SessionStatus>;
    late_minutes: Generated<number>; reason: string | null; quota_jkn: number; quota_other: number; shared: boolean; flagged: Generated<boolean>; opened_at: Instant;
  };
  'saroale.visit': {
    booking_id: string; code: string; number: number; label: string; session_id: string; person_id: string; poli: string; doctor: string; date: string; payer: Payer; visit_kind: VisitKind;
    reference: string | null; new_patient: boolean; norm: string | null; channel: string; status: Generated<VisitStatus>; contact: ColumnType<Record<string, string> | null, string | null, string | null>;
    show_poli: boolean; note: Generated<string>; reason: string | null; moved_to: string | null; override_reason: string | null; booked_at: Instant; expected_at: MaybeInstant;
    checked_in_at: MaybeInstant; called_at: MaybeInstant; finished_at: MaybeInstant; updated_at: Instant;
  };
  'saroale.waiting': {
    id: string; session_id: string; person_id: string; payer: Payer; visit_kind: VisitKind; reference: string | null; contact: ColumnType<Record<string, string> | null, string | null, string | null>;
    show_poli: boolean; joined_at: Instant;
  };
  'saroale.pharmacy': { booking_id: string; number: number; date: string; compounded: boolean; step: PharmacyStep; waiting_at: Instant; preparing_at: MaybeInstant; ready_at: MaybeInstant };
  'saroale.late_step': { id: string; booking_id: string; verb: string; occurred_at: Instant; recorded_at: Instant };
  'saroale.told': { booking_id: string; kind: string; at: Instant };
}

export type Payer = 'jkn' | 'umum' | 'other';
/** 1 referral from primary care, 2 internal referral, 3 control, 4 referral between hospitals (BPJS jeniskunjungan). */
export type VisitKind = 1 | 2 | 3 | 4;
export type SessionStatus = 'open' | 'running' | 'ended' | 'cancelled';
export type VisitStatus = 'booked' | 'checked-in' | 'served' | 'no-show' | 'cancelled' | 'moved';
export type PharmacyStep = 'waiting' | 'preparing' | 'ready';
