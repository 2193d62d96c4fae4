import { sql } from 'kysely';
import { system } from '#kernel/actor';
import type { Calendar } from '#commons/calendar';
import type { Database, Work } from '#platform/database';
import { warningAt } from '../rules/clock.ts';
import type { CasesTables } from '../tables.ts';
import { iso, promisedOf } from './clocks.ts';
import type { CommandDeps } from './command.ts';
import { lockPicture } from './picture.ts';

/**
 * Fires every rung that is due, each in its own transaction: the inserted row is the claim, and what the service does about it (messages are jobs) commits with it.
 * A process that dies before the commit has claimed nothing; after it, the jobs are durable. Outside working time nothing fires. Returns how many were fired.
 */
export async function fireTimers(database: Database, deps: CommandDeps, limit = 500): Promise<number> {
  const now = database.clock.now();
  const due = await database.read<CasesTables>().selectFrom('cases.clock').select(['id', 'case_id', 'calendar']).where('stopped_at', 'is', null).where('next_warning_at', '<=', now.toString() as never).orderBy('next_warning_at').limit(limit).execute();
  let fired = 0;
  for (const clock of due) {
    if (!deps.calendar.of(clock.calendar).isOpen(now)) continue;
    if (await database.write({ actor: system('cases-timers'), action: 'cases/warn' }, (work) => fireOne(work, deps, clock))) fired += 1;
  }
  return fired;
}

async function fireOne(work: Work, deps: CommandDeps, { id, case_id: caseId }: { id: string; case_id: string }): Promise<boolean> {
  const picture = await lockPicture(work, caseId, `timer:${id}`, deps.calendar.zone);
  const clock = picture.clocks.find((one) => one.id === id);
  const tables = work.tables<CasesTables>();
  const row = await tables.selectFrom('cases.clock').select(['next_rung', 'next_warning_at', 'due_at', 'stopped_at']).where('id', '=', id).executeTakeFirstOrThrow();
  if (!clock || row.stopped_at !== null || row.next_rung === null || row.next_warning_at === null || Temporal.Instant.compare(row.next_warning_at, work.now) > 0) return false;
  const claimed = await tables.insertInto('cases.timer_fire').values({ clock_id: id, rung: row.next_rung, fired_at: work.now.toString(), due_at: row.due_at?.toString() ?? null }).onConflict((conflict) => conflict.doNothing()).returning('rung').executeTakeFirst();
  await setNext(work, deps.calendar, clock, [...clock.fired, row.next_rung]);
  if (!claimed) return false;
  work.note({ subject: caseId, warning: { promise: clock.promise, rung: row.next_rung } });
  await deps.definitions.wiring(picture.case.definition).onTimer?.(work, { case: picture.case, promise: clock.promise, branch: clock.branch ?? undefined, rung: row.next_rung, due: row.due_at ?? undefined });
  return true;
}

async function setNext(work: Work, calendar: Calendar, clock: Awaited<ReturnType<typeof lockPicture>>['clocks'][number], fired: readonly number[]): Promise<void> {
  const promised = promisedOf(clock);
  const rung = clock.rungs.find((one) => !fired.includes(one));
  const next = promised && rung !== undefined ? warningAt(calendar.of(clock.calendar).timeline, promised, clock.segments, rung, work.now.epochMilliseconds) : undefined;
  await sql`update cases.clock set next_rung = ${next === undefined ? null : (rung ?? null)}, next_warning_at = ${next === undefined ? null : iso(next)} where id = ${clock.id}`.execute(work.tables<CasesTables>());
}
