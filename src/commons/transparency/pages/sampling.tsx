import { formatDate } from '#kernel/time';
import { Button, DataTable, EmptyState, ErrorSummary, Field, Layout, Notice, PageHead, SelectField, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { SampleItem, SampleRow } from '../sampling/reads.ts';
import { words } from './words.ts';

const verdicts = ['sesuai', 'tidak-ada', 'belum-terperiksa'] as const;

/** Samples drawn from what was counted; whoever may audit draws another. */
export function SamplesPage({ samples, mayAudit, services, state }: { samples: readonly SampleRow[]; mayAudit: boolean; services: readonly string[]; state: FormState }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={t('samplesTitle')} kind={mayAudit ? 'desk' : 'resident'}>
      <PageHead title={t('samplesTitle')} lead={t('samplesLead')} crumbs={[{ href: '/log', name: t('logTitle') }]} />
      {mayAudit ? (
        <section aria-label={t('drawTitle')}>
          <h2>{t('drawTitle')}</h2>
          <ErrorSummary problem={state.problem} />
          <form method="post" action="/log/uji-petik">
            <SelectField name="service" label={t('service')} state={state} options={services.map((service) => ({ value: service, label: service }))} />
            <Field name="from" type="date" label={t('fromDay')} state={state} required />
            <Field name="to" type="date" label={t('toDay')} state={state} required />
            <SelectField name="share" label={t('share')} state={state} options={[{ value: '0.05', label: t('share5') }, { value: '0.01', label: t('share1') }]} />
            <div class="actions"><Button>{t('draw')}</Button></div>
          </form>
        </section>
      ) : null}
      <DataTable caption={t('samplesTitle')} rows={samples} rowKey={(row) => row.id} empty={<EmptyState title={t('noSamples')}><p>{t('noSamplesWhy')}</p></EmptyState>} columns={[
        { head: t('service'), cell: (row) => <a href={`/log/uji-petik/${row.id}`}>{row.service}</a> },
        { head: t('day'), cell: (row) => `${formatDate(Temporal.PlainDate.from(row.from), locale)} – ${formatDate(Temporal.PlainDate.from(row.to), locale)}` },
        { head: t('drawn'), cell: (row) => `${row.size} / ${row.population}`, numeric: true },
        { head: t('looked'), cell: (row) => row.judged, numeric: true },
        { head: t('tidak-ada'), cell: (row) => row.missing, numeric: true },
        { head: t('outcome'), cell: (row) => <Outcome row={row} /> },
      ]} />
    </Layout>
  );
}

function Outcome({ row }: { row: SampleRow }) {
  const t = useWords(words);
  if (!row.finished) return <StatusTag kind="waiting">{t('underWay')}</StatusTag>;
  return row.missing === 0 ? <StatusTag kind="done">{t('nothingFound')}</StatusTag> : <StatusTag kind="attention">{t('ghosts', { n: row.missing })}</StatusTag>;
}

/** One sample: how it was drawn, and for the auditor each event with what was found. */
export function SamplePage({ row, items, state }: { row: SampleRow; items: readonly SampleItem[] | undefined; state: FormState }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={`${t('samplesTitle')}: ${row.service}`} kind={items ? 'desk' : 'resident'}>
      <PageHead title={`${row.service}, ${formatDate(Temporal.PlainDate.from(row.from), locale)} – ${formatDate(Temporal.PlainDate.from(row.to), locale)}`} crumbs={[{ href: '/log', name: t('logTitle') }, { href: '/log/uji-petik', name: t('samplesTitle') }]} tag={<Outcome row={row} />} />
      <p>{t('howDrawn', { size: row.size, population: row.population, seed: row.seedSize })} {t('witnessedBy', { n: row.witnessed })}</p>
      {row.finished ? <p><a href={`/log/uji-petik/${row.id}/hasil.json`}>{t('resultFile')}</a></p> : null}
      <ErrorSummary problem={state.problem} />
      {items ? (
        <>
          <DataTable caption={t('drawnEvents')} rows={items} rowKey={(item) => String(item.place)} empty={null} columns={[
            { head: '#', cell: (item) => item.place + 1, numeric: true },
            { head: t('day'), cell: (item) => item.day },
            { head: t('fact'), cell: (item) => <>{item.eventType}<br /><code>{item.subject}</code></> },
            { head: t('outcome'), cell: (item) => (row.finished ? <>{item.verdict ? t(item.verdict) : ''} <span class="quiet">{item.note}</span></> : <Judge item={item} sample={row.id} />) },
          ]} />
          {row.finished || row.judged < row.size ? null : <form method="post" action={`/log/uji-petik/${row.id}/selesai`}><Notice>{t('finishWhy')}</Notice><div class="actions"><Button>{t('finishSample')}</Button></div></form>}
        </>
      ) : <Notice>{t('auditorsOnly')}</Notice>}
    </Layout>
  );
}

function Judge({ item, sample }: { item: SampleItem; sample: string }) {
  const t = useWords(words);
  const state: FormState = { values: { [`verdict-${item.place}`]: item.verdict ?? '', [`note-${item.place}`]: item.note ?? '' } };
  return (
    <form method="post" action={`/log/uji-petik/${sample}/${item.place}`}>
      <SelectField name={`verdict-${item.place}`} label={t('found')} state={state} options={verdicts.map((verdict) => ({ value: verdict, label: t(verdict) }))} />
      <Field name={`note-${item.place}`} label={t('note')} state={state} />
      <Button kind="lesser">{t('keep')}</Button>
    </form>
  );
}
