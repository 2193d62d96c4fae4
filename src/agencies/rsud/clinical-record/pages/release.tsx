import { formatClock, formatDate } from '#kernel/time';
import { Button, Checkbox, Choices, DataTable, EmptyState, ErrorSummary, Field, Layout, Notice, PageHead, useFrame, useWords, type FormState } from '#platform/ui';
import type { ReleaseRow } from '../actions/release.ts';
import { words } from './release-words.ts';

export const releaseHome = '/clinical-record/salinan';

/** The form that makes a copy, and the copies handed out. */
export function ReleasePage({ rows, state, made }: { rows: readonly ReleaseRow[]; state: FormState; made: ReleaseRow | undefined }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <ErrorSummary problem={state.problem} />
      {made ? <Notice kind="done">{t('made', { n: made.resources, withheld: made.withheld })} <Files row={made} /></Notice> : null}
      <form method="post" action={releaseHome} class="form">
        <Field name="patient" label={t('patient')} state={state} required autocomplete="off" />
        <Field name="encounter" label={t('visit')} hint={t('visitHint')} state={state} autocomplete="off" />
        <Field name="toWhom" label={t('toWhom')} state={state} required />
        <Field name="purpose" label={t('purpose')} state={state} required />
        <Choices name="basis" legend={t('basis')} state={state} layout="cards" required options={(['patient', 'guardian', 'court', 'insurer'] as const).map((value) => ({ value, label: t(`b${value}`) }))} />
        <Checkbox name="sensitive" label={t('sensitive')} hint={t('sensitiveHint')} state={state} />
        <Button>{t('make')}</Button>
      </form>
      <DataTable caption={t('recent')} rows={rows} rowKey={(row) => row.id} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('when'), cell: (row) => <>{formatDate(row.at.toZonedDateTimeISO(site.zone).toPlainDate(), locale)} <span class="quiet">{formatClock(row.at, site.zone)}</span></> }, { head: t('toWhom'), cell: (row) => row.to_whom }, { head: t('purpose'), cell: (row) => row.purpose }, { head: t('basis'), cell: (row) => t(`b${row.basis}`) },
        { head: t('n'), cell: (row) => row.resources, numeric: true }, { head: t('files'), cell: (row) => <Files row={row} /> },
      ]} />
    </Layout>
  );
}

function Files({ row }: { row: ReleaseRow }) {
  const t = useWords(words);
  return <><a href={`${releaseHome}/${row.id}.pdf`} download>{t('pdf')}</a> · <a href={`${releaseHome}/${row.id}.json`} download>{t('bundle')}</a></>;
}
