import { sql } from 'kysely';
import { civilDate } from '#kernel/time';
import { canonicalJson } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { Computed, Factor, Formula } from '../rules/formula.ts';
import { qrisPayload } from '../rules/qris.ts';
import { virtualAccount } from '../rules/virtual-account.ts';
import type { BillingTables, Reader } from '../tables.ts';
import type { Bill, BillStatus, NewBill } from '../types.ts';

/** Who the money is paid to, at which bank. */
export interface Payable {
  /** Digits before the serial of a virtual account. */
  readonly prefix: string;
  readonly nmid: string;
  readonly merchant: string;
  readonly city: string;
  readonly zone: string;
}

type Row = { [Name in keyof BillingTables['billing.bill']]: unknown } & { id: string; service: string; case_id: string; number: string; title: string; amount: bigint; interest: bigint; issued_at: Temporal.Instant; expires_at: Temporal.Instant; virtual_account: string; qris: string; status: BillStatus; replaces: string | null };

/** Issues a bill with the next number of its service and year. A second open bill of a case is refused by the database. */
export async function insertBill(work: Work, payable: Payable, bill: NewBill, more: { interest?: bigint; replaces?: string } = {}): Promise<Bill> {
  const interest = more.interest ?? 0n;
  if (bill.base.amount <= 0n) throw new Problem(refusals.nothingToBill);
  const tables = work.tables<BillingTables>();
  const serial = await sql<{ next: bigint }>`select nextval('billing.account_number') as next`.execute(tables);
  const account = virtualAccount(payable.prefix, BigInt(serial.rows[0]?.next ?? 0));
  const { year } = civilDate(work.now, payable.zone);
  const series = await tables.insertInto('billing.series').values({ service: bill.service, year, last: 1 }).onConflict((conflict) => conflict.columns(['service', 'year']).doUpdateSet({ last: sql`billing.series.last + 1` })).returning('last').executeTakeFirstOrThrow();
  const number = bill.numberFormat.replace('{n}', String(series.last).padStart(6, '0')).replace('{year}', String(year));
  const row = {
    id: work.newId(), service: bill.service, case_id: bill.caseId, number, title: bill.title, base: canonicalJson(bill.base), amount: bill.base.amount, interest,
    issued_at: work.now.toString(), expires_at: bill.expiresAt.toString(), virtual_account: account, replaces: more.replaces ?? null,
    qris: qrisPayload({ nmid: payable.nmid, merchant: payable.merchant, city: payable.city, amount: bill.base.amount + interest, reference: account }),
  };
  const stored = await tables.insertInto('billing.bill').values(row).returningAll().executeTakeFirstOrThrow();
  return readBill(stored);
}

/** A bill by its id, number or virtual account. `lock`: nobody else changes it until this work ends. */
export async function findBill(tables: Reader, by: { id: string } | { number: string } | { account: string }, lock = false): Promise<Bill | undefined> {
  const query = tables.selectFrom('billing.bill').selectAll()
    .where((where) => ('id' in by ? where('id', '=', by.id) : 'number' in by ? where('number', '=', by.number) : where('virtual_account', '=', by.account)));
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && readBill(row);
}

/** Every bill of a case, newest first. */
export async function billsOf(tables: Reader, service: string, caseId: string, lock = false): Promise<Bill[]> {
  const query = tables.selectFrom('billing.bill').selectAll().where('service', '=', service).where('case_id', '=', caseId).orderBy('issued_at', 'desc').orderBy('id', 'desc');
  return (await (lock ? query.forUpdate() : query).execute()).map(readBill);
}

/** The newest bills, for the cashier's list; `typed` narrows by number or account. */
export async function recentBills(tables: Reader, typed: string, limit = 100): Promise<Bill[]> {
  const query = tables.selectFrom('billing.bill').selectAll().orderBy('issued_at', 'desc').limit(limit);
  const rows = await (typed ? query.where((or) => or.or([or('number', 'ilike', `%${typed.replace(/[%_\\]/g, '')}%`), or('virtual_account', '=', typed)])) : query).execute();
  return rows.map(readBill);
}

export async function closeBill(work: Work, id: string, status: Exclude<BillStatus, 'open'>, because: string): Promise<void> {
  await work.tables<BillingTables>().updateTable('billing.bill').set({ status, closed_at: work.now.toString(), closed_because: because }).where('id', '=', id).execute();
}

function readBill(row: Row): Bill {
  return {
    id: row.id, service: row.service, caseId: row.case_id, number: row.number, title: row.title, base: readBase(row.base), amount: row.amount, interest: row.interest, total: row.amount + row.interest,
    issuedAt: row.issued_at, expiresAt: row.expires_at, virtualAccount: row.virtual_account, qris: row.qris, status: row.status, ...(row.replaces === null ? {} : { replaces: row.replaces }),
  };
}

/** The base travels as JSON, where an amount is text. */
function readBase(value: unknown): Computed {
  const base = value as { formula: Formula; factors: readonly Factor[]; amount: string };
  return { ...base, amount: BigInt(base.amount) };
}
