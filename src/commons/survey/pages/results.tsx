import { DataTable, EmptyState, KeyFigure, KeyFigures, Layout, Notice, PageHead, useFrame, useWords } from '#platform/ui';
import { say } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import { skmReference } from '../reference.ts';
import type { SkmScore } from '../rules/score.ts';
import type { SkmResult } from '../store/results.ts';
import { resultWords } from './result-words.ts';
import { words } from './words.ts';

export interface ServiceLine { readonly id: string; readonly name: string; readonly score: SkmScore }

/** Every service with its index, from what people answered in the span. */
export function ResultsPage({ lines, from, to }: { lines: readonly ServiceLine[]; from: Temporal.PlainDate; to: Temporal.PlainDate }) {
  const { locale } = useFrame();
  const t = useWords(resultWords);
  const grade = useGrade();
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} crumbs={[{ href: '/bukti', name: t('proof') }]} lead={t('lead', { from: formatDate(from, locale), to: formatDate(to, locale) })} />
      <DataTable caption={t('title')} hideCaption rows={lines} rowKey={(line) => line.id} empty={<EmptyState title={t('none')}><p>{t('noneNext')}</p></EmptyState>}
        columns={[
          { head: t('service'), cell: (line) => <a href={`/skm/layanan/${line.id}`}>{line.name}</a> },
          { head: t('index'), numeric: true, cell: (line) => decimal(line.score.shown, locale) ?? '–' },
          { head: t('grade'), cell: (line) => grade(line.score) },
          { head: t('n'), numeric: true, cell: (line) => String(line.score.n) },
        ]} />
      <p class="quiet">{t('method')}</p>
    </Layout>
  );
}

/** One service: the index with its interval, its elements, with and without the answers that look arranged. */
export function ServiceResultPage({ name, result, needed, from, to, district }: { name: string; result: SkmResult; needed: number; from: Temporal.PlainDate; to: Temporal.PlainDate; district: (code: string) => string }) {
  const { locale } = useFrame();
  const t = useWords(resultWords);
  const ask = useWords(words);
  const grade = useGrade();
  const { score } = result;
  const tooFew = score.n < skmReference.leastGroup;
  return (
    <Layout title={`${t('title')} ${name}`}>
      <PageHead title={name} crumbs={[{ href: '/skm', name: t('title') }]} lead={t('lead', { from: formatDate(from, locale), to: formatDate(to, locale) })} />
      {tooFew ? <EmptyState title={t('tooFew')}><p>{t('tooFewNext', { n: skmReference.leastGroup })}</p></EmptyState> : <>
        <KeyFigures>
          <KeyFigure label={t('index')} value={decimal(score.shown, locale) ?? '–'} promise={grade(score)} n={result.interval ? t('interval', { low: oneDecimal(result.interval.low, locale), high: oneDecimal(result.interval.high, locale) }) : undefined} />
          <KeyFigure label={t('n')} value={String(score.n)} promise={t(score.n < needed ? 'sampleShort' : 'sampleEnough', { needed })} />
          <KeyFigure label={t('arranged')} value={String(result.suspicious)} promise={result.suspicious === 0 ? undefined : t('without', { index: decimal(result.without.shown, locale) ?? '–', n: result.without.n })} n={result.suspicious === 0 ? undefined : t('arrangedBy', result.suspiciousBy)} />
          <KeyFigure label={t('old')} value={decimal(score.oldShown, locale) ?? '–'} n={t('oldWhy')} />
        </KeyFigures>
        <DataTable caption={t('elements')} rows={score.elements} rowKey={(element) => element.key} empty={null} columns={[
          { head: t('element'), cell: (element) => ask(`q-${element.key}`) },
          { head: t('mean'), numeric: true, cell: (element) => (element.mean ? oneDecimal(Number(element.mean.valueOf()), locale, 2) : '–') },
          { head: t('n'), numeric: true, cell: (element) => String(element.n) },
        ]} />
        <Groups head={t('channel')} caption={t('byChannel')} groups={result.byChannel} nameOf={(key) => (`via-${key}` in resultWords ? t(`via-${key}` as keyof typeof resultWords) : key)} />
        <Groups head={t('district')} caption={t('byDistrict')} groups={result.byDistrict} nameOf={district} />
        {result.withheld > 0 ? <Notice>{t('withheld', { n: result.withheld, least: skmReference.leastGroup })}</Notice> : null}
      </>}
      <p class="quiet">{t('method')}</p>
    </Layout>
  );
}

function Groups({ head, caption, groups, nameOf }: { head: string; caption: string; groups: SkmResult['byChannel']; nameOf: (key: string) => string }) {
  const { locale } = useFrame();
  const t = useWords(resultWords);
  if (groups.length === 0) return null;
  return (
    <DataTable caption={caption} rows={groups} rowKey={(group) => group.key} empty={null} columns={[
      { head, cell: (group) => nameOf(group.key) }, { head: t('index'), numeric: true, cell: (group) => decimal(group.score.shown, locale) ?? '–' }, { head: t('n'), numeric: true, cell: (group) => String(group.score.n) },
    ]} />
  );
}

function useGrade(): (score: SkmScore) => string {
  const { locale } = useFrame();
  return (score) => {
    const band = skmReference.bands.find((one) => one.grade === score.grade);
    return band ? `${band.grade} · ${say(band.words, locale)}` : '–';
  };
}

/** `88.31` with a comma for Indonesian readers. */
function decimal(text: string | undefined, locale: 'id' | 'en'): string | undefined {
  return locale === 'id' ? text?.replace('.', ',') : text;
}

function oneDecimal(value: number, locale: 'id' | 'en', places = 1): string {
  return new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
}
