import { say } from '#kernel/manifest';
import { formatRupiah } from '#kernel/money';
import { formatDate } from '#kernel/time';
import type { Health } from '#commons/evidence';
import { DataTable, EmptyState, KeyFigure, KeyFigures, Layout, PageHead, Sparkline, StatusTag, useFrame, useWords, Field, Button } from '#platform/ui';
import { formatNumber } from '../format.ts';
import { HealthTag, useHealthWords } from '../pages/shown.tsx';
import { affairs } from '../reference/affairs.ts';
import type { Coverage } from './coverage.ts';
import { words } from './words.ts';

export interface LeaderLine {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  readonly affair: string;
  readonly health: Health | undefined;
  readonly budget: bigint | undefined;
  readonly completed: number | undefined;
  readonly satisfaction: string | undefined;
  readonly lateComplaints: number;
}

/** One page for the head of the region: is the promise kept, what is dying, what it costs. Prints on two sheets. */
export function LeaderPage({ coverage, lines, year }: { coverage: Coverage; lines: readonly LeaderLine[]; year: number }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const tell = useHealthWords();
  const number = (value: number) => formatNumber(value, locale);
  const alive = lines.filter((line) => line.health && line.health.state !== 'never' && line.health.state !== 'silent');
  const dying = lines.filter((line) => line.health && (line.health.state === 'slowing' || line.health.state === 'silent' || line.health.state === 'never'));
  const basic = affairs.filter((affair) => affair.basic);
  const covered = new Set(alive.map((line) => line.affair));
  const waiting = lines.filter((line) => !line.health);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead', { date: formatDate(coverage.asOf, locale) })} />
      <KeyFigures>
        <KeyFigure label={t('coverage')} value={`${number(coverage.covered)} / ${number(coverage.owners)}`} n={t('coverageOf', { owners: number(coverage.owners), others: number(coverage.agencies.length - coverage.owners) })} />
        <KeyFigure label={t('affairs')} value={`${number(basic.filter((affair) => covered.has(affair.id)).length)} / ${basic.length}`} />
        <KeyFigure label={t('running')} value={`${number(alive.length)} / ${number(lines.length)}`} />
        <KeyFigure label={t('dyingCount')} value={number(dying.length)} />
      </KeyFigures>
      <ul class="rows rows-narrow">{basic.map((affair) => <li key={affair.id}><p>{say(affair.name, locale)}</p><StatusTag kind={covered.has(affair.id) ? 'done' : 'attention'}>{t(covered.has(affair.id) ? 'covered' : 'uncovered')}</StatusTag></li>)}</ul>
      <h2>{t('dying')}</h2>
      {dying.length === 0 ? <EmptyState title={t('dyingNone')}><p>{t('dyingNext')}</p></EmptyState> : <ul class="rows">{dying.map((line) => <li key={line.id}><p><a href={`/inovasi/${line.id}`}>{line.name}</a> <span class="quiet">{line.agency}</span><br />{line.health ? tell(line.health) : null}</p>{line.health ? <HealthTag health={line.health} /> : null}</li>)}</ul>}
      {waiting.length > 0 ? <p class="quiet">{t('notHere', { list: waiting.map((line) => line.name).join(', ') })}</p> : null}
      <h2>{t('pulse')}</h2>
      <p class="quiet">{t('pulseLead')}</p>
      <div class="multiples">{lines.filter((line) => line.health).map((line) => <Pulse key={line.id} line={line} />)}</div>
      <h2>{t('cost')}</h2>
      <p class="quiet">{t('costLead', { year })}</p>
      <DataTable caption={t('cost')} hideCaption rows={lines.filter((line) => line.health)} rowKey={(line) => line.id} empty={null} columns={[
        { head: t('innovation'), cell: (line) => <a href={`/inovasi/${line.id}`}>{line.name}</a> }, { head: t('agency'), cell: (line) => line.agency },
        { head: t('budget'), numeric: true, cell: (line) => (line.budget === undefined ? t('unknown') : formatRupiah(line.budget)) }, { head: t('completed'), numeric: true, cell: (line) => (line.completed === undefined ? '–' : number(line.completed)) },
        { head: t('each'), numeric: true, cell: (line) => (line.budget !== undefined && line.completed ? formatRupiah(line.budget / BigInt(line.completed)) : '–') },
        { head: t('satisfaction'), numeric: true, cell: (line) => line.satisfaction?.replace('.', locale === 'id' ? ',' : '.') ?? t('none') }, { head: t('late'), numeric: true, cell: (line) => number(line.lateComplaints) },
      ]} />
      <h2>{t('agencies')}</h2>
      <DataTable caption={t('agencies')} hideCaption rows={coverage.agencies} rowKey={(agency) => agency.id} empty={null} columns={[{ head: t('agency'), cell: (agency) => agency.name }, { head: t('owned'), numeric: true, cell: (agency) => number(agency.owned) }, { head: t('running'), cell: (agency) => agency.running.join(', ') || '–' }]} />
      <form method="get" action="/ringkasan" class="no-print"><Field name="tanggal" label={t('day')} type="date" state={{ values: { tanggal: coverage.asOf.toString() } }} /><Button kind="lesser">{t('show')}</Button></form>
    </Layout>
  );
}

function Pulse({ line }: { line: LeaderLine }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const monthly = line.health?.monthly ?? [];
  const [first, last] = [monthly[0], monthly.at(-1)];
  return (
    <figure class="multiple">
      <figcaption>{line.name}</figcaption>
      {monthly.length > 1 ? <Sparkline points={monthly} /> : null}
      <p class="quiet">{first === undefined || last === undefined ? t('noMonths') : t('perMonth', { n: monthly.length, first: formatNumber(first, locale), last: formatNumber(last, locale) })}</p>
      {line.health ? <HealthTag health={line.health} /> : null}
    </figure>
  );
}
