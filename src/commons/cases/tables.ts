import type { ColumnType, Generated } from 'kysely';
import type { Entry } from './rules/ledger.ts';
import type { FactValue, Party } from './definition/schema.ts';

type Instant = ColumnType<Temporal.Instant, string, string>;
type MaybeInstant = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;
type Json<T> = ColumnType<T, string | undefined, string>;

/** What a command left in its event: enough to make the ledger and the story again. */
export interface EventData {
  /** Entries of the ledger, without the instant, tie and turn that the row itself has. */
  readonly ledger?: readonly Omit<Entry, 'at' | 'tie' | 'turn'>[];
  readonly facts?: Readonly<Record<string, FactValue>>;
  readonly documents?: Readonly<Record<string, readonly string[]>>;
  readonly done?: readonly string[];
  readonly opened?: readonly string[];
  readonly started?: readonly string[];
  readonly stopped?: readonly string[];
  /** A return made after 80 % of a promise was used up: `{ promise, percent }`. */
  readonly lateReturn?: { readonly promise: string; readonly percent: number };
  readonly mapping?: Readonly<Record<string, string>>;
}

/** Schema `cases` as Kysely sees it. */
export interface CasesTables {
  'cases.definition': { id: string; hash: string; service: string; body: Json<unknown>; stored_at: Instant };
  'cases.case': {
    id: string; service: string; type: string; subject: string; object: string; definition: string; definition_hash: string; state: string; version: Generated<number>;
    facts: Json<Record<string, FactValue>>; documents: Json<Record<string, string[]>>; doers: Json<Record<string, string[]>>; budgets: Json<Record<string, { amount: number; unit: 'working_day' | 'working_minute' | 'calendar_day'; calendar?: string }>>;
    returns: Generated<number>; opened_at: Instant; moved_at: Instant; closed_at: MaybeInstant;
  };
  'cases.case_event': {
    case_id: string; version: number; command_id: string; fingerprint: string; action: string; from_state: string | null; to_state: string; actor_kind: string; actor_id: string;
    position: string | null; capacity: Json<{ kind: string; decree: string | null } | null>; reason: string | null; note: string | null; occurred_at: Instant; effective_at: Instant; recorded_at: Instant; definition_hash: string; data: Json<EventData>;
  };
  'cases.clock': {
    id: string; case_id: string; promise: string; branch: string | null; budget: number | null; unit: 'working_day' | 'working_minute' | 'calendar_day'; calendar: string; calendar_version: string;
    counts: Party[]; rungs: number[]; started_at: Instant; stopped_at: MaybeInstant; generation: Generated<number>; spent: ColumnType<bigint, number | bigint | undefined, number | bigint>; due_at: MaybeInstant; next_warning_at: MaybeInstant; next_rung: number | null;
  };
  'cases.segment': { clock_id: string; generation: number; starts: Instant; ends: MaybeInstant; follows: MaybeInstant; party: Party; reason: string | null; attempt: number };
  'cases.timer_fire': { clock_id: string; rung: number; fired_at: Instant; due_at: MaybeInstant };
  'cases.calendar_changed': { clock_id: string; at: Instant; old_version: string; new_version: string; old_due_at: MaybeInstant; new_due_at: MaybeInstant };
  'cases.position': { id: string; agency: string; name: Json<{ id: string; en?: string }>; falls_to: string | null; falls_after: number | null };
  'cases.holder': { id: string; position: string; account: string; capacity: 'definitive' | 'plh' | 'plt'; decree: string | null; during: string };
  'cases.absence': { id: string; account: string; during: string; reason: string };
  'cases.task': {
    id: string; case_id: string; kind: string; branch: string | null; by: string[]; agency: string | null; position: string | null; account: string | null; state: Generated<'open' | 'done' | 'cancelled'>;
    opened_at: Instant; due_at: MaybeInstant; promise: string | null; closed_at: MaybeInstant; closed_by: Generated<string | null>; rerouted_from: Generated<string | null>;
  };
}
