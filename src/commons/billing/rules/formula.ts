import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import { multiply, parseDecimal, roundTo, type Rounding } from './decimal.ts';

/** One number a levy is computed from, as written on the bill. */
export interface Factor {
  readonly id: string;
  readonly name: string;
  /** Decimal text: `72,5`. */
  readonly value: string;
  readonly unit?: string | undefined;
  /** Where the number comes from. */
  readonly source?: string | undefined;
}

/** A levy as data: products of named factors, summed. `[['area','locality','shst','integrated','built'], ['infrastructure']]`. */
export interface Formula {
  readonly terms: readonly (readonly string[])[];
  readonly rounding: Rounding;
  /** Whole rupiah to round to: 1, 100 or 1000. */
  readonly unit: number;
}

/** What was computed and from what; kept on the bill so that anybody can compute it again. */
export interface Computed {
  readonly formula: Formula;
  readonly factors: readonly Factor[];
  readonly amount: bigint;
}

/** Computes a levy exactly: products in integers, every term rounded once, as the formula says. Throws billing/factor naming the factors it cannot read. */
export function compute(formula: Formula, factors: readonly Factor[]): Computed {
  const named = new Map(factors.map((factor) => [factor.id, factor]));
  const faults: Record<string, string> = {};
  const read = (id: string) => {
    const value = parseDecimal(named.get(id)?.value ?? '');
    if (!value || value.digits < 0n) { faults[id] = `${named.get(id)?.name ?? id}: tulis angka dengan koma untuk pecahan, misalnya 72,5.`; return { digits: 0n, places: 0 }; }
    return value;
  };
  const amount = formula.terms.reduce((sum, term) => sum + roundTo(multiply(...term.map(read)), formula.rounding, BigInt(formula.unit)), 0n);
  if (Object.keys(faults).length > 0) throw new Problem(refusals.factor, { fields: faults });
  return { formula, factors, amount };
}

/** A fixed amount, as a formula of one factor. */
export function fixed(name: string, amount: bigint, source?: string): Computed {
  return compute({ terms: [['amount']], rounding: 'down', unit: 1 }, [{ id: 'amount', name, value: amount.toString(), unit: 'rupiah', source }]);
}
