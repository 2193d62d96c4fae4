import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Vault } from '#platform/vault';
import { constraints, refusals } from './problems.ts';
import { judge } from './rules/judge.ts';
import { findBill } from './store/bills.ts';
import { recordPayment, type OnSettled } from './store/payments.ts';
import { approve, propose, returned } from './store/refunds.ts';
import type { BillingTables } from './tables.ts';

const rupiah = z.string().trim().regex(/^\d{1,15}$/, 'Tulis jumlah dalam rupiah tanpa titik, misalnya 150000.').transform(BigInt);
const reason = z.string().trim().min(5, 'Tulis alasannya.').max(500);

/** What people and banks do with bills. */
export function billingActions(deps: { vault: Vault; settled: (service: string) => OnSettled | undefined }) {
  const record = (work: Work, payment: Parameters<typeof recordPayment>[1]) => recordPayment(work, payment, deps.settled);
  return {
    /** The bank tells of money. The caller has checked the signature; who may call it is the bank's own channel. */
    receivePayment: action({
      name: 'billing/receive-payment', allow: (actor) => actor.kind === 'partner' || actor.kind === 'system', constraints,
      input: z.strictObject({ bank: z.string().min(1).max(40), reference: z.string().min(1).max(64), virtualAccount: z.string().max(40), amount: rupiah, channel: z.enum(['va', 'qris']), paidAt: z.string() }),
      run: (work, input) => record(work, { ...input, paidAt: Temporal.Instant.from(input.paidAt) }),
    }),
    /** Cash at the counter. Unlike a transfer it can be refused, so what does not settle is not taken. */
    receiveCash: action({
      name: 'billing/receive-cash', allow: 'billing/receive', constraints,
      input: z.strictObject({ billId: z.uuid(), amount: rupiah, receipt: z.string().trim().min(3, 'Tulis nomor kuitansi.').max(40) }),
      async run(work, { billId, amount, receipt }) {
        const bill = await findBill(work.tables<BillingTables>(), { id: billId }, true);
        if (!bill) throw new Problem(refusals.noBill);
        const verdict = judge({ amount, paidAt: work.now }, bill);
        if (verdict.outcome === 'suspense') {
          if (verdict.why === 'wrong-amount') throw new Problem(refusals.cannotApply, { fields: { amount: 'Jumlahnya harus tepat sama dengan tagihan.' } });
          throw new Problem(refusals.closed);
        }
        return record(work, { bank: 'kas', reference: receipt, virtualAccount: bill.virtualAccount, amount, channel: 'cash', paidAt: work.now });
      },
    }),
    proposeRefund: action({
      name: 'billing/propose-refund', allow: 'billing/propose-refund', constraints,
      input: z.strictObject({
        refundId: z.uuid(), note: reason, applyTo: z.uuid().optional(),
        payee: z.strictObject({ bank: z.string().trim().min(2).max(60), account: z.string().trim().regex(/^\d{6,20}$/, 'Nomor rekening hanya angka.'), holder: z.string().trim().min(2).max(80) }).optional(),
      }).refine((wish) => (wish.applyTo === undefined) !== (wish.payee === undefined), { path: ['payee'], error: 'Isi rekening tujuan, atau pilih tagihan yang dibayar dengannya.' }),
      run: (work, input) => propose(work, deps.vault, input),
    }),
    approveRefund: action({ name: 'billing/approve-refund', allow: 'billing/approve-refund', constraints, input: z.strictObject({ refundId: z.uuid() }), run: (work, { refundId }) => approve(work, refundId, deps.settled) }),
    recordReturn: action({
      name: 'billing/record-return', allow: 'billing/receive', constraints,
      input: z.strictObject({ refundId: z.uuid(), reference: z.string().trim().min(3, 'Tulis nomor referensi bank.').max(64) }),
      run: (work, input) => returned(work, input),
    }),
  };
}
