import type { Rupiah } from '#kernel/money';
import type { Computed } from './rules/formula.ts';

export type BillStatus = 'open' | 'paid' | 'expired' | 'cancelled' | 'replaced';
export type PaymentChannel = 'va' | 'qris' | 'cash';
export type SuspenseReason = 'unknown-account' | 'wrong-amount' | 'second-payment' | 'expired-bill' | 'cancelled-bill' | 'replaced-bill';

/** A statement of what a case owes (SKRD, surat ketetapan retribusi daerah). Never edited: a late or wrong one is replaced. */
export interface Bill {
  readonly id: string;
  readonly service: string;
  readonly caseId: string;
  /** `000123/SKRD/DPMPTSP/2026`. */
  readonly number: string;
  readonly title: string;
  readonly base: Computed;
  /** The levy itself. */
  readonly amount: Rupiah;
  /** Late interest included in a reissued bill. */
  readonly interest: Rupiah;
  /** What has to be paid: levy and interest. */
  readonly total: Rupiah;
  readonly issuedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly virtualAccount: string;
  /** EMVCo text of the QRIS code. */
  readonly qris: string;
  /** As stored; an open bill past `expiresAt` is shown as expired by `statusAt`. */
  readonly status: BillStatus;
  readonly replaces?: string | undefined;
}

export interface NewBill {
  readonly service: string;
  readonly caseId: string;
  readonly title: string;
  /** With `{n}` and `{year}`: `{n}/SKRD/DPMPTSP/{year}`. */
  readonly numberFormat: string;
  readonly base: Computed;
  readonly expiresAt: Temporal.Instant;
}

/** Money the bank says has arrived. */
export interface ArrivedPayment {
  readonly bank: string;
  /** The bank's own reference; the same reference is the same money. */
  readonly reference: string;
  readonly virtualAccount: string;
  readonly amount: Rupiah;
  readonly channel: PaymentChannel;
  readonly paidAt: Temporal.Instant;
}

export interface Receipt {
  readonly paymentId: string;
  readonly outcome: 'settled' | 'suspense';
  readonly why?: SuspenseReason | undefined;
  readonly bill?: Bill | undefined;
  /** The bank told us of this money before. */
  readonly repeated: boolean;
}

/** What a bank account to pay back to is. Kept sealed. */
export interface Payee {
  readonly bank: string;
  readonly account: string;
  readonly holder: string;
}
