import type { Work } from '#platform/database';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import { judge } from '../rules/judge.ts';
import type { BillingTables, Reader } from '../tables.ts';
import type { ArrivedPayment, Bill, Receipt, SuspenseReason } from '../types.ts';
import { closeBill, findBill } from './bills.ts';

/** What other rooms do when a bill of theirs is settled, in the same transaction. */
export type OnSettled = (work: Work, bill: Bill) => Promise<void>;

/**
 * Records money the bank says arrived: once a bank reference, however often and in whatever order it is told. What does not settle a bill waits in suspense with a
 * refund case of its own. The same reference with another amount or account is a contradiction and is refused.
 */
export async function recordPayment(work: Work, payment: ArrivedPayment, settled: (service: string) => OnSettled | undefined): Promise<Receipt> {
  const tables = work.tables<BillingTables>();
  if (Temporal.Instant.compare(payment.paidAt, work.now.add({ minutes: 5 })) > 0) throw new Problem(refusals.paidInFuture);
  // The bill is locked first, so that two payments of one bill are judged one after the other.
  const bill = await findBill(tables, { account: payment.virtualAccount }, true);
  const known = await tables.selectFrom('billing.payment').selectAll().where('bank', '=', payment.bank).where('reference', '=', payment.reference).executeTakeFirst();
  if (known) {
    if (known.amount !== payment.amount || known.virtual_account !== payment.virtualAccount) throw new Problem(refusals.contradicted);
    work.note({ subject: known.id, repeated: true });
    return { paymentId: known.id, outcome: known.outcome, why: known.why ?? undefined, bill, repeated: true };
  }
  const verdict = judge(payment, bill);
  const id = work.newId();
  const why = verdict.outcome === 'suspense' ? verdict.why : null;
  await tables.insertInto('billing.payment').values({
    id, bank: payment.bank, reference: payment.reference, virtual_account: payment.virtualAccount, amount: payment.amount, channel: payment.channel,
    paid_at: payment.paidAt.toString(), recorded_at: work.now.toString(), bill: bill?.id ?? null, outcome: verdict.outcome, why,
  }).execute();
  work.note({ subject: id, bill: bill?.id ?? null, outcome: verdict.outcome, why });
  if (!bill || why !== null) {
    await openRefund(work, { payment: id, service: bill?.service ?? null, caseId: bill?.caseId ?? null, why: why ?? 'unknown-account', amount: payment.amount });
    work.emit({ type: 'billing/suspended', version: 1, subject: id, data: { why: why ?? 'unknown-account', channel: payment.channel } });
    return { paymentId: id, outcome: 'suspense', why: why ?? 'unknown-account', bill, repeated: false };
  }
  await closeBill(work, bill.id, 'paid', payment.channel);
  work.emit({ type: 'billing/paid', version: 1, subject: bill.id, data: { service: bill.service, channel: payment.channel, minutes: Math.round(bill.issuedAt.until(payment.paidAt).total('minutes')) } });
  await settled(bill.service)?.(work, { ...bill, status: 'paid' });
  return { paymentId: id, outcome: 'settled', bill: { ...bill, status: 'paid' }, repeated: false };
}

/** The payment that settled a bill. */
export async function settlingPayment(tables: Reader, billId: string): Promise<{ id: string; amount: bigint; reference: string; paidAt: Temporal.Instant } | undefined> {
  const row = await tables.selectFrom('billing.payment').selectAll().where('bill', '=', billId).where('outcome', '=', 'settled').executeTakeFirst();
  return row && { id: row.id, amount: row.amount, reference: row.reference, paidAt: row.paid_at };
}

/** Opens the case of money that has to go back. A payment has at most one. */
export async function openRefund(work: Work, refund: { payment: string; service: string | null; caseId: string | null; why: SuspenseReason | 'case-ended'; amount: bigint }): Promise<string> {
  const id = work.newId();
  await work.tables<BillingTables>().insertInto('billing.refund').values({ id, payment: refund.payment, service: refund.service, case_id: refund.caseId, why: refund.why, amount: refund.amount, opened_at: work.now.toString() })
    .onConflict((conflict) => conflict.column('payment').doNothing()).execute();
  return id;
}
