import type { SuspenseReason } from '../types.ts';

export type Judgement = { readonly outcome: 'settled' } | { readonly outcome: 'suspense'; readonly why: SuspenseReason };

/** The bill as the judgement needs it. */
export interface Judged {
  readonly status: 'open' | 'paid' | 'expired' | 'cancelled' | 'replaced';
  readonly total: bigint;
  readonly expiresAt: Temporal.Instant;
}

/**
 * What arriving money is. It settles only an open bill, in full, before its time ran out; everything else waits in suspense with a reason and is never silently
 * accepted. The bank's time of payment counts, so that a late message does not make an early payment late.
 */
export function judge(payment: { amount: bigint; paidAt: Temporal.Instant }, bill: Judged | undefined): Judgement {
  if (!bill) return suspense('unknown-account');
  if (bill.status === 'paid') return suspense('second-payment');
  if (bill.status === 'cancelled') return suspense('cancelled-bill');
  if (bill.status === 'replaced') return suspense('replaced-bill');
  if (Temporal.Instant.compare(payment.paidAt, bill.expiresAt) >= 0) return suspense('expired-bill');
  return payment.amount === bill.total ? { outcome: 'settled' } : suspense('wrong-amount');
}

function suspense(why: SuspenseReason): Judgement {
  return { outcome: 'suspense', why };
}

/** The state a bill is in at `now`: an open one whose time ran out is expired, whether or not the nightly job has been by. */
export function statusAt(bill: Pick<Judged, 'status' | 'expiresAt'>, now: Temporal.Instant): Judged['status'] {
  return bill.status === 'open' && Temporal.Instant.compare(bill.expiresAt, now) <= 0 ? 'expired' : bill.status;
}
