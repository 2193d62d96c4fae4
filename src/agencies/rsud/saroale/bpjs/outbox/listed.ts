import type { ListedTask } from '../client/calls.ts';
import type { Task } from '../rules/tasks.ts';

const months = '(0[1-9]|1[0-2])';
const shape = new RegExp(`^(\\d{2})-${months}-(\\d{4}) (\\d{2}):(\\d{2}):(\\d{2})`);

/** A row of getlisttask as task and epoch milliseconds (to the second, which is all BPJS tells); nothing for a row that cannot be read. */
export function readListedTask(row: ListedTask, zone: string): { task: Task; at: number }[] {
  const found = shape.exec(row.wakturs);
  const task = Number(row.taskid) as Task;
  if (!found || ![1, 2, 3, 4, 5, 6, 7, 99].includes(task)) return [];
  const [, day, month, year, hour, minute, second] = found.map(Number);
  const wall = Temporal.PlainDateTime.from({ year: year ?? 0, month: month ?? 1, day: day ?? 1, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 });
  return [{ task, at: wall.toZonedDateTime(zone).epochMilliseconds }];
}
