import { sql } from 'kysely';
import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Calendar } from '#commons/calendar';
import type { Database, Work } from '#platform/database';
import type { CasesTables } from '../tables.ts';
import { eventOf } from './command.ts';
import { caseRow, lockPicture } from './picture.ts';
import { apply, writesFor } from './writes.ts';

interface Waiting { readonly id: string; readonly case_id: string; readonly position: string; readonly falls_to: string; readonly falls_after: number; readonly since: Temporal.Instant }

/** Sends on what waits at a position where nobody has been for longer than its set working minutes: to the position its work falls to. Returns how many tasks moved. */
export async function reroute(database: Database, calendar: Calendar): Promise<number> {
  const now = database.clock.now();
  const day = civilDate(now, calendar.zone).toString();
  const waiting = await database.read<CasesTables>().selectFrom('cases.task as t').innerJoin('cases.position as p', 'p.id', 't.position')
    .where('t.state', '=', 'open').where('p.falls_to', 'is not', null).where('p.falls_after', 'is not', null)
    .where(sql<boolean>`not exists (select 1 from cases.holder h where h.position = p.id and h.during @> ${day}::date and not exists (select 1 from cases.absence a where a.account = h.account and a.during @> ${day}::date))`)
    .select(['t.id', 't.case_id', 't.position', 'p.falls_to', 'p.falls_after',
      // Nobody is there since the task came, since the last holder ended, or since the absence began: whichever was last.
      sql<Temporal.Instant>`greatest(t.opened_at,
        (select max(upper(h.during)) from cases.holder h where h.position = p.id and upper(h.during) <= ${day}::date)::timestamp at time zone ${calendar.zone},
        (select max(lower(a.during)) from cases.absence a join cases.holder h on h.account = a.account where h.position = p.id and a.during @> ${day}::date)::timestamp at time zone ${calendar.zone})`.as('since')])
    .orderBy('t.opened_at').limit(500).execute() as Waiting[];
  const office = calendar.of('office');
  let moved = 0;
  for (const task of waiting) {
    if (office.workingMinutes(task.since, now) < task.falls_after) continue;
    if (await database.write({ actor: system('cases-reroute'), action: 'cases/reroute' }, (work) => rerouteOne(work, task, calendar.zone))) moved += 1;
  }
  return moved;
}

async function rerouteOne(work: Work, task: Waiting, zone: string): Promise<boolean> {
  const commandId = `reroute:${task.id}:${task.position}:${work.id}`;
  const picture = await lockPicture(work, task.case_id, commandId, zone);
  const { case: one } = picture;
  const moved = await work.tables<CasesTables>().updateTable('cases.task').set({ position: task.falls_to, rerouted_from: task.position }).where('id', '=', task.id).where('state', '=', 'open').where('position', '=', task.position).returning('id').executeTakeFirst();
  if (!moved) return false;
  const version = one.version + 1;
  const writes = writesFor(eventOf(work, { caseId: one.id, version, commandId, fingerprint: task.id, action: 'reroute', from: one.state, to: one.state, at: work.now.epochMilliseconds, hash: one.definitionHash, note: `${task.position} → ${task.falls_to}`, data: {} }));
  writes.case = caseRow(picture, { version });
  await apply(work, writes);
  work.note({ subject: one.id, rerouted: { task: task.id, from: task.position, to: task.falls_to } });
  return true;
}
