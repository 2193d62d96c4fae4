import { fixed, Fraction, halfUp } from '#kernel/fraction';
import type { IppReference } from './reference.ts';

export interface IppResult {
  /** Weighted mean of the aspects, 0–5; an indicator without a verified value is 0. */
  readonly f02: Fraction;
  /** What users say, 0–5; 0 below the least number of respondents. */
  readonly f03: Fraction;
  readonly enough: boolean;
  readonly index: Fraction;
  readonly shown: string;
  readonly grade: string;
  readonly aspects: readonly { readonly id: string; readonly mean: Fraction }[];
}

/** IPP of a unit = 0.75 × F02 + 0.25 × F03 (Pedoman Menteri PANRB 5/2023), exact; the grade is chosen on two decimals. */
export function ippOf(reference: IppReference, verified: ReadonlyMap<string, Fraction>, users: { readonly mean: Fraction | undefined; readonly n: number }): IppResult {
  const aspects = reference.aspects.map((aspect) => ({ id: aspect.id, weight: new Fraction(aspect.weight), mean: aspect.indicators.reduce((sum, one) => sum.add(verified.get(one.id) ?? 0), new Fraction(0)).div(aspect.indicators.length) }));
  const weights = aspects.reduce((sum, aspect) => sum.add(aspect.weight), new Fraction(0));
  const f02 = aspects.reduce((sum, aspect) => sum.add(aspect.mean.mul(aspect.weight)), new Fraction(0)).div(weights);
  const enough = users.n >= reference.leastRespondents;
  const f03 = enough && users.mean ? users.mean : new Fraction(0);
  const index = f02.mul(new Fraction(reference.f02Weight)).add(f03.mul(new Fraction(reference.f03Weight)));
  return { f02, f03, enough, index, shown: fixed(index, 2), grade: gradeOf(reference, index), aspects: aspects.map(({ id, mean }) => ({ id, mean })) };
}

/** The regency's index: the mean of its evaluated units. Nothing without any. */
export function regencyIpp(units: readonly Fraction[]): Fraction | undefined {
  return units.length === 0 ? undefined : units.reduce((sum, one) => sum.add(one), new Fraction(0)).div(units.length);
}

export function gradeOf(reference: IppReference, index: Fraction): string {
  const rounded = halfUp(index, 2);
  return reference.predicates.find((one) => rounded.compare(new Fraction(one.from)) >= 0)?.grade ?? reference.predicates.at(-1)?.grade ?? 'F';
}

/** Survey means (1–4) as the 0–5 of the index: an estimate where the separate user form was not asked. */
export function usersFromSurvey(means: readonly Fraction[]): Fraction | undefined {
  return means.length === 0 ? undefined : means.reduce((sum, one) => sum.add(one), new Fraction(0)).div(means.length).mul(new Fraction(5, 4));
}
