import type { LabTest } from '../reference/reference.ts';

export interface JudgedResult {
  /** In the test's own unit. */
  readonly value: number;
  readonly unit: string;
  readonly interpretation: 'N' | 'L' | 'H' | 'LL' | 'HH';
  readonly range?: { readonly low: number; readonly high: number } | undefined;
  readonly critical: boolean;
}
export type ResultFault = 'unit' | 'impossible';

/** Brings a value to the test's unit, refuses what cannot be, and judges it by age and sex. The limits themselves are normal; only beyond them is low or high. */
export function judgeResult(test: LabTest, given: { value: number; unit: string }, patient: { years: number; sex: 'L' | 'P' | undefined }): { ok: true; result: JudgedResult } | { ok: false; fault: ResultFault } {
  const value = inOwnUnit(test, given);
  if (value === undefined) return { ok: false, fault: 'unit' };
  if (!(value >= test.possible[0] && value <= test.possible[1])) return { ok: false, fault: 'impossible' };
  const range = test.ranges.find((entry) => patient.years >= (entry.fromYears ?? 0) && patient.years < (entry.toYears ?? 200) && (entry.sex === undefined || entry.sex === patient.sex));
  const [lowest, highest] = test.critical ?? [-Infinity, Infinity];
  const critical = value < lowest || value >= highest;
  const side = range && value < range.low ? 'L' : range && value > range.high ? 'H' : undefined;
  const interpretation = critical ? (value < lowest ? 'LL' : 'HH') : (side ?? 'N');
  return { ok: true, result: { value, unit: test.unit, interpretation, range: range && { low: range.low, high: range.high }, critical } };
}

function inOwnUnit(test: LabTest, { value, unit }: { value: number; unit: string }): number | undefined {
  if (unit === test.unit) return value;
  const other = test.also.find((entry) => entry.unit === unit);
  return other && Math.round((value * other.times + other.plus) * 1000) / 1000;
}

/** Minutes within which a critical value must reach a doctor (domain 14). */
export const criticalCallMinutes = 30;
