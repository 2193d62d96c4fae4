import { say, type EventFilter, type Measure } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import type { Figure, LogPlace, PublishedDay } from '#commons/evidence';
import { BarChart, DataTable, Details, EmptyState, KeyFigures, Layout, LineChart, Notice, PageHead, StatusTag, useFrame, useWords } from '#platform/ui';
import type { Entry } from '../catalogue.ts';
import { formatMoment, formatNumber, formatValue, monthName, promiseLimit, shortLabel, spanLabel, spanWords } from '../format.ts';
import type { Shown } from '../proof.ts';
import { words } from '../words.ts';
import { ShownFigure } from './shown.tsx';

interface FigureView {
  readonly entry: Entry;
  readonly shown: Shown;
  readonly year: Figure;
  readonly month: Temporal.PlainDate;
  readonly at: LogPlace | undefined;
  readonly newer: Temporal.PlainDate | undefined;
  readonly least: number;
  readonly published: readonly PublishedDay[];
}

/** "Dari mana angka ini?": definition, formula, the events behind the figure, and its place in the sealed log. */
export function FigurePage({ entry, shown, year, month, at, newer, least, published }: FigureView) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { measure, figure } = shown;
  const address = `/inovasi/${entry.id}/angka/${measure.id}`;
  const points = figure.points.map((point) => ({ label: spanLabel(point, locale), value: point.value, hidden: point.hidden }));
  const Chart = measure.kind === 'count' ? BarChart : LineChart;
  const chart = { promise: promiseLimit(measure), write: (value: number) => formatValue(value, measure.unit, locale) };
  const before = month.subtract({ months: 1 });
  return (
    <Layout title={say(measure.name, locale)}>
      <PageHead title={say(measure.name, locale)} crumbs={[{ href: '/bukti', name: t('proofTitle') }, { href: `/inovasi/${entry.id}`, name: entry.name }]} />
      <KeyFigures><ShownFigure shown={shown} label={monthName(month, locale)} /></KeyFigures>
      {figure.hidden && shown.lastEventAt ? <Notice>{t('hiddenWhy', { least })}</Notice> : null}
      <nav class="actions" aria-label={t('month')}>
        <a href={`${address}?bulan=${before.toString().slice(0, 7)}`}>{t('previousMonth', { month: monthName(before, locale) })}</a>
        {newer ? <a href={`${address}?bulan=${newer.toString().slice(0, 7)}`}>{t('nextMonth', { month: monthName(newer, locale) })}</a> : null}
      </nav>
      <Chart {...chart} caption={`${say(measure.name, locale)}, ${t('perDay')}, ${monthName(month, locale)}`} points={points} head={{ label: t('day'), value: t('value') }} />
      {year.points.filter((point) => point.value).length < 2 ? null : <Chart {...chart} caption={`${say(measure.name, locale)}, ${t('perMonth')}`} points={year.points.map((point) => ({ label: shortLabel(point.from, 'month', locale), value: point.value, hidden: point.hidden }))} head={{ label: t('month'), value: t('value') }} />}
      {measure.by ? <Breakdown measure={measure} figure={figure} /> : null}
      {least > 1 ? <p class="quiet">{t('joinedDays', { least })}</p> : null}
      <h2>{t('whence')}</h2>
      <h3>{t('definition')}</h3>
      <p>{say(measure.definition, locale)}</p>
      <h3>{t('formula')}</h3>
      <Formula measure={measure} />
      <h3>{t('events')}</h3>
      <p>{t('eventsLead')}</p>
      <DayList address={address} figure={figure} />
      <h3>{t('seal')}</h3>
      {at ? <p>{t('sealText', { position: formatNumber(Number(at.position), locale) })}<br />{t('headHash')}: <code class="hash">{at.hash}</code></p> : null}
      <p>{t('checkText')}</p>
      <Published measure={measure} published={published} />
      <h2>{t('downloads')}</h2>
      <p><a href={`${address}.csv?bulan=${month.toString().slice(0, 7)}`}>CSV</a> · <a href={`${address}.json?bulan=${month.toString().slice(0, 7)}`}>JSON</a></p>
    </Layout>
  );
}

function Breakdown({ measure, figure }: { measure: Measure; figure: Figure }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const field = measure.by ?? '';
  return (
    <>
      <h2>{t('breakdown')}</h2>
      <DataTable caption={t('breakdownBy', { field })} rows={figure.breakdown} rowKey={(part) => part.key} empty={<EmptyState title={t('breakdownLater')} />} columns={[
        { head: field, cell: (part) => part.key },
        { head: t('value'), numeric: true, cell: (part) => (part.hidden ? t('hiddenValue') : part.value === null ? t('noData') : formatValue(part.value, measure.unit, locale)) },
        ...(measure.kind === 'count' ? [] : [{ head: t('cases'), numeric: true, cell: (part: Figure['breakdown'][number]) => (part.n === null ? t('hiddenValue') : formatNumber(part.n, locale)) }]),
      ]} />
    </>
  );
}

