import { fixed, Fraction } from '#kernel/fraction';
import { say } from '#kernel/manifest';
import { DataTable, KeyFigure, KeyFigures, Layout, LinkButton, PageHead, useFrame, useWords } from '#platform/ui';
import type { Assessed, Assessment } from '../assess.ts';
import { comma, Steps } from './index-page.tsx';
import { words } from './words.ts';

/** One innovation's rows: what is proven and why, what is only claimed, and which step is worth most. */
export function RowsPage({ assessment, assessed }: { assessment: Assessment; assessed: Assessed }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { innovation, rows } = assessed;
  const score = (side: 'proven' | 'claimed') => comma(fixed(assessment[side]?.maturity.get(innovation.id)?.score ?? new Fraction(0), 2), locale);
  return (
    <Layout title={`${t('maturity')} ${innovation.title}`} kind="desk">
      <PageHead title={innovation.title} crumbs={[{ href: '/meja', name: t('desk') }, { href: `/indeks?edisi=${assessment.edition.id}`, name: t('title') }]} lead={innovation.code} actions={<LinkButton href={`/register/${innovation.code}`} kind="lesser">{innovation.code}</LinkButton>} />
      <KeyFigures><KeyFigure label={t('proven')} value={score('proven')} n="/ 111" /><KeyFigure label={t('claimed')} value={score('claimed')} n="/ 111" /></KeyFigures>
      <h2>{t('steps')}</h2>
      <p class="quiet">{t('stepsLead')}</p>
      <Steps steps={assessment.steps.filter((step) => step.innovation === innovation.id).slice(0, 8)} assessment={assessment} caption={t('steps')} />
      <h2>{t('rows')}</h2>
      <DataTable caption={t('rows')} hideCaption rows={assessment.edition.rows.filter((row) => row.part === 'sid')} rowKey={(row) => row.key} empty={null} columns={[
        { head: t('row'), cell: (row) => <>{row.key} {say(row.name, locale)}{row.mandatory ? <small class="quiet"> ({t('mandatory')})</small> : null}</> },
        { head: t('weight'), numeric: true, cell: (row) => row.weight },
        { head: t('proven'), numeric: true, cell: (row) => String(rows.get(row.key)?.proven.parameter ?? 0) },
        { head: t('claimedMaturity'), numeric: true, cell: (row) => String(rows.get(row.key)?.claimed.parameter ?? 0) },
        { head: t('why'), cell: (row) => rows.get(row.key)?.proven.because || rows.get(row.key)?.claimed.because || '–' },
        { head: t('next'), cell: (row) => row.levels[rows.get(row.key)?.proven.parameter ?? 0]?.text ?? t('top') },
      ]} />
    </Layout>
  );
}
