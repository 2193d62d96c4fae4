/** An exact fraction; the denominator is positive. Fees are computed with it because 0.1 + 0.2 is not 0.3 in floating point. */
export interface Fraction { readonly over: bigint; readonly under: bigint }

export const zero: Fraction = { over: 0n, under: 1n };

/** Exactly the decimal digits a person would read in the number. Nothing when it has no finite decimal form. */
export function fraction(value: number): Fraction | undefined {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!found) return undefined;
  const [, sign = '', whole = '', part = '', power = '0'] = found;
  const exponent = Number(power) - part.length;
  const digits = BigInt(`${sign}${whole}${part}`);
  return exponent >= 0 ? { over: digits * 10n ** BigInt(exponent), under: 1n } : { over: digits, under: 10n ** BigInt(-exponent) };
}

export const add = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { over: -b.over, under: b.under });
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

/** Nothing when dividing by zero. */
export function divide(a: Fraction, b: Fraction): Fraction | undefined {
  if (b.over === 0n) return undefined;
  const sign = b.over < 0n ? -1n : 1n;
  return { over: a.over * b.under * sign, under: a.under * b.over * sign };
}

/** Negative, zero or positive, like `a - b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest whole multiple of `unit` below, above, or nearest (halves away from zero). */
export function roundTo(value: Fraction, how: 'down' | 'up' | 'half-up', unit: number): Fraction {
  const step = BigInt(unit);
  const under = value.under * step;
  const floor = value.over / under - (value.over < 0n && value.over % under !== 0n ? 1n : 0n);
  const rest = value.over - floor * under;
  const upwards = how === 'up' ? rest > 0n : how === 'half-up' && (value.over >= 0n ? rest * 2n >= under : rest * 2n > under);
  return { over: (upwards ? floor + 1n : floor) * step, under: 1n };
}

/** The whole number, if it is one that JSON carries exactly. */
export function whole(value: Fraction): number | undefined {
  if (value.over % value.under !== 0n) return undefined;
  const result = Number(value.over / value.under);
  return Number.isSafeInteger(result) ? result : undefined;
}
