import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, CheckAnswers, DataTable, EmptyState, ErrorSummary, Layout, Notice, PageHead, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { ReadReport } from '../actions/reports.ts';
import type { FeeReport } from '../store/reports.ts';
import { words } from './words.ts';

function useWhen() {
  const { locale, site } = useFrame();
  return (at: Temporal.Instant) => `${formatDate(civilDate(at, site.zone), locale)} ${formatClock(at, site.zone)}`;
}

function useChannel() {
  const t = useWords(words);
  return (channel: string) => t(channel === 'web' ? 'channel-web' : channel === 'visit' ? 'channel-visit' : 'channel-other');
}

/** Reports of unofficial fees, waiting ones first. Their words stand one page further, behind a reading that is recorded. */
export function ReportsPage({ reports }: { reports: readonly FeeReport[] }) {
  const t = useWords(words);
  const when = useWhen();
  const channel = useChannel();
  return (
    <Layout title={t('reports')} kind="desk">
      <PageHead title={t('reports')} lead={t('reportsLead')} />
      <DataTable caption={t('reports')} hideCaption rows={reports} rowKey={(report) => report.id} empty={<EmptyState title={t('noReports')} />} columns={[
        { head: t('received'), cell: (report) => when(report.at) }, { head: t('through'), cell: (report) => channel(report.channel) }, { head: t('aboutCase'), cell: (report) => report.code ?? <span class="quiet">{t('noCase')}</span> },
        { head: t('handled'), cell: (report) => (report.handledAt ? <StatusTag kind="done">{when(report.handledAt)}</StatusTag> : <StatusTag kind="attention">{t('open')}</StatusTag>) },
        { head: t('readIt'), cell: (report) => <a href={`/saji-muba/laporan/${report.id}`}>{t('readIt')}</a> },
      ]} />
    </Layout>
  );
}

/** One report in the reporter's words, and what was done about it. */
export function ReportReadPage({ report, state }: { report: ReadReport; state: FormState }) {
  const t = useWords(words);
  const when = useWhen();
  const channel = useChannel();
  return (
    <Layout title={t('reports')} kind="desk">
      <PageHead title={t('reports')} crumbs={[{ href: '/saji-muba/laporan', name: t('reports') }]} lead={`${when(report.at)}, ${channel(report.channel)}`} />
      <ErrorSummary problem={state.problem} />
      <Notice kind="info">{t('reportsLead')}</Notice>
      <CheckAnswers rows={[
        { name: t('saidWhat'), value: report.text }, { name: t('aboutCase'), value: report.code ?? t('noCase') },
        ...(report.outcome ? [{ name: t('outcome'), value: report.outcome }] : []), ...(report.handledAt ? [{ name: t('handled'), value: when(report.handledAt) }] : []),
      ]} />
      {report.handledAt ? null : (
        <form method="post" action={`/saji-muba/laporan/${report.id}/tutup`}>
          <TextArea name="outcome" label={t('whatDone')} hint={t('whatDoneHint')} state={state} rows={3} maxLength={2000} required />
          <div class="actions"><Button>{t('close')}</Button></div>
        </form>
      )}
    </Layout>
  );
}
