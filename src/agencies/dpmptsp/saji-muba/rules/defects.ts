/** One requirement as the front office judged it in one round. */
export interface Judged {
  readonly requirement: string;
  readonly verdict: 'ok' | 'defect' | 'not-applicable';
  /** What is wrong and what to do; required for a defect. */
  readonly note: string;
  /** The paper it was judged on: the same one as in the round before, or a new one. */
  readonly paper: string;
}

/**
 * Defects that were already visible in an earlier round, on the very same paper that was then called right: a second return for these counts against the
 * office, not against the applicant.
 */
export function missedEarlier(now: readonly Judged[], before: readonly (readonly Judged[])[]): string[] {
  return now.filter((item) => item.verdict === 'defect' && before.some((round) => round.some((earlier) => earlier.requirement === item.requirement && earlier.paper === item.paper && earlier.verdict !== 'defect'))).map((item) => item.requirement);
}

/** Requirements the round says nothing about. A completeness check lists all defects at once, so that every one has to be judged. */
export function unjudged(requirements: readonly { id: string; optional: boolean }[], judged: readonly Judged[]): string[] {
  const done = new Set(judged.map((item) => item.requirement));
  return requirements.filter((requirement) => !done.has(requirement.id)).map((requirement) => requirement.id);
}
