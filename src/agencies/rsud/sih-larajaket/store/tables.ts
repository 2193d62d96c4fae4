import type { ColumnType, Generated } from 'kysely';

type Instant = ColumnType<Temporal.Instant, string, string>;
type MaybeInstant = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;
/** Stored as JSON text; read as the parsed value. */
type Json<T> = ColumnType<T, string, string>;

export interface StoredNote { readonly subjective: string; readonly objective: string; readonly assessment: string; readonly plan: string; readonly copied: { part: 'subjective' | 'objective' | 'assessment' | 'plan'; text: string; confirmed: boolean }[] }

/** The schema `sih_larajaket` as queries see it. */
export interface Tables {
  'sih_larajaket.visit': {
    id: string; person_id: string; first_person_id: string; birth_date: string | null; sex: 'L' | 'P' | null; code: string; label: string; session_id: string; poli: string; poli_name: string; doctor: string; doctor_name: string; date: string; payer: 'jkn' | 'umum' | 'other';
    state: string; state_at: Instant; state_by: string; state_reason: string | null; arrived_at: Instant; sep: string | null; version: Generated<number>;
  };
  'sih_larajaket.visit_step': { visit_id: string; turn: number; from_state: string | null; to_state: string; at: Instant; by: string; reason: string | null };
  'sih_larajaket.visit_way': { from_state: string; to_state: string };
  'sih_larajaket.practitioner': { account: string; name: string; profession: 'doctor' | 'nurse' | 'pharmacist' | 'analyst' | 'radiographer'; doctor: string | null; sip: string; sip_expires_on: string; ihs: string | null; str: Generated<string | null> };
  'sih_larajaket.triage': { visit_id: string; vitals: Json<Record<string, number>>; screens: Json<{ fall: string; nutrition: string; pain: string; painScore: number }>; allergy: 'none-known' | 'known'; pregnancy: 'pregnant' | 'lactating' | 'no' | 'unknown' | null; complaint: string; at: Instant; by: string };
  'sih_larajaket.note': { visit_id: string; author: string; version: number; state: 'draft' | 'signed'; signed_at: MaybeInstant; seal: string | null };
  'sih_larajaket.note_version': { visit_id: string; version: number; kind: 'draft' | 'beside' | 'merged' | 'signed' | 'amendment'; base: number; body: Json<StoredNote>; author: string; author_name: string; at: Instant; reason: string | null; seal: string | null };
  'sih_larajaket.coding': { id: string; visit_id: string; kind: 'diagnosis' | 'procedure'; rank: number; code: string; display: string; source: 'doctor' | 'coder'; at: Instant; by: string; ended_at: MaybeInstant; ended_reason: string | null };
  'sih_larajaket.rx': { id: string; visit_id: string; number: string; state: 'draft' | 'sent' | 'cancelled'; version: Generated<number>; sent_at: MaybeInstant; prepared_version: number | null };
  'sih_larajaket.rx_item': {
    id: string; rx_id: string; no: number; drug: string; drug_name: string; signa: string; days: number; quantity: number; handed: Generated<number>; iter_left: Generated<number>; next_from: string | null;
    recipe: ColumnType<StoredRecipe | null, string | null, string | null>; overrides: Json<{ kind: string; reason: string }[]>; reason: Generated<string>; added_version: number; ended_version: number | null;
  };
  'sih_larajaket.rx_review': { id: string; rx_id: string; rx_version: number; verdicts: Json<{ line: string; verdict: string; note?: string; solvedBy?: string }[]>; at: Instant; by: string };
  'sih_larajaket.stock': { drug: string; batch: string; expires_on: string; on_hand: number };
  'sih_larajaket.dispense': { id: string; rx_item: string; rx_version: number; quantity: number; batch: string; expires_on: string; remark: 'full' | 'det' | 'iter'; at: Instant; by: string; receiver: string };
  'sih_larajaket.support_order': { id: string; visit_id: string; kind: 'lab' | 'rad'; panel: string; panel_name: string; state: Generated<'ordered' | 'resulted' | 'cancelled'>; urgent: boolean; question: string; ordered_at: Instant; ordered_by: string; file_id: string | null };
  'sih_larajaket.result': {
    id: string; order_id: string; test: string; name: string; value: ColumnType<string | null, number | null, number | null>; unit: string | null; low: ColumnType<string | null, number | null, number | null>; high: ColumnType<string | null, number | null, number | null>;
    interpretation: 'N' | 'L' | 'H' | 'LL' | 'HH' | null; critical: boolean; text: string; state: 'final' | 'amended' | 'replaced' | 'withdrawn'; version: Generated<number>; at: Instant; by: string; read_at: MaybeInstant; read_by: string | null; told_at: MaybeInstant; told_to: string | null; withdrawn_reason: string | null;
  };
  'sih_larajaket.resume': { visit_id: string; body: Json<Record<string, unknown>>; seal: string; at: Instant; by: string; by_name: string };
  'sih_larajaket.signature': { id: string; visit_id: string; what: 'note' | 'amendment' | 'resume'; version: number; seal: string; method: string; account: string; sip: string; at: Instant };
  'sih_larajaket.consent': { id: string; person_id: string; kind: 'general' | 'share'; payer: string; version: string; given_at: Instant; given_via: string; until: string; withdrawn_at: MaybeInstant };
  'sih_larajaket.glass': { id: string; person_id: string; visit_id: string | null; account: string; account_name: string; reason: string; at: Instant; open_until: Instant; review_due: string; reviewed_at: MaybeInstant; reviewed_by: string | null; verdict: 'right' | 'not-right' | null; remark: string | null };
  'sih_larajaket.print': { id: string; visit_id: string; what: 'resume' | 'label' | 'prescription' | 'result' | 'letter' | 'emergency'; sheets: number; at: Instant; by: string };
  'sih_larajaket.release': { id: string; visit_id: string; to_whom: string; purpose: string; basis: 'patient' | 'guardian' | 'court' | 'insurer' | 'caregiver'; at: Instant; by: string; consent_id: string | null };
  'sih_larajaket.control': { visit_id: string; booking_id: string | null; session_id: string; date: string; doctor_name: string; letter: string; at: Instant };
  'sih_larajaket.back_referral': { visit_id: string; group_id: string; group_name: string; stable_since: string; drugs: Json<{ drug: string; name: string; signa: string }[]>; at: Instant; by: string };
  'sih_larajaket.patient_key': { visit_id: string; code_hash: string; wrong: Generated<number>; made_at: Instant };
  'sih_larajaket.device_event': { id: string; device: string; counter: number; account: string; visit_id: string; kind: string; hash: string; outcome: 'applied' | 'conflict' | 'rejected'; detail: Json<Record<string, unknown>>; written_at: Instant; received_at: Instant; happened_at: Instant | null; settled_at: Instant | null; settled_by: string | null };
}

export interface StoredRecipe { readonly packs: number; readonly dtd: boolean; readonly vehicle: string; readonly lines: { drug: string; ingredient: string; strengthMg: number; amountMg: number }[] }
