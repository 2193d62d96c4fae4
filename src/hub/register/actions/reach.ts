import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { wholeRegency } from '#commons/access';
import { refusals } from '../problems.ts';

/** May this actor work on what an agency owns? Officers of the whole regency reach every agency; all others only their own. */
export function reaches(actor: Actor, opd: string): boolean {
  return actor.kind === 'system' || actor.agency === wholeRegency || actor.agency === opd;
}

/** Throws unless the actor reaches the agency. */
export function requireReach(actor: Actor, opd: string): void {
  if (!reaches(actor, opd)) throw new Problem(refusals.otherAgency);
}
