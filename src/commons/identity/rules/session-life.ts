import type { Method, Stage } from '../tables.ts';

/** Hours. A working day for officers, who sit in shared rooms; weeks for residents on their own phone (OWASP Session Management, NIST SP 800-63B §2.2.3). */
export const lives = {
  staff: { idle: 2, absolute: 12 },
  resident: { idle: 7 * 24, absolute: 30 * 24 },
  /** A sign-in stopped half way. */
  half: { idle: 0.25, absolute: 0.25 },
} as const;

export interface SessionTimes {
  readonly kind: 'staff' | 'resident';
  readonly stage: Stage;
  readonly seenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly ended: boolean;
}

/** Is the session good at `now`? */
export function isAlive(session: SessionTimes, now: Temporal.Instant): boolean {
  const idle = lifeOf(session.kind, session.stage).idle;
  return !session.ended && Temporal.Instant.compare(now, session.expiresAt) < 0 && Temporal.Instant.compare(now, session.seenAt.add({ minutes: Math.round(idle * 60) })) < 0;
}

/** When a session that begins now ends at the latest. */
export function expiry(kind: 'staff' | 'resident', stage: Stage, now: Temporal.Instant): Temporal.Instant {
  return now.add({ minutes: Math.round(lifeOf(kind, stage).absolute * 60) });
}

/**
 * How far a proof brings a staff account. A passkey with user verification is two factors by itself; a password, or a sign-on provider that
 * did not itself ask for two factors, is one.
 */
export function stageAfter(method: Method, account: { hasSecondFactor: boolean; mustHaveOne: boolean; providerAskedTwo?: boolean }): Stage {
  if (method !== 'password' && !(method === 'oidc' && account.providerAskedTwo !== true)) return 'full';
  if (account.hasSecondFactor) return 'factor';
  return account.mustHaveOne && method === 'password' ? 'enrol' : 'full';
}

function lifeOf(kind: 'staff' | 'resident', stage: Stage): { idle: number; absolute: number } {
  return stage === 'factor' ? lives.half : lives[kind];
}
