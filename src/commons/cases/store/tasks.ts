import type { Work } from '#platform/database';
import type { NewTask } from '../rules/tasks.ts';
import type { KeptClock } from './clocks.ts';
import type { PictureTask } from './picture.ts';
import type { Writes } from './writes.ts';

export interface TaskChange {
  readonly id: string;
  readonly state: 'done' | 'cancelled';
}

/** Gives tasks to whoever holds their places. */
export function openTasks(writes: Writes, tasks: readonly (NewTask & { readonly id: string })[], kept: readonly KeptClock[], at: number): void {
  for (const { promise, branch, ...task } of tasks) writes.newTasks.push({ ...task, case_id: writes.event.case_id, promise, branch, opened_at: at, due: dueOf(kept, promise, branch) });
}

/** Closes what was done or fell away, and carries the new due times of the clocks to the tasks that stay. */
export function settleTasks(work: Work, writes: Writes, open: readonly PictureTask[], changes: readonly TaskChange[], kept: readonly KeptClock[], at: number): void {
  for (const change of changes) writes.closedTasks.push({ ...change, closed_at: at, closed_by: work.actor.id });
  for (const task of open) {
    if (changes.some((change) => change.id === task.id)) continue;
    const due = dueOf(kept, task.promise, task.branch);
    if (due !== task.due) writes.dueTasks.push({ id: task.id, due });
  }
}

/** Due time of a task: its own promise's, else the first of the case's. */
function dueOf(kept: readonly KeptClock[], promise: string | null, branch: string | null): number | null {
  const running = kept.filter(({ wish }) => wish.stoppedAt === null);
  const own = running.find(({ wish }) => promise !== null && wish.promise === promise && wish.branch === branch);
  if (own) return own.due ?? null;
  const dues = running.flatMap(({ wish, due }) => (wish.branch === null && due !== undefined ? [due] : []));
  return dues.length > 0 ? Math.min(...dues) : null;
}
