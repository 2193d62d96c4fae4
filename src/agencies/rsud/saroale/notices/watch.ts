import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { findVisits } from '../store/visits.ts';
import { tell } from './tell.ts';

export const watchQueue = 'saroale.watch';

/** People with at most this many in front are told to come. */
const nearAhead = 5;

/** Tells those whose turn is near and who have not been told. Called after every step of the line; says nothing twice. */
export async function tellNear(doors: Doors, work: Work, sessionId: string): Promise<number> {
  const visits = await findVisits(work.tables<SaroaleTables>(), { sessionId, status: ['booked', 'checked-in'] });
  const waiting = visits.filter((visit) => !visit.calledAt);
  if (waiting.length === 0) return 0;
  const told = new Set((await work.tables<SaroaleTables>().selectFrom('saroale.told').select('booking_id').where('kind', '=', 'near').where('booking_id', 'in', waiting.map((visit) => visit.bookingId)).execute()).map((row) => row.booking_id));
  const estimates = await doors.booking.estimates(sessionId, work);
  let count = 0;
  for (const visit of waiting) {
    const estimate = estimates.get(visit.bookingId);
    if (!estimate || estimate.ahead > nearAhead || told.has(visit.bookingId)) continue;
    if (await tell(doors, work, visit.bookingId, 'near')) count += 1;
  }
  return count;
}
