import { sql } from 'kysely';
import { system } from '#kernel/actor';
import type { Calendar } from '#commons/calendar';
import type { Database, Work } from '#platform/database';
import type { Budget, Party } from '../definition/schema.ts';
import type { CasesTables } from '../tables.ts';
import { derive } from './clocks.ts';
import { toSegment, type RawSegment } from './picture.ts';

/** Cases taken in one transaction. */
const batch = 4000;

interface Row {
  readonly id: string; readonly budget: number; readonly unit: Budget['unit']; readonly calendar: string; readonly calendar_version: string; readonly counts: Party[]; readonly rungs: number[]; readonly fired: number[] | null;
  readonly started: number; readonly due: number | null; readonly segments: RawSegment[];
}

/**
 * Counts every open clock again by the calendar in force and writes what changed: `calendar_changed` with the old and the new due time. Closed clocks are never
 * touched. Works in batches under the lock of their cases, may be stopped anywhere and run again. Returns how many clocks were counted.
 */
export async function reproject(database: Database, calendar: Calendar): Promise<number> {
  let counted = 0;
  for (let pass = 0; pass < 5; pass += 1) {
    const before = counted;
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      if (!(await hasStale(database, calendar.version))) return counted;
      const step = await database.write({ actor: system('cases-reproject'), action: 'cases/reproject' }, (work) => reprojectBatch(work, calendar, after));
      counted += step.clocks;
      if (step.last === undefined) break;
      after = step.last;
    }
    if (counted === before) break;
  }
  return counted;
}

async function hasStale(database: Database, version: string): Promise<boolean> {
  return (await database.read<CasesTables>().selectFrom('cases.clock').select('id').where('stopped_at', 'is', null).where('budget', 'is not', null).where('calendar_version', '<>', version).limit(1).executeTakeFirst()) !== undefined;
}

async function reprojectBatch(work: Work, calendar: Calendar, after: string): Promise<{ clocks: number; last: string | undefined }> {
  const tables = work.tables<CasesTables>();
  const locked = await sql<{ id: string }>`select c.id from cases.case c where c.closed_at is null and c.id > ${after} and exists (select 1 from cases.clock k where k.case_id = c.id and k.stopped_at is null and k.budget is not null and k.calendar_version <> ${calendar.version})
    order by c.id limit ${batch} for update skip locked`.execute(tables);
  const ids = locked.rows.map((row) => row.id);
  if (ids.length === 0) return { clocks: 0, last: undefined };
  const { rows } = await sql<Row>`select k.id, k.budget, k.unit, k.calendar, k.calendar_version, k.counts, k.rungs, (select array_agg(f.rung) from cases.timer_fire f where f.clock_id = k.id) as fired,
      (extract(epoch from k.started_at) * 1000)::float8 as started, floor(extract(epoch from k.due_at) * 1000)::float8 as due,
      (select json_agg(json_build_array((extract(epoch from s.starts) * 1000)::float8, (extract(epoch from s.ends) * 1000)::float8, s.party, s.reason, s.attempt) order by s.starts) from cases.segment s where s.clock_id = k.id and s.generation = k.generation) as segments
    from cases.clock k where k.case_id = any(${ids}::uuid[]) and k.stopped_at is null and k.budget is not null and k.calendar_version <> ${calendar.version}`.execute(tables);
  const now = work.now.epochMilliseconds;
  const made = rows.map((row) => ({ row, ...derive(calendar, { budget: row.budget, unit: row.unit, counts: row.counts, startedAt: row.started, stoppedAt: null, calendar: row.calendar, rungs: row.rungs, fired: row.fired ?? [] }, row.segments.map(toSegment), now) }));
  await sql`update cases.clock k set calendar_version = ${calendar.version}, spent = u.spent, due_at = to_timestamp(u.due / 1000.0), next_warning_at = to_timestamp(u.warning / 1000.0), next_rung = u.rung
    from unnest(${made.map((one) => one.row.id)}::uuid[], ${made.map((one) => one.spent)}::bigint[], ${made.map((one) => one.due ?? null)}::float8[], ${made.map((one) => one.warning ?? null)}::float8[], ${made.map((one) => one.rung ?? null)}::smallint[]) as u(id, spent, due, warning, rung)
    where k.id = u.id`.execute(tables);
  const changed = made.filter((one) => (one.due === undefined ? null : Math.floor(one.due)) !== one.row.due);
  await sql`insert into cases.calendar_changed (clock_id, at, old_version, new_version, old_due_at, new_due_at)
    select u.id, ${work.now.toString()}, u.version, ${calendar.version}, to_timestamp(u.before / 1000.0), to_timestamp(u.after / 1000.0)
    from unnest(${changed.map((one) => one.row.id)}::uuid[], ${changed.map((one) => one.row.calendar_version)}::text[], ${changed.map((one) => one.row.due)}::float8[], ${changed.map((one) => one.due ?? null)}::float8[]) as u(id, version, before, after)
    on conflict do nothing`.execute(tables);
  await carryToTasks(work, ids);
  work.note({ subject: `calendar-${calendar.version}`, clocks: made.length, changed: changed.length });
  return { clocks: made.length, last: ids.at(-1) };
}

/** Open tasks show the new due time of their own promise, else the first of their case. */
async function carryToTasks(work: Work, caseIds: readonly string[]): Promise<void> {
  await sql`update cases.task t set due_at = x.due from (
      select t.id, case when own.id is not null then own.due_at else (select min(k.due_at) from cases.clock k where k.case_id = t.case_id and k.branch is null and k.stopped_at is null) end as due
      from cases.task t left join cases.clock own on own.case_id = t.case_id and own.promise = t.promise and own.branch is not distinct from t.branch and own.stopped_at is null
      where t.state = 'open' and t.case_id = any(${caseIds}::uuid[])) x
    where x.id = t.id and t.due_at is distinct from x.due`.execute(work.tables<CasesTables>());
}
