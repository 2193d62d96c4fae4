import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import { refusals } from '../problems.ts';
import type { BillingTables, Reader } from '../tables.ts';
import type { Payee } from '../types.ts';
import { closeBill, findBill } from './bills.ts';
import type { OnSettled } from './payments.ts';

/** Money in suspense, with where its refund stands. */
export interface Refund {
  readonly id: string;
  readonly why: string;
  readonly amount: bigint;
  readonly state: 'open' | 'proposed' | 'approved' | 'returned' | 'applied';
  readonly openedAt: Temporal.Instant;
  readonly bank: string;
  readonly reference: string;
  readonly virtualAccount: string;
  readonly paidAt: Temporal.Instant;
  readonly billNumber?: string | undefined;
  readonly proposal?: 'return' | 'apply' | undefined;
  readonly proposedBy?: string | undefined;
  readonly approvedBy?: string | undefined;
  readonly note?: string | undefined;
}

/** Refund cases, oldest first; `pending` leaves out what is done. */
export async function refunds(tables: Reader, options: { pending: boolean; caseOf?: { service: string; caseId: string } }): Promise<Refund[]> {
  let query = tables.selectFrom('billing.refund').innerJoin('billing.payment', 'billing.payment.id', 'billing.refund.payment').leftJoin('billing.bill', 'billing.bill.id', 'billing.payment.bill')
    .select(['billing.refund.id', 'billing.refund.why', 'billing.refund.amount', 'state', 'opened_at', 'bank', 'reference', 'billing.payment.virtual_account', 'paid_at', 'billing.bill.number', 'proposal', 'proposed_by', 'approved_by', 'note'])
    .orderBy('opened_at').limit(200);
  if (options.pending) query = query.where('state', 'not in', ['returned', 'applied']);
  const { caseOf } = options;
  if (caseOf) query = query.where('billing.refund.service', '=', caseOf.service).where('billing.refund.case_id', '=', caseOf.caseId);
  return (await query.execute()).map((row) => ({
    id: row.id, why: row.why, amount: row.amount, state: row.state, openedAt: row.opened_at, bank: row.bank, reference: row.reference, virtualAccount: row.virtual_account, paidAt: row.paid_at,
    billNumber: row.number ?? undefined, proposal: row.proposal ?? undefined, proposedBy: row.proposed_by ?? undefined, approvedBy: row.approved_by ?? undefined, note: row.note ?? undefined,
  }));
}

/** The first pair of eyes: pay back to an account, or use it for an open bill of the same amount. */
export async function propose(work: Work, vault: Vault, wish: { refundId: string; payee?: Payee | undefined; applyTo?: string | undefined; note: string }): Promise<void> {
  const refund = await locked(work, wish.refundId);
  if (refund.state !== 'open') throw new Problem(refusals.notNow);
  if (wish.applyTo !== undefined) await requireFits(work, wish.applyTo, refund.amount);
  await work.tables<BillingTables>().updateTable('billing.refund').set({
    state: 'proposed', proposal: wish.applyTo === undefined ? 'return' : 'apply', apply_to: wish.applyTo ?? null, note: wish.note,
    payee: wish.payee ? vault.seal(JSON.stringify(wish.payee), `billing/payee/${refund.id}`) : null, proposed_by: work.actor.id, proposed_at: work.now.toString(),
  }).where('id', '=', refund.id).execute();
  work.note({ subject: refund.id, proposal: wish.applyTo === undefined ? 'return' : 'apply', note: wish.note });
}

/** The second pair of eyes. Money to be used for a bill is used at once; money to be returned waits for the payer. */
export async function approve(work: Work, refundId: string, settled: (service: string) => OnSettled | undefined): Promise<void> {
  const refund = await locked(work, refundId);
  if (refund.state !== 'proposed') throw new Problem(refusals.notNow);
  if (refund.proposed_by === work.actor.id) throw new Problem(refusals.fourEyes);
  const applies = refund.proposal === 'apply' && refund.apply_to !== null;
  await work.tables<BillingTables>().updateTable('billing.refund').set({ state: applies ? 'applied' : 'approved', approved_by: work.actor.id, approved_at: work.now.toString() }).where('id', '=', refund.id).execute();
  work.note({ subject: refund.id, applies });
  if (!applies || !refund.apply_to) return;
  const bill = await requireFits(work, refund.apply_to, refund.amount);
  await closeBill(work, bill.id, 'paid', `refund ${refund.id}`);
  work.emit({ type: 'billing/paid', version: 1, subject: bill.id, data: { service: bill.service, channel: 'applied', minutes: Math.round(bill.issuedAt.until(work.now).total('minutes')) } });
  await settled(bill.service)?.(work, { ...bill, status: 'paid' });
}

/** A third person pays out and writes down the bank's reference. */
export async function returned(work: Work, done: { refundId: string; reference: string }): Promise<void> {
  const refund = await locked(work, done.refundId);
  if (refund.state !== 'approved') throw new Problem(refusals.notNow);
  if (refund.approved_by === work.actor.id) throw new Problem(refusals.fourEyes);
  await work.tables<BillingTables>().updateTable('billing.refund').set({ state: 'returned', returned_by: work.actor.id, returned_at: work.now.toString(), returned_reference: done.reference }).where('id', '=', refund.id).execute();
  work.note({ subject: refund.id, reference: done.reference });
  work.emit({ type: 'billing/refunded', version: 1, subject: refund.id, data: { why: refund.why, days: Math.floor(refund.opened_at.until(work.now).total('days')) } });
}

async function locked(work: Work, id: string) {
  const row = await work.tables<BillingTables>().selectFrom('billing.refund').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.noRefund);
  return row;
}

async function requireFits(work: Work, billId: string, amount: bigint) {
  const bill = await findBill(work.tables<BillingTables>(), { id: billId }, true);
  if (!bill || bill.status !== 'open' || bill.total !== amount) throw new Problem(refusals.cannotApply);
  return bill;
}
