import { Problem } from '#kernel/problem';
import { system } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Access } from '#commons/access';
import type { Database, Work } from '#platform/database';
import type { Jobs } from '#platform/jobs';
import type { Vault } from '#platform/vault';
import { billingActions } from './actions.ts';
import { declaration } from './declaration.ts';
import { refusals } from './problems.ts';
import { lateInterest, type InterestRule } from './rules/interest.ts';
import { statusAt } from './rules/judge.ts';
import { billsOf, closeBill, findBill, insertBill, recentBills, type Payable } from './store/bills.ts';
import { openRefund, recordPayment, settlingPayment, type OnSettled } from './store/payments.ts';
import { refunds } from './store/refunds.ts';
import { reader, type BillingTables } from './tables.ts';
import type { ArrivedPayment, NewBill } from './types.ts';

export type Billing = ReturnType<typeof openBilling>;

/** Opens bills, payments, suspense and refunds. Changing functions take `work`; reads take `within` last when they run inside a write. */
export function openBilling({ database, vault, access, jobs, payable }: { database: Database; vault: Vault; access: Pick<Access, 'declare'>; jobs: Jobs; payable: Payable }) {
  const handlers = new Map<string, OnSettled>();
  const settled = (service: string) => handlers.get(service);
  access.declare(declaration);
  jobs.handle({ queue: 'billing-expire', schedule: '5 0 * * *', handle: async () => { await expire(database); } });

  return {
    payable,
    actions: billingActions({ vault, settled }),
    /** What a service does when a bill of its own is settled, in the same transaction. */
    onSettled: (service: string, handler: OnSettled) => { handlers.set(service, handler); },

    async issue(work: Work, bill: NewBill) {
      const issued = await insertBill(work, payable, bill);
      work.emit({ type: 'billing/issued', version: 1, subject: issued.id, data: { service: bill.service } });
      return issued;
    },
    /** A bill whose time ran out is not edited: another takes its place, with late interest by the rule in force on its due date. */
    async reissue(work: Work, again: { billId: string; expiresAt: Temporal.Instant; numberFormat: string; interest: readonly InterestRule[] }) {
      const old = await findBill(work.tables<BillingTables>(), { id: again.billId }, true);
      if (!old) throw new Problem(refusals.noBill);
      const status = statusAt(old, work.now);
      if (status === 'open') throw new Problem(refusals.notExpired);
      if (status !== 'expired') throw new Problem(refusals.closed);
      const interest = lateInterest(again.interest, old.amount, civilDate(old.expiresAt, payable.zone), civilDate(work.now, payable.zone));
      await closeBill(work, old.id, 'replaced', 'reissued');
      const issued = await insertBill(work, payable, { service: old.service, caseId: old.caseId, title: old.title, numberFormat: again.numberFormat, base: old.base, expiresAt: again.expiresAt }, { interest, replaces: old.id });
      work.emit({ type: 'billing/issued', version: 1, subject: issued.id, data: { service: issued.service, reissued: true } });
      return issued;
    },
    /** The case ended: what is still open is cancelled, what was paid goes back as a refund case. Money on its way is recorded when it arrives, then refunded. */
    async endCase(work: Work, ended: { service: string; caseId: string; refund: boolean }): Promise<void> {
      for (const bill of await billsOf(work.tables<BillingTables>(), ended.service, ended.caseId, true)) {
        if (bill.status === 'open' || bill.status === 'expired') await closeBill(work, bill.id, 'cancelled', 'case ended');
        const paid = bill.status === 'paid' && ended.refund ? await settlingPayment(work.tables<BillingTables>(), bill.id) : undefined;
        if (paid) await openRefund(work, { payment: paid.id, service: bill.service, caseId: bill.caseId, why: 'case-ended', amount: paid.amount });
      }
    },
    /** Records money a bank tells of; see `recordPayment`. */
    receive: (work: Work, payment: ArrivedPayment) => recordPayment(work, payment, settled),
    /** Does this case still owe something? A permit is not signed while it does. */
    async owes(work: Work, service: string, caseId: string): Promise<boolean> {
      return (await billsOf(work.tables<BillingTables>(), service, caseId)).some((bill) => bill.status === 'open' || bill.status === 'expired');
    },
    find: (by: { id: string } | { number: string } | { account: string }, within?: Work) => findBill(reader(database, within), by),
    billsOf: (service: string, caseId: string, within?: Work) => billsOf(reader(database, within), service, caseId),
    recent: (typed: string) => recentBills(reader(database, undefined), typed),
    payment: (billId: string, within?: Work) => settlingPayment(reader(database, within), billId),
    refunds: (options: { pending: boolean; caseOf?: { service: string; caseId: string } }, within?: Work) => refunds(reader(database, within), options),
    /** Marks bills whose time ran out. Runs nightly; judgements never wait for it. */
    expire: () => expire(database),
  };
}

async function expire(database: Database): Promise<number> {
  return database.write({ actor: system('billing'), action: 'billing/expire' }, async (work) => {
    const late = await work.tables<BillingTables>().updateTable('billing.bill').set({ status: 'expired', closed_at: work.now.toString(), closed_because: 'time ran out' })
      .where('status', '=', 'open').where('expires_at', '<=', Temporal.Instant.from(work.now)).returning(['id', 'service']).execute();
    for (const bill of late) work.emit({ type: 'billing/expired', version: 1, subject: bill.id, data: { service: bill.service } });
    work.note({ expired: late.length });
    return late.length;
  });
}
