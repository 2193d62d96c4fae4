import { sql } from 'kysely';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { Budget, Facts, Party } from '../definition/schema.ts';
import type { OpenTask } from '../rules/decide.ts';
import type { Entry, Segment } from '../rules/ledger.ts';
import type { CasesTables, EventData } from '../tables.ts';
import type { Case } from '../types.ts';

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
}

/** Locks a case and reads it whole. Two statements, so that what is read is newer than the wait for the lock. */
export async function lockPicture(work: Work, caseId: string): Promise<Picture> {
  const tables = work.tables<CasesTables>();
  if (!/^[0-9a-f-]{36}$/.test(caseId)) throw new Problem(refusals.unknown);
  const row = await tables.selectFrom('cases.case').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknown);
  const rest = await sql<{ tasks: PictureTask[]; clocks: RawClock[]; entries: RawEntry[] }>`
    select
      coalesce((select json_agg(json_build_object('id', t.id, 'kind', t.kind, 'branch', t.branch, 'agency', t.agency, 'position', t.position, 'account', t.account, 'promise', t.promise, 'due', floor(extract(epoch from t.due_at) * 1000)) order by t.opened_at, t.id)
        from cases.task t where t.case_id = ${caseId} and t.state = 'open'), '[]') as tasks,
      coalesce((select json_agg(json_build_object('id', c.id, 'promise', c.promise, 'branch', c.branch, 'budget', c.budget, 'unit', c.unit, 'calendar', c.calendar, 'calendarVersion', c.calendar_version, 'counts', c.counts, 'rungs', c.rungs,
          'fired', coalesce((select json_agg(f.rung) from cases.timer_fire f where f.clock_id = c.id), '[]'),
          'startedAt', floor(extract(epoch from c.started_at) * 1000), 'stoppedAt', floor(extract(epoch from c.stopped_at) * 1000), 'generation', c.generation, 'due', floor(extract(epoch from c.due_at) * 1000),
          'segments', coalesce((select json_agg(json_build_array(floor(extract(epoch from s.starts) * 1000), floor(extract(epoch from s.ends) * 1000), s.party, s.reason, s.attempt) order by s.starts)
            from cases.segment s where s.clock_id = c.id and s.generation = c.generation), '[]')) order by c.started_at, c.id)
        from cases.clock c where c.case_id = ${caseId}), '[]') as clocks,
      coalesce((select json_agg(json_build_array(floor(extract(epoch from e.effective_at) * 1000), e.command_id, e.version, e.data->'ledger') order by e.version)
        from cases.case_event e where e.case_id = ${caseId} and e.data ? 'ledger'), '[]') as entries`.execute(tables);
  const found = rest.rows[0];
  return {
    case: toCase(row), doers: row.doers, budgets: row.budgets, tasks: found?.tasks ?? [],
    clocks: (found?.clocks ?? []).map((clock) => ({ ...clock, segments: clock.segments.map(toSegment) })),
    entries: (found?.entries ?? []).flatMap(([at, tie, turn, ledger]) => ledger.map((entry) => ({ ...entry, at, tie, turn }))),
  };
}

type RawClock = Omit<StoredClock, 'segments'> & { readonly segments: readonly RawSegment[] };
export type RawSegment = readonly [starts: number, ends: number | null, party: Party, reason: string | null, attempt: number];
type RawEntry = readonly [at: number, tie: string, turn: number, ledger: NonNullable<EventData['ledger']>];

export function toSegment([starts, ends, party, reason, attempt]: RawSegment): Segment {
  return { starts, ends: ends ?? undefined, party, reason: reason ?? undefined, attempt };
}

export function toCase(row: { id: string; service: string; type: string; subject: string; object: string; definition: string; definition_hash: string; state: string; version: number; facts: Facts; documents: Record<string, string[]>; returns: number; opened_at: Temporal.Instant; moved_at: Temporal.Instant; closed_at: Temporal.Instant | null }): Case {
  return {
    id: row.id, service: row.service, type: row.type, subject: row.subject, object: row.object, definition: row.definition, definitionHash: row.definition_hash, state: row.state, version: row.version,
    facts: row.facts, documents: row.documents, returns: row.returns, openedAt: row.opened_at, movedAt: row.moved_at, closedAt: row.closed_at ?? undefined,
  };
}
