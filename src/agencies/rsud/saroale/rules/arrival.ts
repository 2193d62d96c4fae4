/** When a patient may check in by themselves, and when they should come. All instants. */
export interface Arrival {
  readonly from: Temporal.Instant;
  readonly by: Temporal.Instant;
}

interface SessionTimes {
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly checkinBefore: number;
  readonly checkinAfter: number;
}

/**
 * The check-in window of a clinic: from `checkinBefore` minutes before the session starts to `checkinAfter` minutes after it, and for those whose own
 * turn is later, until their turn. Outside it the counter decides.
 */
export function checkInWindow(session: SessionTimes, expectedAt?: Temporal.Instant): Arrival {
  const byRule = session.opensAt.add({ minutes: session.checkinAfter });
  const by = expectedAt && Temporal.Instant.compare(expectedAt, byRule) > 0 ? expectedAt : byRule;
  return { from: session.opensAt.subtract({ minutes: session.checkinBefore }), by: earlier(by, session.closesAt) };
}

/** Come an hour to half an hour before the earliest likely turn, never before check-in opens and never after it closes. */
export function arrival(session: SessionTimes, expectedFrom: Temporal.Instant): Arrival {
  const window = checkInWindow(session, expectedFrom);
  const from = later(window.from, earlier(expectedFrom.subtract({ minutes: 60 }), window.by));
  const by = later(from, earlier(expectedFrom.subtract({ minutes: 30 }), window.by));
  return { from, by };
}

export type CheckInFault = 'too-early' | 'too-late';

/** May the patient check in now without an officer? */
export function checkInFault(window: Arrival, now: Temporal.Instant): CheckInFault | undefined {
  if (Temporal.Instant.compare(now, window.from) < 0) return 'too-early';
  if (Temporal.Instant.compare(now, window.by) > 0) return 'too-late';
  return undefined;
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
