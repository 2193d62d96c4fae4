import { ownWords, words, type Refusal } from './refusals.ts';

/** What the hospital knows when somebody asks for a place, gathered before deciding. */
export interface TakeFacts {
  readonly today: Temporal.PlainDate;
  readonly now: Temporal.Instant;
  readonly date: Temporal.PlainDate;
  readonly payer: 'jkn' | 'umum';
  readonly poli: { readonly name: string } | undefined;
  /** The clinic sits at all on that date. */
  readonly poliOpen: boolean;
  readonly doctorName: string;
  /** The doctor's session at those hours, unless cancelled. */
  readonly session: { readonly lastCallAt: Temporal.Instant; readonly lastCallClock: string; readonly left: { readonly jkn: number; readonly other: number } } | undefined;
  readonly referenceUsed: boolean;
  readonly alreadyThatDay: boolean;
  readonly hasRecord: boolean;
}

/**
 * The first reason against, in the order BPJS checks it: date, clinic, weekday, doctor and hours, cut-off, letter used, person and date, quota, medical
 * record; or nothing. The token and the shape were checked before.
 */
export function refuseTake(facts: TakeFacts): Refusal | undefined {
  if (Temporal.PlainDate.compare(facts.date, facts.today) < 0) return words.datePast;
  if (!facts.poli) return words.noPoli;
  if (!facts.poliOpen) return words.poliClosed;
  if (!facts.session) return words.doctorAway(facts.doctorName);
  if (Temporal.Instant.compare(facts.now, facts.session.lastCallAt) >= 0) return words.afterHours(facts.poli.name, facts.session.lastCallClock);
  if (facts.referenceUsed) return ownWords.referenceUsed;
  if (facts.alreadyThatDay) return words.twice;
  if (facts.payer === 'jkn' && facts.session.left.jkn <= 0) return ownWords.quotaJkn;
  if (facts.payer === 'umum' && facts.session.left.other <= 0) return ownWords.quotaOther;
  return facts.hasRecord ? undefined : words.noRecord;
}

/** BPJS's waiting time, seconds: the standard service time (SPM, seconds) for everybody before the patient, never below nothing. */
export function waitSeconds(spmSeconds: number, left: number): number {
  return Math.max(0, spmSeconds * (left - 1));
}
