import { fixed, Fraction, halfUp } from '#kernel/fraction';
import { elementKeys, type ElementKey, type SkmReference } from '../reference.ts';

/** One person's answers, 1 (worst) to 4 (best). An element left out is not counted for that element and never becomes 0. */
export type Scores = Readonly<Partial<Record<ElementKey, number>>>;

export interface ElementScore {
  readonly key: ElementKey;
  /** How many answered this element. */
  readonly n: number;
  /** Mean of 1–4; nothing when nobody answered. */
  readonly mean: Fraction | undefined;
}

export interface SkmScore {
  readonly n: number;
  readonly elements: readonly ElementScore[];
  /** 25 × mean of the element means, 25 to 100, exact; nothing when an element has no answer at all. */
  readonly index: Fraction | undefined;
  /** The index rounded half-up to two decimals, as published: `88.31`. */
  readonly shown: string | undefined;
  readonly grade: 'A' | 'B' | 'C' | 'D' | undefined;
  /** With the weight 0.11 of older reports instead of 1/9: 1 % lower, for comparison with them only. */
  readonly oldShown: string | undefined;
}

/** Scores a set of answers exactly (PermenPANRB 14/2017). Rounded once, half-up, before the band is chosen, because the bands have gaps between hundredths. */
export function scoreOf(answers: readonly Scores[], reference: SkmReference): SkmScore {
  const sums = elementKeys.map((key) => sumOf(answers, key));
  return scoreOfSums(answers.length, sums, reference);
}

/** The same from sums and counts of each element, in the order of `elementKeys`. */
function scoreOfSums(n: number, sums: readonly { readonly sum: number; readonly n: number }[], reference: SkmReference): SkmScore {
  const elements = elementKeys.map((key, at): ElementScore => {
    const { sum = 0, n: count = 0 } = sums[at] ?? {};
    return { key, n: count, mean: count === 0 ? undefined : new Fraction(sum, count) };
  });
  const means = elements.flatMap((element) => element.mean ?? []);
  if (means.length < elements.length) return { n, elements, index: undefined, shown: undefined, grade: undefined, oldShown: undefined };
  const total = means.reduce((sum, mean) => sum.add(mean), new Fraction(0));
  const index = total.mul(25).div(elements.length);
  return { n, elements, index, shown: fixed(index, 2), grade: gradeOf(index, reference), oldShown: fixed(total.mul(new Fraction(reference.oldWeight.value)).mul(25), 2) };
}

/** The band of an index, chosen on the rounded value. */
export function gradeOf(index: Fraction, reference: SkmReference): 'A' | 'B' | 'C' | 'D' | undefined {
  const rounded = halfUp(index, 2);
  return reference.bands.find((band) => rounded.compare(new Fraction(band.from)) >= 0)?.grade;
}

/** Fewest answers for a population of `served` (Krejcie and Morgan), rounded up. */
export function sampleNeeded(served: number, { sample }: SkmReference): number {
  if (served <= 0) return 0;
  const quarter = new Fraction(sample.chiSquare).mul(new Fraction(1, 4));
  const spread = new Fraction(sample.error).mul(new Fraction(sample.error)).mul(served - 1);
  return Math.min(served, Number(quarter.mul(served).div(spread.add(quarter)).ceil().valueOf()));
}

function sumOf(answers: readonly Scores[], key: ElementKey): { sum: number; n: number } {
  let sum = 0;
  let n = 0;
  for (const answer of answers) {
    const score = answer[key];
    if (score === undefined) continue;
    sum += score;
    n += 1;
  }
  return { sum, n };
}
