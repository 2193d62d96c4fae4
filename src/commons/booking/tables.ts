import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type At = Temporal.Instant;
/** Written as ISO text, read as an instant. */
type Instant = ColumnType<At, string, string>;
type MaybeInstant = ColumnType<At | null, string | null | undefined, string | null>;
/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string | undefined, string>;

export type BookingState = 'held' | 'booked' | 'confirmed' | 'checked_in' | 'served' | 'no_show' | 'cancelled' | 'moved' | 'expired';
export type TicketState = 'issued' | 'waiting' | 'called' | 'serving' | 'on_hold' | 'skipped' | 'absent' | 'done' | 'cancelled';
export type SessionStatus = 'open' | 'running' | 'ended' | 'cancelled';
export type WaitingState = 'waiting' | 'offered' | 'accepted' | 'lapsed' | 'left';
export type Pools = Readonly<Record<string, number>>;
export type Detail = Readonly<Record<string, unknown>>;

/** Schema `booking` as Kysely sees it. */
export interface BookingTables {
  'booking.weekly': {
    id: string; service: string; resource: string; grp: string; weekday: number; opens: string; closes: string; label: string; code_prefix: string;
    pools: Json<Pools>; shared: number; valid_from: string; valid_to: string | null; detail: Json<Detail>;
  };
  'booking.exception': { service: string; resource: string; date: string; closed: boolean; opens: string | null; closes: string | null; pools: Json<Pools | null>; shared: number | null; reason: string };
  'booking.session': {
    id: string; service: string; resource: string; grp: string; date: string; opens_at: Instant; closes_at: Instant; claim_until: Instant; label: string; code_prefix: string;
    status: Generated<SessionStatus>; accepting: Generated<boolean>; last_no: Generated<number>; expected_start: MaybeInstant; actual_start: MaybeInstant; actual_end: MaybeInstant;
    breaks: Json<readonly { from: string; to: string }[]>; reason: Generated<string | null>; revision: ColumnType<bigint, never, unknown>; detail: Json<Detail>;
  };
  'booking.pool': { session_id: string; pool: string; quota: number; issued: Generated<number>; ceiling: Generated<number>; flagged: GeneratedAlways<boolean> };
  'booking.claim_key': { key: string; fingerprint: string; booking_id: string; at: Instant };
  'booking.booking': {
    id: string; session_id: string; service: string; date: string; pool: string; drawn_from: string; party: string; scope: string; reference: string | null; number: number; label: string;
    code: string; state: BookingState; channel: string; kind: string; held_until: MaybeInstant; checked_in_at: MaybeInstant; cancelled_by: Generated<string | null>; moved_to: Generated<string | null>;
    detail: Json<Detail>; created_at: Instant; changed_at: Instant; changed_by: string; why: string | null;
  };
  'booking.booking_log': { id: GeneratedAlways<bigint>; booking_id: string; at: Instant; from_state: BookingState | null; to_state: BookingState; actor: string; why: string | null; facts: Json<Detail | null> };
  'booking.waiting': {
    id: string; turn: GeneratedAlways<bigint>; session_id: string; pool: string; party: string; scope: string; reference: string | null; key: string; channel: string; kind: string; detail: Json<Detail>;
    state: Generated<WaitingState>; booking_id: Generated<string | null>; created_at: Instant; changed_at: Instant;
  };
  'booking.line': { service: string; date: string; station: string; last_no: number; revision: Generated<bigint> };
  'booking.ticket': {
    id: string; booking_id: string | null; session_id: string | null; service: string; grp: string; date: string; station: string; label: string; number: number; state: TicketState; place: number;
    calls: Generated<number>; demotions: Generated<number>; call_key: Generated<string | null>; desk: Generated<string | null>; reason: Generated<string | null>; kind: string; entered_at: Instant;
    called_at: MaybeInstant; started_at: MaybeInstant; finished_at: MaybeInstant; changed_at: Instant; changed_by: string;
  };
  'booking.task': { booking_id: string; task: number; at: Instant; source: string; actor: string };
  'booking.pace': { service: string; grp: string; resource: string; kind: string; date: string; served: Generated<number>; seconds: Generated<number>; seconds_squared: Generated<number>; came: Generated<number>; missed: Generated<number> };
  'booking.reservation': { id: string; service: string; party: string; key: string; code: string; during: string; state: Generated<'reserved' | 'released'>; why: Generated<string | null>; detail: Json<Detail>; created_at: Instant };
  'booking.slot': { reservation_id: string; service: string; resource: string; during: string; active: Generated<boolean> };
}
