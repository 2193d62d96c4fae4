import { say } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { BarChart, Details, EmptyState, KeyFigures, Layout, LinkButton, Notice, PageHead, StatusTag, useFrame, useWords } from '#platform/ui';
import type { Entry } from '../catalogue.ts';
import { formatValue, monthName, promiseLimit, spanLabel } from '../format.ts';
import type { Proof, Shown } from '../proof.ts';
import { words } from '../words.ts';
import { History, type PublicRecord } from './history.tsx';
import { HealthTag, ShownFigure, useHealthWords } from './shown.tsx';
import { Standard } from './standard.tsx';

/** One innovation: what it promises, what it did, whether it still lives. */
export function InnovationPage({ entry, proof, series, record }: { entry: Entry; proof: Proof | undefined; series: Shown | undefined; record: PublicRecord | undefined }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { manifest } = entry;
  const door = manifest?.entrances.find((entrance) => entrance.for === 'resident');
  return (
    <Layout title={entry.name}>
      <PageHead title={entry.name} crumbs={[{ href: '/', name: t('services') }, { href: '/bukti', name: t('proofTitle') }]} lead={say(entry.summary, locale)}
        tag={proof ? <HealthTag health={proof.health} /> : <StatusTag kind="plain">{t('notRunning')}</StatusTag>} />
      {door ? <div class="actions"><LinkButton href={door.path}>{say(door.name, locale)}</LinkButton></div> : null}
      {manifest && proof ? <>
        <h2>{t('proof')}</h2>
        <Figures entry={entry} proof={proof} series={series} />
        <h2>{t('promise')}</h2>
        <Standard standard={manifest.standard} />
        <p><a href={`/maklumat/${entry.id}`}>{t('pledge')}</a> · <a href={`/skm/layanan/${entry.id}`}>{t('survey')}</a> · <a href={`/pengaduan/baru?layanan=${entry.id}`}>{t('complain')}</a></p>
      </> : <Notice kind="waiting">{announcedNote(entry, t, locale)}</Notice>}
      <h2>{t('history')}</h2>
      {record ? <History record={record} /> : null}
      <About entry={entry} />
    </Layout>
  );
}

function Figures({ entry, proof, series }: { entry: Entry; proof: Proof; series: Shown | undefined }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const tell = useHealthWords();
  const silent = proof.shown.filter((shown) => !shown.lastEventAt);
  const addressOf = (shown: Shown) => `/inovasi/${entry.id}/angka/${shown.measure.id}`;
  if (proof.health.state === 'never') return <EmptyState title={t('noEvents')}><p>{t('noEventsNext')}</p></EmptyState>;
  return (
    <>
      <p class="quiet">{tell(proof.health)} {t('proofLead', { month: monthName(proof.month, locale) })}</p>
      {proof.shown.length === 0 ? <EmptyState title={t('noMeasures')} /> : null}
      <KeyFigures>{proof.shown.filter((shown) => shown.lastEventAt).map((shown) => <ShownFigure key={shown.measure.id} shown={shown} href={addressOf(shown)} />)}</KeyFigures>
      {silent.length === 0 ? null : <Details summary={t('withoutEvents', { n: silent.length })}><ul>{silent.map((shown) => <li key={shown.measure.id}><a href={addressOf(shown)}>{say(shown.measure.name, locale)}</a></li>)}</ul></Details>}
      {series ? <BarChart caption={`${say(series.measure.name, locale)}, ${t('perDay')}, ${monthName(proof.month, locale)}`} points={series.figure.points.map((point) => ({ label: spanLabel(point, locale), value: point.value, hidden: point.hidden }))}
        promise={promiseLimit(series.measure)} write={(value) => formatValue(value, series.measure.unit, locale)} head={{ label: t('day'), value: t('value') }} /> : null}
    </>
  );
}

function About({ entry }: { entry: Entry }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <dl class="answers">
      <div><dt>{entry.name}</dt><dd>{say(entry.expansion, locale)}{entry.nameStatus === 'unverified' ? <><br /><span class="quiet">{t('nameUnverified')}</span></> : null}</dd></div>
      <div><dt>{t('owner')}</dt><dd>{entry.agencyName}</dd></div>
      {entry.announced ? <div><dt>{t('announcedOn')}</dt><dd>{formatDate(Temporal.PlainDate.from(entry.announced.date), locale)}<br /><span class="quiet">{t('source')}: {entry.announced.source}</span></dd></div> : null}
    </dl>
  );
}

function announcedNote(entry: Entry, t: ReturnType<typeof useWords<typeof words>>, locale: 'id' | 'en'): string {
  return t('announcedLead', { date: entry.announced ? formatDate(Temporal.PlainDate.from(entry.announced.date), locale) : '…' });
}
