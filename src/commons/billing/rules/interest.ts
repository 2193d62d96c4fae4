/** A rule of late interest as dated reference data. Figures come from a regulation, never from code. */
export interface InterestRule {
  readonly from: string;
  readonly to?: string | undefined;
  /** Tenths of a percent a month: 10 is 1 %. */
  readonly permilleAMonth: number;
  readonly maxMonths: number;
  /** Does a month that has begun count as a whole one? */
  readonly begunCounts: boolean;
  readonly status: 'verified' | 'unverified';
  readonly source: string;
}

/** Interest on `amount` unpaid since `due`, on `today`, rounded down to the rupiah. The rule in force on the due date holds; without one there is no interest. */
export function lateInterest(rules: readonly InterestRule[], amount: bigint, due: Temporal.PlainDate, today: Temporal.PlainDate): bigint {
  const rule = rules.find((one) => one.from <= due.toString() && (one.to === undefined || due.toString() <= one.to));
  if (!rule || Temporal.PlainDate.compare(today, due) <= 0) return 0n;
  const late = due.until(today, { largestUnit: 'months' });
  const months = Math.min(rule.maxMonths, late.months + (late.days > 0 && rule.begunCounts ? 1 : 0));
  return (amount * BigInt(rule.permilleAMonth) * BigInt(months)) / 1000n;
}
