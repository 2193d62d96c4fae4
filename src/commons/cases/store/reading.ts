import { sql, type Selectable } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Actor } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import type { CasesTables } from '../tables.ts';
import type { Case, CaseEvent, Task, TaskFilter, TaskInList } from '../types.ts';
import { toCase } from './picture.ts';
import type { Seat } from './positions.ts';

export type Reader = ReadonlyKysely<CasesTables>;

/** The open transaction inside a write, the pool outside. */
export function readerOf(database: Database, within?: Work): Reader {
  return within ? inside(within) : database.read<CasesTables>();
}

/** The open transaction as something to read from. */
export function inside(work: Work): Reader {
  return work.tables<CasesTables>() as unknown as Reader;
}

export async function findCase(reader: Reader, id: string): Promise<Case | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const row = await reader.selectFrom('cases.case').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCase(row);
}

export interface CaseQuery {
  readonly service?: string | undefined;
  readonly type?: string | undefined;
  readonly subject?: string | undefined;
  readonly object?: string | undefined;
  readonly state?: string | undefined;
  /** Only those still running, or only those closed. */
  readonly open?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Cases that fit every part of the query, newest first. */
export async function findCases(reader: Reader, query: CaseQuery): Promise<Case[]> {
  let select = reader.selectFrom('cases.case').selectAll();
  if (query.service !== undefined) select = select.where('service', '=', query.service);
  if (query.type !== undefined) select = select.where('type', '=', query.type);
  if (query.subject !== undefined) select = select.where('subject', '=', query.subject);
  if (query.object !== undefined) select = select.where('object', '=', query.object);
  if (query.state !== undefined) select = select.where('state', '=', query.state);
  if (query.open !== undefined) select = select.where('closed_at', query.open ? 'is' : 'is not', null);
  const rows = await select.orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(query.limit ?? 200).offset(query.offset ?? 0).execute();
  return rows.map(toCase);
}

/** What happened, oldest first. */
export async function historyOf(reader: Reader, caseId: string): Promise<CaseEvent[]> {
  const rows = await reader.selectFrom('cases.case_event').selectAll().where('case_id', '=', caseId).orderBy('version').execute();
  return rows.map((row) => ({
    version: row.version, action: row.action, fromState: row.from_state ?? undefined, toState: row.to_state, actorKind: row.actor_kind, actorId: row.actor_id, position: row.position ?? undefined, capacity: row.capacity ?? undefined,
    reason: row.reason ?? undefined, note: row.note ?? undefined, occurredAt: row.occurred_at, effectiveAt: row.effective_at, recordedAt: row.recorded_at, lateReturn: row.data.lateReturn,
  }));
}

/** Every task of one case, open and closed, what is due first first. */
export async function tasksOf(reader: Reader, caseId: string): Promise<Task[]> {
  const rows = await reader.selectFrom('cases.task').selectAll().where('case_id', '=', caseId).orderBy(sql`due_at nulls last`).orderBy('opened_at').orderBy('id').execute();
  return rows.map(toTask);
}

/** Open tasks an actor may do now, what is due first first: by permission, agency, position held today, or by name. */
export async function tasksFor(reader: Reader, actor: Actor, seats: readonly Seat[], filter: TaskFilter): Promise<TaskInList[]> {
  let select = reader.selectFrom('cases.task as t').innerJoin('cases.case as c', 'c.id', 't.case_id').selectAll('t').select(['c.service', 'c.type', 'c.state as case_state', 'c.version as case_version', 'c.subject as case_subject', 'c.object as case_object'])
    .where('t.state', '=', 'open').where('c.closed_at', 'is', null);
  if (actor.kind !== 'system') {
    select = select.where(sql<boolean>`t.by && ${[...actor.permissions]}::text[]`)
      .where(sql<boolean>`(t.agency is null or t.agency = ${actor.agency ?? ''})`)
      .where(sql<boolean>`(t.position is null or t.position = any(${seats.map((seat) => seat.position)}::text[]))`)
      .where(sql<boolean>`(t.account is null or t.account = ${actor.id})`);
  }
  if (filter.service !== undefined) select = select.where('c.service', '=', filter.service);
  if (filter.kind !== undefined) select = select.where('t.kind', '=', filter.kind);
  if (filter.dueBefore !== undefined) select = select.where('t.due_at', '<', filter.dueBefore.toString() as never);
  const rows = await select.orderBy(sql`t.due_at nulls last`).orderBy('t.opened_at').orderBy('t.id').limit(filter.limit ?? 200).execute();
  return rows.map((row) => ({ ...toTask(row), service: row.service, type: row.type, caseState: row.case_state, caseVersion: row.case_version, caseSubject: row.case_subject, caseObject: row.case_object }));
}

export function toTask(row: Selectable<CasesTables['cases.task']>): Task {
  return {
    id: row.id, caseId: row.case_id, kind: row.kind, branch: row.branch ?? undefined, by: row.by, agency: row.agency ?? undefined, position: row.position ?? undefined, account: row.account ?? undefined, state: row.state,
    openedAt: row.opened_at, dueAt: row.due_at ?? undefined, closedAt: row.closed_at ?? undefined, closedBy: row.closed_by ?? undefined, reroutedFrom: row.rerouted_from ?? undefined,
  };
}