function DayList({ address, figure }: { address: string; figure: Figure }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const days = figure.points.filter((point) => (point.n ?? 0) > 0);
  return (
    <DataTable hideCaption caption={t('events')} rows={days} rowKey={(point) => point.from} empty={<EmptyState title={t('noEvents')} />} columns={[
      { head: t('day'), cell: (point) => (point.from === point.to ? <a href={`${address}/kejadian?hari=${point.from}`}>{spanWords(point, locale)}</a> : spanWords(point, locale)) },
      { head: t('cases'), numeric: true, cell: (point) => formatNumber(point.n ?? 0, locale) },
    ]} />
  );
}

function Published({ measure, published }: { measure: Measure; published: readonly PublishedDay[] }) {
  const t = useWords(words);
  return (
    <>
      <h2>{t('publishedFigures')}</h2>
      <p>{t('publishedLead')}</p>
      <PublishedRows measure={measure} published={published.slice(0, newestShown)} />
      {published.length > newestShown ? <Details summary={t('publishedOlder', { n: published.length - newestShown })}><PublishedRows measure={measure} published={published.slice(newestShown)} /></Details> : null}
      <p class="quiet"><a href="/log/pemeriksa">{t('proofCheck')}</a></p>
    </>
  );
}

const newestShown = 7;

function PublishedRows({ measure, published }: { measure: Measure; published: readonly PublishedDay[] }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  return (
    <DataTable hideCaption caption={t('publishedFigures')} rows={published} rowKey={(row) => `${row.day} ${row.position}`} empty={<EmptyState title={t('historyNone')} />} columns={[
      { head: t('day'), cell: (row) => <>{spanWords({ from: row.day, to: row.to }, locale)}{row.correction ? <> <StatusTag kind="waiting">{t('correction')}</StatusTag></> : null}</> },
      { head: t('value'), numeric: true, cell: (row) => (row.figure.hidden ? t('hiddenValue') : row.figure.value === null ? t('noData') : formatValue(row.figure.value, measure.unit, locale)) },
      { head: t('publishedAt'), cell: (row) => formatMoment(row.publishedAt, site.zone, locale) },
      { head: t('position'), numeric: true, cell: (row) => formatNumber(Number(row.position), locale) },
      { head: t('proofFile'), cell: (row) => (row.statement ? <a href={`/log/bukti/${row.statement}.tlog-proof`}>{t('proofDownload')}</a> : '') },
    ]} />
  );
}

/** The formula in words, with the very names of events and fields, so that it can be repeated. */
function Formula({ measure }: { measure: Measure }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const tell = (filter: EventFilter) => ({ events: filter.events.join(', '), conditions: conditionsOf(filter).length > 0 ? ` ${t('where', { list: conditionsOf(filter).join('; ') })}` : '' });
  switch (measure.kind) {
    case 'count': return <p>{t('formulaCount', tell(measure.of))}</p>;
    case 'share': {
      const among = tell(measure.among);
      return <p>{t('formulaShare', { ...tell(measure.of), among: among.events + among.conditions })}</p>;
    }
    case 'quantile': return <p>{t('formulaQuantile', { ...tell(measure.of), field: measure.field, p: formatNumber(measure.p * 100, locale) })}</p>;
  }
}

function conditionsOf(filter: EventFilter): string[] {
  return [
    ...Object.entries(filter.where ?? {}).map(([field, value]) => `${field} = ${Array.isArray(value) ? value.join(' / ') : String(value)}`),
    ...(filter.atMost ? [`${filter.atMost[0]} ≤ ${filter.atMost[1]}`] : []),
    ...(filter.atLeast ? [`${filter.atLeast[0]} ≥ ${filter.atLeast[1]}`] : []),
  ];
}

/** The events of one day behind a figure: ids and places only. */
export function EventsPage({ entry, measure, day, events, next }: { entry: Entry; measure: Measure; day: Temporal.PlainDate; events: readonly { id: string; type: string; position: bigint; hash: string }[]; next: string | undefined }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const title = t('eventsOn', { date: formatDate(day, locale) });
  return (
    <Layout title={title}>
      <PageHead title={title} crumbs={[{ href: `/inovasi/${entry.id}`, name: entry.name }, { href: `/inovasi/${entry.id}/angka/${measure.id}`, name: say(measure.name, locale) }]} lead={t('eventsLead')} />
      <DataTable hideCaption caption={title} rows={events} rowKey={(event) => event.id} empty={<EmptyState title={t('noEvents')} />} columns={[
        { head: t('position'), numeric: true, cell: (event) => formatNumber(Number(event.position), locale) },
        { head: t('kind'), cell: (event) => event.type }, { head: t('eventId'), cell: (event) => <code>{event.id}</code> },
        { head: t('hash'), cell: (event) => <code class="hash" title={event.hash}>{event.hash.slice(0, 16)}…</code> },
      ]} />
      {next ? <p><a href={next}>{t('next')}</a></p> : null}
    </Layout>
  );
}
