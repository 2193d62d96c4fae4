import type { Work } from '#platform/database';
import { mayStamp, type Task } from '../rules/stations.ts';
import type { BookingTables } from '../tables.ts';
import { actorOf, type Reader } from './reading.ts';

export interface Stamp {
  readonly task: Task;
  readonly at: Temporal.Instant;
  readonly source: string;
}

/**
 * Writes one national time stamp of a booking, once. Stamps are strictly later than those before: one of the same millisecond is put one millisecond later.
 * False when it is there already or may not follow what is there: hospital work never stops for a stamp, and none is invented.
 */
export async function stampTask(work: Work, { bookingId, task, at }: { bookingId: string; task: Task; at?: Temporal.Instant | undefined }): Promise<boolean> {
  const tables = work.tables<BookingTables>();
  await tables.selectFrom('booking.booking').select('id').where('id', '=', bookingId).forUpdate().execute();
  const there = await tables.selectFrom('booking.task').select(['task', 'at']).where('booking_id', '=', bookingId).orderBy('task', 'desc').execute();
  if (!mayStamp(there.map((stamp) => stamp.task), task)) return false;
  const wanted = at ?? work.now;
  const earliest = there[0] && Temporal.Instant.fromEpochMilliseconds(there[0].at.epochMilliseconds + 1);
  const when = earliest && Temporal.Instant.compare(wanted, earliest) < 0 ? earliest : Temporal.Instant.fromEpochMilliseconds(wanted.epochMilliseconds);
  await tables.insertInto('booking.task').values({ booking_id: bookingId, task, at: when.toString(), source: work.actor.channel, actor: actorOf(work) }).execute();
  return true;
}

/** The stamps of a booking in order. */
export async function readTasks(reader: Reader, bookingId: string): Promise<Stamp[]> {
  const rows = await reader.selectFrom('booking.task').select(['task', 'at', 'source']).where('booking_id', '=', bookingId).orderBy('task').execute();
  return rows.map((row) => ({ task: row.task as Task, at: row.at, source: row.source }));
}
