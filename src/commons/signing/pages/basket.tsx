import { say } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, Checkbox, DataTable, EmptyState, ErrorSummary, Field, Layout, LinkButton, Notice, PageHead, StatusTag, useFrame, useWords, type Column, type FormState } from '#platform/ui';
import { demoPassphrase } from '../authority/authority.ts';
import type { BasketRow } from '../reads.ts';
import { Reason } from './reason.tsx';
import { words } from './words.ts';

export interface BasketView {
  readonly rows: readonly BasketRow[];
  /** Titles of the positions held today. */
  readonly titles: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly state: FormState;
  readonly signer: { readonly connected: boolean; readonly test: boolean; readonly totp: boolean };
}

/** Everything that waits for the official who looks, and the one prompt that signs what they choose. */
export function Basket(view: BasketView) {
  const t = useWords(words);
  const { rows } = view;
  return (
    <Layout title={t('basket')} kind="desk">
      <link rel="stylesheet" href="/assets/tanda-tangan/signing.css" />
      <PageHead title={t('basket')} />
      <ErrorSummary problem={view.state.problem} />
      {view.titles.length === 0 ? <EmptyState title={t('noSeat')}><p>{t('noSeatHint')}</p></EmptyState> : (
        <>
          <p class="lead">{t('intro')}</p>
          <p class="quiet">{t('seat', { titles: view.titles.join('; ') })}</p>
          {rows.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : <BasketForm {...view} />}
        </>
      )}
    </Layout>
  );
}

function BasketForm({ rows, chosen, state, signer }: BasketView) {
  const t = useWords(words);
  const everything = rows.length > 0 && rows.every((row) => chosen.has(row.id));
  return (
    <form method="post" action="/tanda-tangan">
      <p><a href={everything ? '/tanda-tangan' : '/tanda-tangan?pilih=semua'}>{t(everything ? 'pickNone' : 'pickAll')}</a></p>
      <DataTable caption={t('basket')} hideCaption columns={useColumns(chosen)} rows={rows} rowKey={(row) => row.id} empty={null} />
      <SignPanel state={state} signer={signer} verb={t('sign')} unread={rows.some((row) => !row.opened)} />
    </form>
  );
}

/** The prompt: typed once, for what is chosen. */
function SignPanel({ state, signer, verb, unread }: { state: FormState; signer: BasketView['signer']; verb: string; unread: boolean }) {
  const t = useWords(words);
  if (!signer.connected) return <Notice kind="attention"><p>{t('noSigner')}</p></Notice>;
  return (
    <section class="sign-panel">
      <h2>{t('signHeading')}</h2>
      {signer.test ? <Notice kind="waiting"><p>{t('demo', { phrase: demoPassphrase })}</p></Notice> : null}
      {unread ? <Checkbox name="acceptUnread" label={t('unread')} hint={t('unreadHint')} state={state} /> : null}
      <Field name="passphrase" type="password" label={t('passphrase')} hint={t('passphraseHint')} state={state} autocomplete="off" required={!signer.totp} />
      {signer.totp ? <Field name="totp" label={t('totp')} state={{ values: {} }} autocomplete="one-time-code" inputmode="numeric" /> : null}
      <div class="actions"><Button>{verb}</Button>{signer.totp ? <button class="button button-lesser" formaction="/tanda-tangan/kode" formnovalidate>{t('askTotp')}</button> : null}</div>
    </section>
  );
}

function useColumns(chosen: ReadonlySet<string>): Column<BasketRow>[] {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const when = (at: Temporal.Instant) => `${formatDate(civilDate(at, site.zone), locale)}, ${formatClock(at, site.zone)}`;
  return [
    { head: t('pick'), cell: (row) => (row.state === 'signing' ? null : <label class="pick-target"><input class="pick" type="checkbox" name="document" value={row.id} checked={chosen.has(row.id)} aria-label={t('pickOne', { label: row.label })} /></label>) },
    { head: t('document'), cell: (row) => <a href={`/tanda-tangan/${row.id}`}>{row.label}</a> },
    { head: t('number'), cell: (row) => row.number ?? <span class="quiet">{t('numberLater')}</span> },
    { head: t('since'), cell: (row) => when(row.preparedAt) },
    { head: t('state'), cell: (row) => <RowState row={row} /> },
  ];
}

function RowState({ row }: { row: BasketRow }) {
  const t = useWords(words);
  if (row.state === 'signing') return <StatusTag kind="waiting">{t('stateSigning')}</StatusTag>;
  if (row.returnedBecause) return <><StatusTag kind="attention">{t('stateReturned')}</StatusTag> <small><Reason code={row.returnedBecause} /></small></>;
  return row.opened ? <StatusTag kind="done">{t('stateOpened')}</StatusTag> : <StatusTag kind="plain">{t('stateNew')}</StatusTag>;
}

/** One document before its signature: read it, sign it, or send it back. */
export function WaitingDocument({ row, replaced, state, signer, sendBackState }: { row: BasketRow; replaced: readonly string[]; state: FormState; sendBackState: FormState; signer: BasketView['signer'] }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return (
    <Layout title={row.label} kind="desk">
      <link rel="stylesheet" href="/assets/tanda-tangan/signing.css" />
      <PageHead title={row.label} crumbs={[{ href: '/tanda-tangan', name: t('basket') }]} />
      <ErrorSummary problem={state.problem ?? sendBackState.problem} />
      <p class="quiet">{t('since')} {formatDate(civilDate(row.preparedAt, site.zone), locale)} · {t('number')}: {row.number ?? t('numberLater')}</p>
      {row.returnedBecause ? <Notice kind="attention" title={say(words.stateReturned, locale)}><p><Reason code={row.returnedBecause} /></p></Notice> : null}
      {replaced.length > 0 ? <Notice kind="attention"><p>{t('replaced', { characters: replaced.join(' ') })}</p></Notice> : null}
      <p>{t('openFirst')}</p>
      <p><LinkButton href={`/tanda-tangan/${row.id}/berkas`} kind={row.opened ? 'lesser' : 'main'}>{t('openFile')}</LinkButton></p>
      <form method="post" action="/tanda-tangan">
        <input type="hidden" name="document" value={row.id} />
        <SignPanel state={state} signer={signer} verb={t('signOne')} unread={!row.opened} />
      </form>
      <details open={sendBackState.problem !== undefined}>
        <summary>{t('sendBack')}</summary>
        <form method="post" action={`/tanda-tangan/${row.id}/kembalikan`} class="details-body">
          <Field name="reason" label={t('sendBackWhy')} state={sendBackState} required />
          <Button kind="ending">{t('sendBack')}</Button>
        </form>
      </details>
    </Layout>
  );
}
