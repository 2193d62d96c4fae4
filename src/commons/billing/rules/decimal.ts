/** An exact decimal: `digits × 10^-places`. Never a float. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** Reads `72,5`, `72.5`, `1` or `-0,25`. Thousands separators are refused, because `1.250` may mean two things. Returns nothing when unreadable. */
export function parseDecimal(text: string): Decimal | undefined {
  const found = /^\s*(-?)(\d{1,15})(?:[.,](\d{1,9}))?\s*$/.exec(text);
  if (!found) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = found;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, places: fraction.length };
}

/** Product without any rounding. */
export function multiply(...factors: readonly Decimal[]): Decimal {
  return factors.reduce((product, factor) => ({ digits: product.digits * factor.digits, places: product.places + factor.places }), { digits: 1n, places: 0 });
}

export type Rounding = 'down' | 'half-up' | 'up';

/** To a whole multiple of `unit` rupiah (1, 100, 1000). Half-up looks at the exact remainder; amounts are not negative here. */
export function roundTo(value: Decimal, rounding: Rounding, unit: bigint): bigint {
  const scale = 10n ** BigInt(value.places) * unit;
  const whole = value.digits / scale;
  const rest = value.digits % scale;
  const more = rounding === 'up' ? rest > 0n : rounding === 'half-up' && 2n * rest >= scale;
  return (more ? whole + 1n : whole) * unit;
}
