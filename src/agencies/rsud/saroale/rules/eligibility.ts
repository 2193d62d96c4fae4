/** Whom a clinic sees. Nothing said means everybody. */
export interface Admits {
  readonly sex: 'L' | 'P' | null;
  readonly ageFrom: number | null;
  readonly ageBelow: number | null;
}

export type EligibilityFault = 'sex' | 'too-young' | 'too-old';

/**
 * May this person book this clinic? Only the birth year is known from a masked person, so the age is the most favourable one possible that day:
 * a doubt never refuses anybody, admission settles it.
 */
export function eligibilityFault(admits: Admits, person: { sex: 'L' | 'P' | undefined; birthYear: number | undefined }, date: Temporal.PlainDate): EligibilityFault | undefined {
  if (admits.sex && person.sex && admits.sex !== person.sex) return 'sex';
  if (person.birthYear === undefined) return undefined;
  const oldest = date.year - person.birthYear;
  if (admits.ageFrom !== null && oldest < admits.ageFrom) return 'too-young';
  if (admits.ageBelow !== null && oldest - 1 >= admits.ageBelow) return 'too-old';
  return undefined;
}
