import { say } from '#kernel/manifest';
import { civilDate, formatDate } from '#kernel/time';
import { Button, CheckAnswers, DataTable, EmptyState, ErrorSummary, Layout, Notice, PageHead, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { NumberRow } from '../reads.ts';
import type { DocumentFacts } from '../store/documents.ts';
import { standingWords, words } from './words.ts';

/** Every number given, newest first. */
export function Book({ rows }: { rows: readonly NumberRow[] }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return (
    <Layout title={t('book')} kind="desk">
      <PageHead title={t('book')} />
      <p class="lead">{t('bookIntro')}</p>
      <DataTable caption={t('book')} hideCaption rows={rows} rowKey={(row) => row.number + row.document.id} empty={<EmptyState title={t('bookNone')}><p>{t('noneHint')}</p></EmptyState>} columns={[
        { head: t('number'), cell: (row) => <a href={`/tanda-tangan/buku/${row.document.id}`}>{row.number}</a> },
        { head: t('document'), cell: (row) => row.document.label },
        { head: t('issued'), cell: (row) => formatDate(civilDate(row.at, site.zone), locale) },
        { head: t('state'), cell: (row) => (row.voidBecause ? <><StatusTag kind="attention">{say(standingWords.void.tag, locale)}</StatusTag> <small>{row.voidBecause}</small></> : <Standing document={row.document} />) },
      ]} />
    </Layout>
  );
}

/** One numbered document, with the step that ends it. */
export function BookEntry({ document, state }: { document: DocumentFacts; state: FormState }) {
  const t = useWords(words);
  const ends = document.state === 'signed' && (document.standing === 'valid' || document.standing === 'expired') ? 'revoke' : document.state === 'waiting' && document.number ? 'void' : undefined;
  return (
    <Layout title={document.number ?? document.label} kind="desk">
      <PageHead title={document.label} crumbs={[{ href: '/tanda-tangan/buku', name: t('book') }]} tag={<Standing document={document} />} />
      <ErrorSummary problem={state.problem} />
      <CheckAnswers rows={[
        { name: t('number'), value: document.number ?? t('numberLater') },
        ...(document.endedBecause ? [{ name: t('why'), value: document.endedBecause }] : []),
        { name: t('proof'), value: <a href={`/verifikasi/${document.code}`}>{`/verifikasi/${document.code}`}</a> },
      ]} />
      {ends ? (
        <section>
          <h2>{t(ends === 'revoke' ? 'endHeading' : 'voidHeading')}</h2>
          <Notice kind="attention"><p>{t(ends === 'revoke' ? 'endHint' : 'voidHint')}</p></Notice>
          <form method="post" action={`/tanda-tangan/buku/${document.id}/${ends === 'revoke' ? 'cabut' : 'batalkan'}`}>
            <TextArea name="reason" label={t('why')} rows={3} maxLength={500} state={state} required />
            <Button kind="ending">{t(ends)}</Button>
          </form>
        </section>
      ) : null}
    </Layout>
  );
}

function Standing({ document }: { document: DocumentFacts }) {
  const { locale } = useFrame();
  const standing = standingWords[document.standing];
  return <StatusTag kind={standing.kind}>{say(standing.tag, locale)}</StatusTag>;
}
