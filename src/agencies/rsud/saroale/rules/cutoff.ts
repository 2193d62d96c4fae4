import type { SessionStatus } from '../store/tables.ts';

export type Closed = 'past' | 'cutoff' | 'cancelled' | 'ended' | 'too-far' | 'poli-closed' | 'full';

/** Sessions open for booking this many days ahead. */
export const daysAhead = 14;

/**
 * Why a session cannot be booked from home any more, in the order of the WS Antrean checks (date, clinic, session, cut-off, quota), or nothing.
 * `cutoffBefore`: minutes before the session closes at which same-day booking ends. Officers at the counter may book until it closes.
 */
export function whyClosed(session: { date: Temporal.PlainDate; closesAt: Temporal.Instant; status: SessionStatus; poliActive: boolean; cutoffBefore: number; left: number }, at: { now: Temporal.Instant; today: Temporal.PlainDate; counter: boolean }): Closed | undefined {
  if (Temporal.PlainDate.compare(session.date, at.today) < 0) return 'past';
  if (Temporal.PlainDate.compare(session.date, at.today.add({ days: daysAhead })) > 0) return 'too-far';
  if (!session.poliActive) return 'poli-closed';
  if (session.status === 'cancelled') return 'cancelled';
  if (session.status === 'ended') return 'ended';
  const last = at.counter ? session.closesAt : session.closesAt.subtract({ minutes: session.cutoffBefore });
  if (Temporal.Instant.compare(at.now, last) >= 0) return 'cutoff';
  return session.left > 0 ? undefined : 'full';
}
