import Fraction from 'fraction.js';

/** Exact fractions: scores and indices are added and averaged without rounding, and rounded once where they are shown. */
export { Fraction };

/** A fraction rounded half-up (away from zero) to `places` decimals, as a fraction again: 88.305 to two places is 88.31. */
export function halfUp(value: Fraction, places: number): Fraction {
  const unit = new Fraction(10n ** BigInt(places), 1n);
  const rounded = value.abs().mul(unit).add(new Fraction(1, 2)).floor().div(unit);
  return value.compare(0) < 0 ? rounded.neg() : rounded;
}

/** The decimal text of `halfUp` with exactly `places` decimals and a full stop: `88.31`. Pages put the comma. */
export function fixed(value: Fraction, places: number): string {
  const unit = 10n ** BigInt(places);
  const scaled = halfUp(value, places).mul(new Fraction(unit, 1n));
  const digits = scaled.n.toString().padStart(places + 1, '0');
  const sign = scaled.s < 0n && scaled.n !== 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
