import { sql } from 'kysely';
import { system } from '#kernel/actor';
import type { Calendar } from '#commons/calendar';
import type { Database, Work } from '#platform/database';
import type { Budget, Party } from '../definition/schema.ts';
import type { Segment } from '../rules/ledger.ts';
import type { CasesTables } from '../tables.ts';
import { derive } from './clocks.ts';

/** Clocks taken in one transaction, and transactions at a time. */
const batch = 4000;
const lanes = 2;

/**
 * Counts every open clock again by the calendar in force and writes what changed: `calendar_changed` with the old and the new due time. Closed clocks are never
 * touched. A clock that a command changes meanwhile is left to the next pass. May be stopped anywhere and run again. Returns how many clocks were counted.
 */
export async function reproject(database: Database, calendar: Calendar): Promise<number> {
  let counted = 0;
  for (let pass = 0; pass < 5; pass += 1) {
    // Neighbours in one case stay in one batch, so that two lanes do not want the same tasks.
    const stale = await database.read<CasesTables>().selectFrom('cases.clock').select('id').where('stopped_at', 'is', null).where('budget', 'is not', null).where('calendar_version', '<>', calendar.version).orderBy('case_id').execute();
    if (stale.length === 0) return counted;
    const chunks = Array.from({ length: Math.ceil(stale.length / batch) }, (_, index) => stale.slice(index * batch, (index + 1) * batch).map((row) => row.id));
    await Promise.all(Array.from({ length: lanes }, async () => {
      for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) {
        const ids = chunk;
        const done = await database.write({ actor: system('cases-reproject'), action: 'cases/reproject' }, (work) => reprojectBatch(work, calendar, ids));
        counted += done;
      }
    }));
  }
  return counted;
}

interface Row {
  readonly id: string; readonly xmin: string; readonly budget: number; readonly unit: Budget['unit']; readonly calendar: string; readonly counts: Party[]; readonly rungs: number[]; readonly started: number;
  /** As text, to be written down as it was read. */
  readonly due: string | null; readonly version: string;
}

async function reprojectBatch(work: Work, calendar: Calendar, ids: readonly string[]): Promise<number> {
  const tables = work.tables<CasesTables>();
  // A few thousand rows of many, each by its key: whatever the planner thinks of whole tables, reading them once a batch is the greater part of the cost.
  await work.defer(sql`select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`);
  const { rows } = await sql<Row>`select k.id, k.xmin::text as xmin, k.budget, k.unit, k.calendar, k.counts, k.rungs, date_part('epoch', k.started_at) * 1000 as started, k.due_at::text as due, k.calendar_version as version
    from unnest(${ids}::uuid[]) as u(id) join cases.clock k on k.id = u.id where k.stopped_at is null and k.calendar_version <> ${calendar.version}`.execute(tables);
  const [segments, fired] = [await segmentsOf(work, ids), await firedOf(work, ids)];
  const now = work.now.epochMilliseconds;
  const made = rows.map((row) => ({ row, ...derive(calendar, { budget: row.budget, unit: row.unit, counts: row.counts, startedAt: Math.round(row.started), stoppedAt: null, calendar: row.calendar, rungs: row.rungs, fired: fired.get(row.id) ?? [] }, segments.get(row.id) ?? [], now) }));
  // A row that changed since it was read has another xmin and is left alone; so what was read of the others is what they had before.
  const done = await sql<{ changed: number; counted: number }>`with counted as (
      update cases.clock k set calendar_version = ${calendar.version}, spent = u.spent, due_at = to_timestamp(u.due / 1000.0), next_warning_at = to_timestamp(u.warning / 1000.0), next_rung = u.rung
      from unnest(${made.map((one) => one.row.id)}::uuid[], ${made.map((one) => one.row.xmin)}::text[], ${made.map((one) => one.spent)}::bigint[], ${made.map((one) => one.due ?? null)}::float8[], ${made.map((one) => one.warning ?? null)}::float8[], ${made.map((one) => one.rung ?? null)}::smallint[],
        ${made.map((one) => one.row.due)}::timestamptz[], ${made.map((one) => one.row.version)}::text[]) as u(id, xmin, spent, due, warning, rung, due_before, version_before)
      where k.id = u.id and k.xmin::text = u.xmin returning k.id, k.due_at, u.due_before, u.version_before),
    told as (insert into cases.calendar_changed (clock_id, at, old_version, new_version, old_due_at, new_due_at)
      select c.id, ${work.now.toString()}, c.version_before, ${calendar.version}, c.due_before, c.due_at from counted c where c.due_before is distinct from c.due_at on conflict do nothing returning clock_id)
    select (select count(*) from counted)::int as counted, (select count(*) from told)::int as changed`.execute(tables);
  await carryToTasks(work, ids);
  work.note({ subject: `calendar-${calendar.version}`, clocks: done.rows[0]?.counted ?? 0, changed: done.rows[0]?.changed ?? 0 });
  return done.rows[0]?.counted ?? 0;
}

async function segmentsOf(work: Work, ids: readonly string[]): Promise<Map<string, Segment[]>> {
  const { rows } = await sql<{ id: string; starts: number; ends: number | null; party: Party }>`select s.clock_id as id, date_part('epoch', s.starts) * 1000 as starts, date_part('epoch', s.ends) * 1000 as ends, s.party
    from unnest(${ids}::uuid[]) as u(id) join cases.clock k on k.id = u.id join cases.segment s on s.clock_id = k.id and s.generation = k.generation order by s.clock_id, s.starts`.execute(work.tables<CasesTables>());
  const found = new Map<string, Segment[]>();
  for (const { id, starts, ends, party } of rows) {
    const segment = { starts: Math.round(starts), ends: ends === null ? undefined : Math.round(ends), party, reason: undefined, attempt: 1 };
    const list = found.get(id);
    if (list) list.push(segment);
    else found.set(id, [segment]);
  }
  return found;
}

async function firedOf(work: Work, ids: readonly string[]): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ id: string; rungs: number[] }>`select clock_id as id, array_agg(rung) as rungs from cases.timer_fire where clock_id = any(${ids}::uuid[]) group by clock_id`.execute(work.tables<CasesTables>());
  return new Map(rows.map((row) => [row.id, row.rungs]));
}

/** Open tasks show the new due time of their own promise, else the first of their case. */
async function carryToTasks(work: Work, clockIds: readonly string[]): Promise<void> {
  await work.defer(sql`update cases.task t set due_at = x.due from (
      select t.id, case when own.id is not null then own.due_at else (select min(k.due_at) from cases.clock k where k.case_id = t.case_id and k.branch is null and k.stopped_at is null) end as due
      from cases.task t left join cases.clock own on own.case_id = t.case_id and own.promise = t.promise and own.branch is not distinct from t.branch and own.stopped_at is null
      where t.state = 'open' and t.case_id in (select k.case_id from unnest(${clockIds}::uuid[]) as u(id) join cases.clock k on k.id = u.id)) x
    where x.id = t.id and t.due_at is distinct from x.due`);
}
