import { formatRupiah } from '#kernel/money';
import { civilDate, formatDate } from '#kernel/time';
import { Button, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { Refund } from '../store/refunds.ts';
import { words } from './words.ts';

export interface MayRefund { readonly propose: boolean; readonly approve: boolean; readonly pay: boolean; readonly id: string }

/** Money that settled no bill, oldest first, each with the one step that is next and that this officer may do. */
export function SuspensePage({ rows, may, state }: { rows: readonly Refund[]; may: MayRefund; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('suspense')} kind="desk">
      <PageHead title={t('suspense')} crumbs={[{ href: '/kasir', name: t('cashier') }]} lead={t('suspenseLead')} />
      <ErrorSummary problem={state.problem} />
      {rows.length === 0 ? <EmptyState title={t('noSuspense')}><p>{t('noSuspenseHint')}</p></EmptyState> : rows.map((row) => <SuspenseItem key={row.id} row={row} may={may} state={state.values['refundId'] === row.id ? state : { values: {} }} />)}
    </Layout>
  );
}

function SuspenseItem({ row, may, state }: { row: Refund; may: MayRefund; state: FormState }) {
  const t = useWords(words);
  const { site } = useFrame();
  const label = `${formatRupiah(row.amount)} · ${t(row.why as keyof typeof words)}`;
  return (
    <section aria-label={label}>
      <h2>{label} {row.state === 'proposed' ? <StatusTag kind="waiting">{t('waitingSecond')}</StatusTag> : row.state === 'approved' ? <StatusTag kind="waiting">{t('waitingPayer')}</StatusTag> : null}</h2>
      <p class="quiet">{t('arrived')} {formatDate(civilDate(row.paidAt, site.zone))} · {row.bank} {row.reference} · {row.virtualAccount}{row.billNumber ? ` · ${row.billNumber}` : ''}</p>
      {row.note ? <p>{row.note}</p> : null}
      <NextStep row={row} may={may} state={state} />
    </section>
  );
}

function NextStep({ row, may, state }: { row: Refund; may: MayRefund; state: FormState }) {
  const t = useWords(words);
  if (row.state === 'open' && may.propose) {
    return (
      <form method="post" action="/kasir/titipan/usul">
        <Hidden name="refundId" value={row.id} />
        <Field name="payee.bank" label={t('bank')} state={state} required />
        <Field name="payee.account" label={t('accountNo')} state={state} inputmode="numeric" required />
        <Field name="payee.holder" label={t('holder')} state={state} required />
        <TextArea name="note" label={t('note')} state={state} rows={2} maxLength={500} required />
        <div class="actions"><Button>{t('propose')}</Button></div>
      </form>
    );
  }
  if (row.state === 'proposed' && may.approve && row.proposedBy !== may.id) return <form method="post" action="/kasir/titipan/setuju"><Hidden name="refundId" value={row.id} /><div class="actions"><Button>{t('approve')}</Button></div></form>;
  if (row.state === 'approved' && may.pay && row.approvedBy !== may.id) {
    return (
      <form method="post" action="/kasir/titipan/bayar">
        <Hidden name="refundId" value={row.id} />
        <Field name="reference" label={t('reference')} state={state} required />
        <div class="actions"><Button>{t('record')}</Button></div>
      </form>
    );
  }
  return null;
}
