import { civilDate, formatClock, formatDate } from '#kernel/time';
import { DataTable, EmptyState, KeyFigure, KeyFigures, Layout, Notice, PageHead, useFrame, useWords } from '#platform/ui';
import type { Standing } from '../witness/standing.ts';
import { words } from './words.ts';

export interface ClosedDay { readonly day: string; readonly service: string; readonly count: number; readonly root: string }

export interface LogView {
  readonly size: number;
  readonly witnesses: number;
  readonly standing: Standing;
  readonly verifierKey: string;
  readonly stopped: string | undefined;
  readonly closings: readonly ClosedDay[];
}

/** The public log for people: how long it is, who witnessed it, which days were closed, how to check. */
export function LogPage(view: LogView) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const moment = (at: Temporal.Instant) => `${formatDate(civilDate(at, site.zone), locale)}, ${formatClock(at, site.zone)}`;
  return (
    <Layout title={t('logTitle')}>
      <PageHead title={t('logTitle')} lead={t('logLead')} />
      {view.stopped ? <Notice kind="attention" title={t('stopped')}>{view.stopped}</Notice> : null}
      <KeyFigures>
        <KeyFigure value={String(view.size)} label={t('entries')} />
        <KeyFigure value={String(view.witnesses)} label={t('witnesses')} />
      </KeyFigures>
      {view.standing.alarms.map((alarm) => <Notice key={alarm.why} kind="attention" title={t('alarm')}>{t('alarmWhy', { witness: alarm.witness, why: alarm.why, moment: moment(alarm.at) })}</Notice>)}
      {view.standing.overdue || !view.standing.since ? <Notice kind="waiting">{t('unwitnessedLong', { n: view.standing.needed })}</Notice> : <Notice kind="done">{t('standing', { n: view.standing.needed, moment: moment(view.standing.since) })}</Notice>}
      <h2>{t('closings')}</h2>
      <DataTable caption={t('closings')} rows={view.closings} rowKey={(row) => `${row.day} ${row.service}`} empty={<EmptyState title={t('empty')}><p>{t('emptyWhy')}</p></EmptyState>}
        columns={[
          { head: t('day'), cell: (row) => <a href={`/log/penutupan/${row.service}/${row.day}`}>{formatDate(Temporal.PlainDate.from(row.day), locale)}</a> },
          { head: t('service'), cell: (row) => row.service },
          { head: t('count'), cell: (row) => row.count, numeric: true },
          { head: t('root'), cell: (row) => <code>{row.root.slice(0, 12)}…</code> },
        ]} />
      <h2>{t('howTitle')}</h2>
      <p>{t('how')}</p>
      <p><strong>{t('key')}</strong><br /><code>{view.verifierKey}</code></p>
      <p><a href="/log/pemeriksa">{t('checker')}</a> · <a href="/log/uji-petik">{t('samplesTitle')}</a> · <a href="/struk">{t('receiptTitle')}</a> · <a href="/log/checkpoint">/log/checkpoint</a></p>
    </Layout>
  );
}
