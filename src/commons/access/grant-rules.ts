import type { Actor } from '#kernel/actor';
import { can } from '#kernel/actor';
import type { ProblemSpec } from '#kernel/problem';
import type { DeclaredRole } from './catalogue.ts';
import { wholeRegency } from './own.ts';
import { refusals } from './problems.ts';

/**
 * Why this actor may not hand out (or end) `role` for `agency`, or nothing when they may. Nobody hands a role to themselves; an agency
 * administrator stays within their agency; a role that reaches everywhere is handed out only by one who reaches everywhere.
 */
export function whyNotGrant(actor: Actor, account: string, role: DeclaredRole | undefined, agency: string): ProblemSpec | undefined {
  if (actor.id === account) return refusals.notToYourself;
  if (!role) return refusals.unknownRole;
  if (role.agency !== undefined && role.agency !== agency) return refusals.wrongAgency;
  return whyNotReach(actor, role, agency);
}

/** The part of the rule that also holds for revoking. */
export function whyNotReach(actor: Actor, role: DeclaredRole | undefined, agency: string): ProblemSpec | undefined {
  if (can(actor, 'access/grant-anywhere')) return undefined;
  const reachesEverywhere = role?.permissions.includes('access/grant-anywhere') === true || agency === wholeRegency;
  return reachesEverywhere || actor.agency !== agency ? refusals.otherAgency : undefined;
}
