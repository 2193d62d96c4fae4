import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type At = Temporal.Instant;
/** Written as ISO text, read as an instant. */
type Instant = ColumnType<At, string, string>;
type MaybeInstant = ColumnType<At | null, string | null | undefined, string | null>;
/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string | undefined, string>;

export type VisitKind = 'pickup' | 'delivery' | 'survey' | 'care';
export type VisitStatus = 'requested' | 'scheduled' | 'assigned' | 'en_route' | 'arrived' | 'done' | 'failed' | 'held_at_counter' | 'cancelled';
export type Half = 'pagi' | 'siang';
export type HolderKind = 'citizen' | 'officer' | 'counter' | 'agency' | 'receiver' | 'destroyed';
export type CustodyMethod = 'registered' | 'qr' | 'otp' | 'signature' | 'counter';

/** Schema `dispatch` as Kysely sees it. */
export interface DispatchTables {
  'dispatch.crew': {
    id: string; agency: string; account: string; name: string; profile: string; latitude: number; longitude: number; visits_a_day: number; load: number; trips: Generated<number>;
    skills: Generated<string[]>; zones: Generated<string[]>; active: Generated<boolean>;
  };
  'dispatch.pack': { officer: string; revision: bigint };
  'dispatch.visit': {
    id: string; service: string; agency: string; kind: VisitKind; refs: string[]; code: string; key: string; district: string; village: string | null; latitude: number; longitude: number;
    approximate: boolean; river: Generated<boolean>; minutes: number; load: Generated<number>; skills: Generated<string[]>; priority: Generated<number>; sheet: Json<unknown>; contact: string;
    date: string | null; half: Half | null; first_promise: string | null; status: Generated<VisitStatus>; attempts: Generated<number>; officer: string | null; pinned: Generated<boolean>; trip: number | null;
    place: number | null; eta: MaybeInstant; departed_at: MaybeInstant; arrived_at: MaybeInstant; finished_at: MaybeInstant; why: string | null; version: ColumnType<number, never, never>;
    revision: ColumnType<bigint, never, never>; created_at: Instant; changed_at: Instant; changed_by: string;
  };
  'dispatch.visit_log': { id: GeneratedAlways<bigint>; visit: string; at: Instant; from_status: VisitStatus | null; to_status: VisitStatus; officer: string | null; date: string | null; half: Half | null; actor: string; why: string | null };
  'dispatch.item': { id: string; service: string; ref: string; kind: string; label: string; code: string; created_at: Instant; created_by: string };
  'dispatch.custody': {
    id: string; item: string; seq: Generated<number>; previous: string | null; holder_kind: HolderKind; holder: string; holder_name: string; at: Instant; until: MaybeInstant; method: CustodyMethod;
    place: string | null; latitude: number | null; longitude: number | null; accuracy: number | null; seal_no: string | null; photo_hash: string | null; visit: string | null;
    occurred_at: Instant; recorded_at: Instant; recorded_by: string; confirmed_at: MaybeInstant;
  };
  'dispatch.device': {
    id: string; account: string; agency: string; name: string; public_key: Json<unknown>; enrolled_at: Instant; last_seen_at: Instant; queued: Generated<number>; applied: Generated<bigint>;
    revoked_at: MaybeInstant; revoked_by: string | null; revoked_because: string | null;
  };
  'dispatch.field_event': {
    id: string; device: string; counter: bigint; kind: string; visit: string | null; body: string; body_hash: string; occurred_at: Instant; recorded_at: Instant; skew_seconds: number;
    outcome: 'applied' | 'waiting' | 'conflict' | 'rejected'; answer: Json<Record<string, unknown>>; number: string; waits_for: Generated<string[]>; handover_code: Generated<string | null>;
  };
  'dispatch.handover': { code: string; event: string; custodies: string[]; giver: string; at: Instant };
  'dispatch.scan_piece': { scan: string; starts: number; bytes: Buffer };
  'dispatch.proof': {
    visit: string; attempt: number; at: Instant; grade: 'A' | 'B' | 'C'; receiver: string; latitude: number | null; longitude: number | null; accuracy: number | null; metres_off: number | null;
    photo_hash: string | null; findings: string; asked_to_pay: boolean | null; recorded_at: Instant; recorded_by: string;
  };
  'dispatch.scan': { id: string; visit: string; label: string; page: number; sha256: string; size: number; device: string; announced_at: Instant; file: string | null; received_at: MaybeInstant; refused: ColumnType<string | null, string | null | undefined, string> };
  'dispatch.plan': {
    id: string; agency: string; date: string; version: number; seed: number; metres: number; minutes: number; alone_metres: number; stops: number; unserved: Json<readonly { visit: string; why: string }[]>;
    made_at: Instant; made_by: string;
  };
  'dispatch.day_close': { officer: string; date: string; items: string[]; closed_at: Instant };
}
