/** Late comers arrive with this mean delay after the time they were asked to be there, in seconds (to be measured per poli; 20 minutes is assumed). */
const lateness = 1200;
/** A share nobody has measured yet: the hospital mix of the domain file. */
const assumedMissed = 0.12;
/** Weight of the assumption in patients. */
const assumedWeight = 20;

/** Share of bookings nobody comes to, from those that came and those missed, drawn towards the assumption while few are known. */
export function missedShare(came: number, missed: number): number {
  return (missed + assumedMissed * assumedWeight) / (came + missed + assumedWeight);
}

/**
 * Chance that somebody ahead is really served before us. Checked in: 1. Not yet here: the longer they are overdue (seconds after they were asked to
 * come; negative or 0: not due yet), the less likely, by Bayes over `missed` and an exponential lateness.
 */
export function servedChance(here: boolean, missed: number, overdue: number): number {
  if (here) return 1;
  const stillComing = (1 - missed) * Math.exp(-Math.max(0, overdue) / lateness);
  return stillComing / (stillComing + missed);
}
