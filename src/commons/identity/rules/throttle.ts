/** How many attempts are free, and how long to wait after each further one. Seconds. */
export interface ThrottlePolicy {
  readonly free: number;
  /** Wait after the last free attempt; doubles with every further one. */
  readonly wait: number;
  readonly waitAtMost: number;
  /** After this long without an attempt everything is forgotten. */
  readonly forget: number;
}

export interface ThrottleState {
  readonly count: number;
  readonly lastAt: Temporal.Instant;
  readonly blockedUntil?: Temporal.Instant | undefined;
}

/**
 * Slow enough that guessing is hopeless, quick enough that somebody who mistyped is back in half a minute. A day of guessing one account gives
 * about a hundred tries (NIST SP 800-63B §5.2.2 allows a hundred consecutive ones).
 */
export const policies = {
  account: { free: 5, wait: 30, waitAtMost: 900, forget: 86_400 },
  address: { free: 60, wait: 30, waitAtMost: 900, forget: 3600 },
  factor: { free: 5, wait: 30, waitAtMost: 900, forget: 86_400 },
  codeForPhone: { free: 2, wait: 60, waitAtMost: 3600, forget: 21_600 },
  codeForAddress: { free: 20, wait: 60, waitAtMost: 3600, forget: 3600 },
} as const satisfies Record<string, ThrottlePolicy>;

/** Counts an attempt before it is made. Refused attempts change nothing, so that hammering does not lengthen the wait. */
export function charge(state: ThrottleState | undefined, now: Temporal.Instant, policy: ThrottlePolicy): { allowed: true; state: ThrottleState } | { allowed: false; waitSeconds: number } {
  if (state?.blockedUntil && Temporal.Instant.compare(now, state.blockedUntil) < 0) return { allowed: false, waitSeconds: Math.ceil(secondsBetween(now, state.blockedUntil)) };
  const count = state && secondsBetween(state.lastAt, now) < policy.forget ? state.count + 1 : 1;
  const over = count - policy.free;
  const wait = over < 0 ? 0 : Math.min(policy.waitAtMost, policy.wait * 2 ** Math.min(over, 20));
  return { allowed: true, state: { count, lastAt: now, ...(wait > 0 ? { blockedUntil: now.add({ seconds: wait }) } : {}) } };
}

/** Gives one attempt back after it proved to be honest. */
export function refund(state: ThrottleState, policy: ThrottlePolicy): ThrottleState {
  const count = Math.max(0, state.count - 1);
  return count < policy.free ? { count, lastAt: state.lastAt } : { ...state, count };
}

function secondsBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return (to.epochMilliseconds - from.epochMilliseconds) / 1000;
}
