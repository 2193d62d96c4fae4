import { say } from '#kernel/manifest';
import { formatNumber } from '#kernel/money';
import { civilDate, formatDate } from '#kernel/time';
import { DataTable, EmptyState, KeyFigure, KeyFigures, Layout, LinkButton, PageHead, useFrame, useWords } from '#platform/ui';
import { CalendarEnds } from './desk.tsx';
import type { DashboardView } from './figures.ts';
import { words } from './words.ts';

/** Median hours of each agency, the slowest first: longer is slower. The table below says the same in figures. */
function SlowBars({ rows }: { rows: DashboardView['recommenders'] }) {
  const t = useWords(words);
  const slowest = Math.max(1, ...rows.map((row) => row.medianHours));
  if (rows.length === 0) return null;
  return (
    <figure class="chart">
      <figcaption>{t('slowBars')}</figcaption>
      <ol class="rows">
        {rows.toSorted((a, b) => b.medianHours - a.medianHours).map((row) => (
          <li key={row.agency} class={row.inTime < row.sent ? 'clock-late' : undefined}>
            <span>{row.name}: <b>{t('hours', { n: formatNumber(row.medianHours) })}</b> <span class="quiet">{t('nOpinions', { n: row.sent })}{row.inTime < row.sent ? `, ${t('lateOnes', { n: row.sent - row.inTime })}` : ''}</span></span>
            <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-ground" width="100" height="4" /><rect class="bar-fill" width={((100 * row.medianHours) / slowest).toFixed(1)} height="4" /></svg>
          </li>
        ))}
      </ol>
    </figure>
  );
}

/** Eight numbers, then whose opinion is slow, which type is late, and what only the head can decide. */
export function DashboardPage({ view, calendar }: { view: DashboardView; calendar: string | undefined }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const share = (part: number, whole: number) => (whole === 0 ? '–' : `${formatNumber((100 * part) / whole, 0)} %`);
  const number = (value: number | undefined, places = 0) => (value === undefined ? '–' : formatNumber(value, places));
  return (
    <Layout title={t('dashboard')} kind="desk">
      <PageHead title={t('dashboard')} lead={t('dashboardLead', { from: formatDate(view.from, locale), to: formatDate(view.to, locale) })} actions={<LinkButton href="/saji-muba/terbit" kind="lesser">{t('issuedList')}</LinkButton>} />
      <CalendarEnds said={calendar} />
      <KeyFigures>
        <KeyFigure label={t('onTime')} value={share(view.onTime, view.decided)} n={t('n', { n: view.decided })} promise={t('promise90')} />
        <KeyFigure label={t('p50')} value={number(view.p50)} n={t('n', { n: view.decided })} />
        <KeyFigure label={t('p90')} value={number(view.p90)} n={t('n', { n: view.decided })} />
        <KeyFigure label={t('first')} value={share(view.firstComplete, view.firstChecked)} n={t('n', { n: view.firstChecked })} />
        <KeyFigure label={t('returnsPer')} value={number(view.returnsPer, 2)} n={t('n', { n: view.decided })} />
        <KeyFigure label={t('trips')} value={number(view.trips)} n={t('finishedVisits')} />
        <KeyFigure label={t('km')} value={number(view.km)} n={t('straight')} />
        <KeyFigure label={t('fees')} value={number(view.feeReports)} href="/saji-muba/laporan" promise={t('promiseNone')} n={t('openReports', { n: view.openReports })} />
      </KeyFigures>
      <h2>{t('duties')}</h2>
      {view.duties.length === 0 ? <EmptyState title={t('noDuties')} /> : <ul class="rows">{view.duties.map((duty) => <li key={duty.caseId}><a href={`/saji-muba/meja/${duty.caseId}`}>{t('lapsed', { date: formatDate(civilDate(duty.lapsedAt, site.zone), locale) })}</a> <span class="quiet">{t('lapsedLead', { date: formatDate(civilDate(duty.decideBy, site.zone), locale) })}</span></li>)}</ul>}
      <h2>{t('recommenders')}</h2>
      <SlowBars rows={view.recommenders.filter((row) => row.sent > 0)} />
      <DataTable caption={t('recommenders')} hideCaption rows={view.recommenders} rowKey={(row) => row.agency} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('agency'), cell: (row) => row.name }, { head: t('sent'), numeric: true, cell: (row) => formatNumber(row.sent) }, { head: t('inTime'), numeric: true, cell: (row) => share(row.inTime, row.sent) },
        { head: t('median'), numeric: true, cell: (row) => (row.sent === 0 ? '–' : formatNumber(row.medianHours)) }, { head: t('waiting'), numeric: true, cell: (row) => formatNumber(row.waiting) },
      ]} />
      <h2>{t('types')}</h2>
      <DataTable caption={t('types')} hideCaption rows={view.types} rowKey={(row) => row.id} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('kind'), cell: (row) => say(row.name, locale) }, { head: t('decided'), numeric: true, cell: (row) => formatNumber(row.decided) }, { head: t('onTime'), numeric: true, cell: (row) => share(row.onTime, row.decided) }, { head: t('running'), numeric: true, cell: (row) => formatNumber(row.running) },
      ]} />
    </Layout>
  );
}
