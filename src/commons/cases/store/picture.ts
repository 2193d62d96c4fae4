import { sql } from 'kysely';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { Budget, Facts, Party } from '../definition/schema.ts';
import type { OpenTask } from '../rules/decide.ts';
import type { Entry, Segment } from '../rules/ledger.ts';
import type { CasesTables, EventData } from '../tables.ts';
import type { Case } from '../types.ts';
import type { Seat } from './positions.ts';
import type { Writes } from './writes.ts';

/** A clock as stored, with its tiling in force. Times in milliseconds since 1970. */
export interface StoredClock {
  readonly id: string;
  readonly promise: string;
  readonly branch: string | null;
  readonly budget: number | null;
  readonly unit: Budget['unit'];
  readonly calendar: string;
  readonly calendarVersion: string;
  readonly counts: readonly Party[];
  readonly rungs: readonly number[];
  readonly fired: readonly number[];
  readonly startedAt: number;
  readonly stoppedAt: number | null;
  readonly generation: number;
  readonly due: number | null;
  readonly segments: readonly Segment[];
}

export interface PictureTask extends OpenTask {
  readonly promise: string | null;
  readonly due: number | null;
}

/** Everything a command needs to know, read under the lock of its case. */
export interface Picture {
  readonly case: Case;
  readonly doers: Readonly<Record<string, readonly string[]>>;
  readonly budgets: Readonly<Record<string, Budget & { calendar?: string }>>;
  readonly tasks: readonly PictureTask[];
  readonly clocks: readonly StoredClock[];
  readonly entries: readonly Entry[];
  /** What this very command did when it came before. */
  readonly first: FirstResult | null;
  /** Positions of the actor today. */
  readonly seats: readonly Seat[];
}

export interface FirstResult { readonly caseId: string; readonly version: number; readonly state: string; readonly fingerprint: string }

/** Locks a case and reads it whole, in one trip: what is read is newer than the wait for the lock. */
export async function lockPicture(work: Work, caseId: string, commandId: string, zone: string): Promise<Picture> {
  if (!/^[0-9a-f-]{36}$/.test(caseId)) throw new Problem(refusals.unknown);
  const { rows: [found] } = await sql<Taken>`select * from cases.take(${caseId}, ${commandId}, ${work.actor.kind === 'staff' ? work.actor.id : ''}, ${civilDate(work.now, zone).toString()})`.execute(work.tables<CasesTables>());
  if (!found?.one) throw new Problem(refusals.unknown);
  const { one } = found;
  const instant = (text: string) => Temporal.Instant.from(text);
  return {
    case: toCase({ ...one, opened_at: instant(one.opened_at), moved_at: instant(one.moved_at), closed_at: one.closed_at === null ? null : instant(one.closed_at) }),
    first: found.first, seats: found.seats ?? [], doers: one.doers, budgets: one.budgets, tasks: found.tasks,
    clocks: found.clocks.map((clock) => ({ ...clock, segments: clock.segments.map(toSegment) })),
    entries: found.entries.flatMap(([at, tie, turn, ledger]) => ledger.map((entry) => ({ ...entry, at, tie, turn }))),
  };
}

/** What `cases.take` answers; `one` is the row of the case, with its instants as ISO text. */
interface Taken {
  readonly one: (Omit<CaseRow, 'opened_at' | 'moved_at' | 'closed_at'> & Pick<Picture, 'doers' | 'budgets'> & { opened_at: string; moved_at: string; closed_at: string | null }) | null;
  readonly tasks: PictureTask[];
  readonly clocks: RawClock[];
  readonly entries: RawEntry[];
  readonly first: FirstResult | null;
  readonly seats: Seat[] | null;
}

/** The case's own row after a command that changes only a part of it. */
export function caseRow({ case: one, doers }: Picture, change: { version: number; state?: string; definitionHash?: string }): Writes['case'] & object {
  return {
    id: one.id, state: change.state ?? one.state, version: change.version, facts: one.facts, documents: one.documents, doers, returns: one.returns, definition_hash: change.definitionHash ?? one.definitionHash,
    moved_at: one.movedAt.epochMilliseconds, closed_at: one.closedAt?.epochMilliseconds ?? null,
  };
}

type RawClock = Omit<StoredClock, 'segments'> & { readonly segments: readonly RawSegment[] };
export type RawSegment = readonly [starts: number, ends: number | null, party: Party, reason: string | null, attempt: number];
type RawEntry = readonly [at: number, tie: string, turn: number, ledger: NonNullable<EventData['ledger']>];

export function toSegment([starts, ends, party, reason, attempt]: RawSegment): Segment {
  return { starts, ends: ends ?? undefined, party, reason: reason ?? undefined, attempt };
}

interface CaseRow { id: string; service: string; type: string; subject: string; object: string; definition: string; definition_hash: string; state: string; version: number; facts: Facts; documents: Record<string, string[]>; returns: number; opened_at: Temporal.Instant; moved_at: Temporal.Instant; closed_at: Temporal.Instant | null }

export function toCase(row: CaseRow): Case {
  return {
    id: row.id, service: row.service, type: row.type, subject: row.subject, object: row.object, definition: row.definition, definitionHash: row.definition_hash, state: row.state, version: row.version,
    facts: row.facts, documents: row.documents, returns: row.returns, openedAt: row.opened_at, movedAt: row.moved_at, closedAt: row.closed_at ?? undefined,
  };
}
