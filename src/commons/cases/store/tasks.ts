import type { Work } from '#platform/database';
import type { NewTask } from '../rules/tasks.ts';
import type { CasesTables } from '../tables.ts';
import { iso, type KeptClock } from './clocks.ts';
import type { PictureTask } from './picture.ts';

export interface TaskChange {
  readonly id: string;
  readonly state: 'done' | 'cancelled';
}

/** Gives a task to whoever holds its place. */
export async function openTask(work: Work, caseId: string, task: NewTask & { readonly id: string }, at: number, due: number | undefined): Promise<void> {
  await work.tables<CasesTables>().insertInto('cases.task').values({
    id: task.id, case_id: caseId, kind: task.kind, branch: task.branch, by: [...task.by], agency: task.agency, position: task.position, account: task.account, opened_at: iso(at), due_at: due === undefined ? null : iso(due), promise: task.promise,
  }).execute();
}

/** Closes what was done or fell away, and carries the new due times of the clocks to the tasks that stay. */
export async function settleTasks(work: Work, open: readonly PictureTask[], changes: readonly TaskChange[], kept: readonly KeptClock[], at: number): Promise<void> {
  const tables = work.tables<CasesTables>();
  for (const change of changes) await tables.updateTable('cases.task').set({ state: change.state, closed_at: iso(at), closed_by: work.actor.id }).where('id', '=', change.id).execute();
  for (const task of open) {
    if (changes.some((change) => change.id === task.id)) continue;
    const due = dueOf(kept, task.promise, task.branch);
    if ((due === undefined ? null : Math.floor(due)) !== task.due) await tables.updateTable('cases.task').set({ due_at: due === undefined ? null : iso(due) }).where('id', '=', task.id).execute();
  }
}

/** Due time of a task: its own promise's, else the first of the case's. */
export function dueOf(kept: readonly KeptClock[], promise: string | null, branch: string | null): number | undefined {
  const running = kept.filter(({ wish }) => wish.stoppedAt === null);
  const own = running.find(({ wish }) => promise !== null && wish.promise === promise && wish.branch === branch);
  if (own) return own.due;
  const dues = running.flatMap(({ wish, due }) => (wish.branch === null && due !== undefined ? [due] : []));
  return dues.length > 0 ? Math.min(...dues) : undefined;
}
