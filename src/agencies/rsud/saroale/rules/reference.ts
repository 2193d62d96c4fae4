import type { Payer, VisitKind } from '../store/tables.ts';

/** A referral, control or eligibility letter number: facility (8) + month and year (MMYY) + letter + serial (6), 19 characters. */
export interface Reference {
  readonly value: string;
  readonly facility: string;
  readonly month: Temporal.PlainYearMonth;
  /** K control letter, V eligibility letter (SEP); P and older letters are referrals. */
  readonly letter: string;
}

export type ReferenceFault = 'missing' | 'shape' | 'not-control' | 'not-referral' | 'from-the-future' | 'expired';

const shape = /^([0-9]{4}[A-Z][0-9]{3})(0[1-9]|1[0-2])([0-9]{2})([A-Z])[0-9]{6}$/;

/** A referral letter lives this many days (BPJS practice; counted from the end of the month of issue, the only date the number tells). */
const referralDays = 90;

/** Reads a letter number as people type it: spaces, dots, dashes and small letters are forgiven. */
export function readReference(typed: string): Reference | undefined {
  const value = typed.toUpperCase().replace(/[\s.-]/g, '');
  const found = shape.exec(value);
  if (!found) return undefined;
  const [, facility = '', month = '', year = '', letter = ''] = found;
  return { value, facility, letter, month: Temporal.PlainYearMonth.from({ year: 2000 + Number(year), month: Number(month) }) };
}

/** What is wrong with the letter for this visit, or nothing. Only JKN visits of kinds 1, 3 and 4 need one; a letter given without need must still be readable. */
export function referenceFault(visit: { payer: Payer; visitKind: VisitKind; reference?: string | undefined; date: Temporal.PlainDate }): ReferenceFault | undefined {
  const typed = visit.reference?.trim() ?? '';
  if (typed === '') return visit.payer === 'jkn' && visit.visitKind !== 2 ? 'missing' : undefined;
  const reference = readReference(typed);
  if (!reference) return 'shape';
  if (visit.payer !== 'jkn') return undefined;
  if (visit.visitKind === 3 && reference.letter !== 'K') return 'not-control';
  if ((visit.visitKind === 1 || visit.visitKind === 4) && (reference.letter === 'K' || reference.letter === 'V')) return 'not-referral';
  if (Temporal.PlainYearMonth.compare(reference.month, visit.date.toPlainYearMonth()) > 0) return 'from-the-future';
  if (visit.visitKind !== 3 && Temporal.PlainDate.compare(lastDay(reference), visit.date) < 0) return 'expired';
  return undefined;
}

/** The last day on which a referral can still be good, as far as its number tells. */
export function lastDay(reference: Reference): Temporal.PlainDate {
  return reference.month.toPlainDate({ day: reference.month.daysInMonth }).add({ days: referralDays });
}
