import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';

/** Runs a step of the queue and tells the world every BPJS task it stamped on these bookings. */
export async function withStamps<T>(doors: Doors, work: Work, bookingIds: readonly string[], step: () => Promise<T>): Promise<T> {
  const before = new Map<string, Set<number>>();
  for (const id of bookingIds) before.set(id, new Set((await doors.booking.tasks(id, work)).map((stamp) => stamp.task)));
  const result = await step();
  for (const id of bookingIds) {
    for (const stamp of await doors.booking.tasks(id, work)) {
      if (!before.get(id)?.has(stamp.task)) work.emit(events.taskRecorded.of(id, { task: stamp.task, at: stamp.at.epochMilliseconds }, stamp.at));
    }
  }
  return result;
}
