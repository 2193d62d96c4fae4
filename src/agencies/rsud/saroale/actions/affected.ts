import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { readSession, type SessionView } from '../reads/sessions.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { findVisits, type Visit } from '../store/visits.ts';

/** A session and the visits a change of it touches. */
export async function affected(doors: Doors, work: Work, sessionId: string): Promise<{ session: SessionView; visits: Visit[]; noticeMinutes: number }> {
  const session = await readSession(doors, sessionId, work);
  if (!session) throw new Problem(refusals.noSession);
  if (session.status === 'cancelled') throw new Problem(refusals.cancelled);
  if (session.status === 'ended') throw new Problem(refusals.ended);
  const visits = await findVisits(work.tables<SaroaleTables>(), { sessionId, status: ['booked', 'checked-in'] });
  return { session, visits, noticeMinutes: Math.max(0, Math.round((session.opensAt.epochMilliseconds - work.now.epochMilliseconds) / 60_000)) };
}
