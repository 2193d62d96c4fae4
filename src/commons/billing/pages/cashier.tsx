import { formatRupiah } from '#kernel/money';
import { formatClock, formatDate, civilDate } from '#kernel/time';
import { Button, CheckAnswers, DataTable, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, QrCode, StatusTag, useFrame, useWords, type FormState, type TagKind } from '#platform/ui';
import { statusAt } from '../rules/judge.ts';
import type { Bill, BillStatus } from '../types.ts';
import { words } from './words.ts';

const kinds: Record<BillStatus, TagKind> = { open: 'waiting', paid: 'done', expired: 'attention', cancelled: 'plain', replaced: 'plain' };

/** The newest bills, found by number or account. */
export function CashierPage({ bills, typed, now }: { bills: readonly Bill[]; typed: string; now: Temporal.Instant }) {
  const t = useWords(words);
  const { site } = useFrame();
  return (
    <Layout title={t('cashier')} kind="desk">
      <PageHead title={t('cashier')} lead={t('cashierLead')} />
      <form method="get" action="/kasir" role="search" class="search">
        <label for="f-cari">{t('find')}</label>
        <input type="search" id="f-cari" name="cari" value={typed} />
        <Button kind="lesser">{t('find')}</Button>
      </form>
      <DataTable caption={t('bills')} rows={bills} rowKey={(bill) => bill.id} empty={<EmptyState title={t('noBills')} />} columns={[
        { head: t('number'), cell: (bill) => <a href={`/kasir/${bill.id}`}>{bill.number}</a> },
        { head: t('what'), cell: (bill) => bill.title },
        { head: t('total'), numeric: true, cell: (bill) => formatRupiah(bill.total) },
        { head: t('until'), cell: (bill) => formatDate(civilDate(bill.expiresAt, site.zone)) },
        { head: t('state'), cell: (bill) => <BillTag status={statusAt(bill, now)} /> },
      ]} />
    </Layout>
  );
}

/** One bill: what it was computed from, how it is paid, and cash at the counter. */
export function BillPage({ bill, now, state, mayReceive, demo }: { bill: Bill; now: Temporal.Instant; state: FormState; mayReceive: boolean; demo: boolean }) {
  const t = useWords(words);
  const status = statusAt(bill, now);
  return (
    <Layout title={t('bill', { number: bill.number })} kind="desk">
      <PageHead title={t('bill', { number: bill.number })} crumbs={[{ href: '/kasir', name: t('cashier') }]} lead={bill.title} tag={<BillTag status={status} />} />
      <BillFacts bill={bill} />
      <BillBasis bill={bill} />
      <ErrorSummary problem={state.problem} />
      {status === 'open' && mayReceive ? (
        <form method="post" action={`/kasir/${bill.id}/tunai`}>
          <h2>{t('takeCash')}</h2>
          <Field name="amount" label={t('amount')} state={state} inputmode="numeric" required />
          <Field name="receipt" label={t('receipt')} state={state} required />
          <div class="actions"><Button>{t('takeCash')}</Button></div>
        </form>
      ) : null}
      {status === 'open' && demo ? <form method="post" action={`/kasir/${bill.id}/peragaan`}><Hidden name="account" value={bill.virtualAccount} /><div class="actions"><Button kind="lesser">{t('payDemo')}</Button></div></form> : null}
    </Layout>
  );
}

/** What is owed and how to pay it; residents see the same. */
export function BillFacts({ bill }: { bill: Bill }) {
  const t = useWords(words);
  const { site } = useFrame();
  return (
    <CheckAnswers rows={[
      { name: t('levy'), value: formatRupiah(bill.amount) },
      ...(bill.interest > 0n ? [{ name: t('interest'), value: formatRupiah(bill.interest) }] : []),
      { name: t('total'), value: <strong>{formatRupiah(bill.total)}</strong> },
      { name: t('until'), value: `${formatDate(civilDate(bill.expiresAt, site.zone))}, ${formatClock(bill.expiresAt, site.zone)}` },
      { name: t('account'), value: bill.virtualAccount.replace(/(\d{4})(?=\d)/g, '$1 ') },
      ...(bill.status === 'open' ? [{ name: 'QRIS', value: <QrCode text={bill.qris} label={t('scan')} /> }] : []),
    ]} />
  );
}

/** The factors and the formula, so that anybody can compute it again. */
function BillBasis({ bill }: { bill: Bill }) {
  const t = useWords(words);
  const { formula, factors } = bill.base;
  const names = new Map(factors.map((factor) => [factor.id, factor.name]));
  const written = formula.terms.map((term) => term.map((id) => names.get(id) ?? id).join(' × ')).join(' + ');
  const rounding = formula.rounding === 'down' ? t('roundingDown') : formula.rounding === 'up' ? t('roundingUp') : t('roundingHalf');
  return (
    <Details summary={t('basis')}>
      <DataTable caption={t('basis')} hideCaption rows={factors} rowKey={(factor) => factor.id} empty={null} columns={[
        { head: t('factor'), cell: (factor) => factor.name }, { head: t('value'), numeric: true, cell: (factor) => `${factor.value}${factor.unit ? ` ${factor.unit}` : ''}` }, { head: t('source'), cell: (factor) => factor.source ?? '–' },
      ]} />
      <p>{t('formula', { formula: written, rounding })}</p>
    </Details>
  );
}

function BillTag({ status }: { status: BillStatus }) {
  const t = useWords(words);
  return <StatusTag kind={kinds[status]}>{t(status)}</StatusTag>;
}
