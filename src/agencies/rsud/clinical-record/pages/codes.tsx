import { formatNumber } from '#kernel/money';
import { formatClock, formatDate } from '#kernel/time';
import { Button, Checkbox, DataTable, EmptyState, ErrorSummary, Field, FileField, Hidden, KeyFigure, KeyFigures, Layout, Notice, PageHead, SelectField, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { ImportRow } from '../actions/import-codes.ts';
import { importable, type CountedSystem, type Difference } from '../terminology/index.ts';
import { words } from './words.ts';

export const home = '/clinical-record/kode';
const states = { staged: 'attention', applied: 'done', dropped: 'plain' } as const;

/** What is in use, the form that checks a file, and the latest loadings. */
export function CodesPage({ systems, recent, state }: { systems: readonly CountedSystem[]; recent: readonly ImportRow[]; state: FormState }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const day = (at: Temporal.Instant) => formatDate(at.toZonedDateTimeISO(site.zone).toPlainDate(), locale);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <ErrorSummary problem={state.problem} />
      <DataTable caption={t('now')} rows={systems} rowKey={(one) => one.url} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('system'), cell: (one) => <b>{one.name}</b> }, { head: t('version'), cell: (one) => <>{one.version || '–'} <span class="quiet">({t(one.content === 'complete' ? 'whole' : 'part')})</span></> }, { head: t('source'), cell: (one) => one.source },
        { head: t('active'), cell: (one) => formatNumber(one.active), numeric: true }, { head: t('retired'), cell: (one) => formatNumber(one.retired), numeric: true }, { head: t('since'), cell: (one) => day(one.imported) },
      ]} />
      <h2>{t('load')}</h2>
      <form method="post" action={home} enctype="multipart/form-data" class="form">
        <SelectField name="system" label={t('system')} state={state} options={Object.entries(importable).map(([value, { name }]) => ({ value, label: name }))} />
        <Field name="version" label={t('version')} hint={t('versionHint')} state={state} required />
        <Field name="source" label={t('source')} hint={t('sourceHint')} state={state} required />
        <FileField name="file" label={t('file')} hint={t('fileHint')} state={state} accept=".csv,.txt,.xml,.xlsx,.json,.tsv" required />
        <Checkbox name="complete" label={t('complete')} hint={t('completeHint')} state={state} />
        <Button>{t('check')}</Button>
      </form>
      {recent.length === 0 ? null : <DataTable caption={t('recent')} rows={recent} rowKey={(row) => row.id} empty={null} columns={[
        { head: t('when'), cell: (row) => <>{day(row.at)} <span class="quiet">{formatClock(row.at, site.zone)}</span></> }, { head: t('system'), cell: (row) => `${importable[row.system].name} ${row.version}` },
        { head: t('state'), cell: (row) => <StatusTag kind={states[row.state]}>{t(row.state)}</StatusTag> }, { head: t('file'), cell: (row) => <a href={`${home}/${row.id}`}>{row.file_name}</a> },
      ]} />}
    </Layout>
  );
}

/** What one file would change, and the two ways on. */
export function ImportPage({ row, active, problem }: { row: ImportRow; active: number; problem?: FormState['problem'] }) {
  const t = useWords(words);
  const { report, faults } = row;
  const figures = ([['added', report.added], ['changed', report.changed], ['revived', report.revived], ['retire', report.retired], ['faults', faults.all]] as const).filter(([name, n]) => n > 0 || (name !== 'revived' && name !== 'faults'));
  const hows: Readonly<Record<Difference['how'], keyof typeof words>> = { added: 'added', changed: 'changed', revived: 'revived', retired: 'retire' };
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead crumbs={[{ href: home, name: t('title') }]} title={t('checked', { name: importable[row.system].name, version: row.version })} tag={<StatusTag kind={states[row.state]}>{t(row.state)}</StatusTag>} lead={t('understood', { file: row.file_name, format: row.format, n: formatNumber(report.read), source: row.source })} />
      <ErrorSummary problem={problem} />
      {row.state === 'applied' ? <Notice kind="done">{t('done', { added: report.added, changed: report.changed, retired: report.retired })}</Notice> : null}
      {row.state === 'dropped' ? <Notice kind="info">{t('gone')}</Notice> : null}
      <KeyFigures>{figures.map(([name, n]) => <KeyFigure key={name} label={t(name)} value={formatNumber(n)} />)}</KeyFigures>
      {row.state === 'staged' ? (
        <>
          {report.retired > active / 10 ? <Notice kind="attention">{t('many', { n: formatNumber(report.retired), all: formatNumber(active) })}</Notice> : null}
          <form method="post" action={`${home}/${row.id}`} class="actions">
            <Hidden name="retire" value={String(report.retired)} />
            <button class="button" name="do" value="apply">{report.retired > 0 ? t('applyRetire', { n: formatNumber(report.retired) }) : t('apply')}</button>
            <button class="button button-lesser" name="do" value="drop">{t('drop')}</button>
          </form>
        </>
      ) : null}
      <h2>{t('what')}</h2>
      <p class="quiet">{t('whatHint')}</p>
      <DataTable caption={t('what')} hideCaption rows={report.examples} rowKey={(one) => one.code} empty={<EmptyState title={t('nothing')}><p>{t('nothingHint')}</p></EmptyState>} columns={[
        { head: t('code'), cell: (one) => <b>{one.code}</b> }, { head: t('how'), cell: (one) => <StatusTag kind={one.how === 'retired' ? 'attention' : 'plain'}>{t(hows[one.how])}</StatusTag> }, { head: t('before'), cell: (one) => one.before ?? '–' }, { head: t('after'), cell: (one) => one.after ?? '–' },
      ]} />
      {faults.all === 0 ? null : <DataTable caption={`${t('faults')}. ${t('more', { told: faults.told.length, all: faults.all })}`} rows={faults.told} rowKey={(fault) => `${fault.line}-${fault.why}`} empty={null} columns={[{ head: t('line'), cell: (fault) => (fault.line === 0 ? '–' : fault.line), numeric: true }, { head: t('why'), cell: (fault) => fault.why }]} />}
    </Layout>
  );
}
