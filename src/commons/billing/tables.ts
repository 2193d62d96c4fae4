import type { ColumnType, Generated } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Database, Work } from '#platform/database';
import type { BillStatus, PaymentChannel, SuspenseReason } from './types.ts';

type At = ColumnType<Temporal.Instant, string, string>;
type AtOrNever = ColumnType<Temporal.Instant | null, string | null | undefined, string | null>;

export interface BillingTables {
  'billing.series': { service: string; year: number; last: number };
  'billing.bill': {
    id: string; service: string; case_id: string; number: string; title: string; base: ColumnType<unknown, string, string>; amount: bigint; interest: bigint; issued_at: At; expires_at: At;
    virtual_account: string; qris: string; status: Generated<BillStatus>; replaces: string | null; closed_at: AtOrNever; closed_because: string | null | undefined;
  };
  'billing.payment': {
    id: string; bank: string; reference: string; virtual_account: string; amount: bigint; channel: PaymentChannel; paid_at: At; recorded_at: At;
    bill: string | null; outcome: 'settled' | 'suspense'; why: SuspenseReason | null;
  };
  'billing.refund': {
    id: string; payment: string; service: string | null; case_id: string | null; why: string; amount: bigint; state: Generated<'open' | 'proposed' | 'approved' | 'returned' | 'applied'>; opened_at: At;
    payee: string | null | undefined; proposal: 'return' | 'apply' | null | undefined; apply_to: string | null | undefined; proposed_by: string | null | undefined; proposed_at: AtOrNever; approved_by: string | null | undefined; approved_at: AtOrNever;
    returned_by: string | null | undefined; returned_at: AtOrNever; returned_reference: string | null | undefined; note: string | null | undefined;
  };
}

/** Reading inside a write or outside of one. */
export type Reader = Pick<ReadonlyKysely<BillingTables>, 'selectFrom'>;

export function reader(database: Database, within: Work | undefined): Reader {
  return within?.tables<BillingTables>() ?? database.read<BillingTables>();
}
