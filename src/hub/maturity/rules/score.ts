import { fixed, Fraction, halfUp } from '#kernel/fraction';
import type { Edition, Row } from '../editions.ts';

/** Row key to parameter 0–3; a row that is not there is 0: not filled or not proven. Only the highest proven level counts, never a sum. */
export type Parameters = ReadonlyMap<string, number>;

export interface IndexInput {
  readonly regional: Parameters;
  /** `barred`: may not be reported this year, so it has a maturity but counts nowhere. */
  readonly innovations: readonly { readonly id: string; readonly parameters: Parameters; readonly barred?: boolean }[];
  /** How many of the six basic-service affairs the innovations cover. */
  readonly basicAffairs: number;
}

export interface IndexResult {
  readonly regional: Fraction;
  /** Maturity score of every innovation, also of those that may not be submitted. */
  readonly maturity: ReadonlyMap<string, Maturity>;
  /** Innovations that count: every mandatory row is filled, and they may be reported. */
  readonly counted: number;
  readonly sum: Fraction;
  readonly quantity: Fraction;
  readonly quantityOpen: boolean;
  readonly index: Fraction;
  /** Rounded half-up to two decimals; the predicate is chosen on this. */
  readonly shown: string;
  readonly predicate: { readonly id: string; readonly en: string } | undefined;
}

export interface Maturity {
  readonly score: Fraction;
  /** Mandatory rows that are still 0. */
  readonly missing: readonly string[];
}

/** Weights in hundredths, so that sums are whole numbers and exact. */
export interface Weights {
  readonly sid: readonly { readonly row: Row; readonly weight: number }[];
  readonly spd: readonly { readonly row: Row; readonly weight: number }[];
}

const hundred = 100;
const known = new WeakMap<Edition, Weights>();

/** An edition's weights as whole hundredths. */
export function weightsOf(edition: Edition): Weights {
  const found = known.get(edition);
  if (found) return found;
  const of = (part: Row['part']) => edition.rows.filter((row) => row.part === part).map((row) => ({ row, weight: Number(new Fraction(row.weight).mul(hundred).valueOf()) }));
  const made = { sid: of('sid'), spd: of('spd') };
  known.set(edition, made);
  return made;
}

/** Sum of weight × parameter in hundredths. */
export function sumOf(weights: Weights['sid'], parameters: Parameters): number {
  let sum = 0;
  for (const { row, weight } of weights) sum += weight * (parameters.get(row.key) ?? 0);
  return sum;
}

/**
 * IID = 100 × (SPD + ΣSID / max(M, n) + Q) / 250 with Q = 0.38 × min(n, 200) when at least K basic affairs are covered, else 0 (guideline of the
 * edition). Nothing for an edition whose formula is not known.
 */
export function indexOf(edition: Edition, input: IndexInput): IndexResult | undefined {
  const { formula } = edition;
  if (!formula) return undefined;
  const weights = weightsOf(edition);
  const mandatory = weights.sid.filter(({ row }) => row.mandatory).map(({ row }) => row.key);
  const maturity = new Map<string, Maturity>();
  let total = 0;
  let counted = 0;
  for (const { id, parameters, barred } of input.innovations) {
    const sum = sumOf(weights.sid, parameters);
    const missing = mandatory.filter((key) => (parameters.get(key) ?? 0) === 0);
    maturity.set(id, { score: new Fraction(sum, hundred), missing });
    if (missing.length > 0 || barred) continue;
    total += sum;
    counted += 1;
  }
  const regional = sumOf(weights.spd, input.regional);
  const quantityOpen = input.basicAffairs >= formula.basicAffairs;
  const index = exactIndex(formula, { regional, total, counted, quantityOpen });
  return {
    regional: new Fraction(regional, hundred), maturity, counted, sum: new Fraction(total, hundred), quantity: quantityOf(formula, counted, quantityOpen), quantityOpen, index, shown: fixed(index, 2), predicate: predicateOf(edition, index),
  };
}

/** The index of sums in hundredths. */
export function exactIndex(formula: NonNullable<Edition['formula']>, { regional, total, counted, quantityOpen }: { regional: number; total: number; counted: number; quantityOpen: boolean }): Fraction {
  const mean = new Fraction(total, hundred * Math.max(formula.least, counted));
  return new Fraction(regional, hundred).add(mean).add(quantityOf(formula, counted, quantityOpen)).mul(hundred).div(new Fraction(formula.divisor));
}

/** The name of an index, chosen on the value rounded to two decimals. */
export function predicateOf(edition: Edition, index: Fraction): { id: string; en: string } | undefined {
  const rounded = halfUp(index, 2);
  return edition.predicates.find((one) => rounded.compare(new Fraction(one.from)) >= 0)?.name;
}

function quantityOf(formula: NonNullable<Edition['formula']>, counted: number, open: boolean): Fraction {
  return open ? new Fraction(formula.perInnovation).mul(Math.min(counted, formula.mostInnovations)) : new Fraction(0);
}
