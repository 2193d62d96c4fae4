import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { FactValue, Party } from '../definition/schema.ts';
import type { EventData } from '../tables.ts';

/** What one command writes. Gathered by pure code, sent in one round trip: the function `cases.apply` only stores it. Times in milliseconds since 1970. */
export interface Writes {
  /** The case as it is after the command; nothing for a case that was only just inserted. */
  case?: { id: string; state: string; version: number; facts: Readonly<Record<string, FactValue>>; documents: Readonly<Record<string, readonly string[]>>; doers: Readonly<Record<string, readonly string[]>>; returns: number; definition_hash: string; moved_at: number; closed_at: number | null };
  readonly event: {
    case_id: string; version: number; command_id: string; fingerprint: string; action: string; from_state: string | null; to_state: string; actor_kind: string; actor_id: string; position: string | null; capacity: { kind: string; decree: string | null } | null;
    reason: string | null; note: string | null; occurred_at: string; effective_at: number; recorded_at: string; definition_hash: string; data: EventData;
  };
  readonly calendar: { clock_id: string; old_version: string; new_version: string; old_due: number | null; new_due: number | null }[];
  readonly newClocks: (Derived & { id: string; case_id: string; promise: string; branch: string | null; budget: number | null; unit: string; calendar: string; counts: readonly Party[]; rungs: readonly number[]; started_at: number })[];
  readonly clocks: (Derived & { id: string; generation: number })[];
  readonly ends: { clock_id: string; generation: number; ends: number }[];
  readonly segments: { clock_id: string; generation: number; starts: number; ends: number | null; follows: number | null; party: Party; reason: string | null; attempt: number }[];
  readonly closedTasks: { id: string; state: 'done' | 'cancelled'; closed_at: number; closed_by: string }[];
  readonly dueTasks: { id: string; due: number | null }[];
  readonly newTasks: { id: string; case_id: string; kind: string; branch: string | null; by: readonly string[]; agency: string | null; position: string | null; account: string | null; opened_at: number; due: number | null; promise: string | null }[];
}

interface Derived { calendar_version: string; stopped_at: number | null; spent: number; due: number | null; warning: number | null; rung: number | null }

/** A command's writes with its event, to be filled. */
export function writesFor(event: Writes['event']): Writes {
  return { event, calendar: [], newClocks: [], clocks: [], ends: [], segments: [], closedTasks: [], dueTasks: [], newTasks: [] };
}

/** Stores what a command changes; what it does not change is not sent. */
export async function apply(work: Work, writes: Writes): Promise<void> {
  const changes = Object.fromEntries(Object.entries(writes).filter(([, part]) => !Array.isArray(part) || part.length > 0));
  await work.defer(sql`select cases.apply(${JSON.stringify(changes)}::jsonb)`);
}
