import { fixed, Fraction } from '#kernel/fraction';
import { say } from '#kernel/manifest';
import { Button, DataTable, Details, EmptyState, ErrorSummary, Field, Hidden, KeyFigure, KeyFigures, Layout, Notice, PageHead, SelectField, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { Assessment } from '../assess.ts';
import type { Edition } from '../editions.ts';
import type { differencesBetween } from '../rules/compare.ts';
import type { IndexResult } from '../rules/score.ts';
import type { NextStep } from '../rules/steps.ts';
import { words } from './words.ts';

export interface RegionalAnswer { readonly row: string; readonly parameter: number; readonly figure: string | null; readonly source: string; readonly verified: boolean }

interface IndexView {
  readonly assessment: Assessment;
  readonly editions: readonly Edition[];
  readonly other: { readonly edition: Edition; readonly differences: ReturnType<typeof differencesBetween>; readonly result: IndexResult | undefined; readonly unmapped: readonly string[] } | undefined;
  readonly plan: { readonly hours: number; readonly chosen: readonly NextStep[]; readonly gain: Fraction } | undefined;
  readonly answers: readonly RegionalAnswer[];
  readonly locked: { readonly index: string; readonly hash: string } | undefined;
  readonly year: number;
  readonly mayLock: boolean;
  readonly mayVerify: boolean;
  readonly state: FormState;
}

const shownSteps = 15;

/** The whole index of one edition: what holds it back first, then the figures, the innovations, and what to do next. */
export function IndexPage(view: IndexView) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { assessment } = view;
  const { edition, proven, claimed } = assessment;
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead', { edition: edition.id })} />
      <ErrorSummary problem={view.state.problem} />
      <form method="get" action="/indeks"><div class="two"><SelectField name="edisi" label={t('edition')} state={{ values: { edisi: edition.id } }} options={view.editions.map((one) => ({ value: one.id, label: one.id }))} /><SelectField name="banding" label={t('compare')} state={{ values: { banding: view.other?.edition.id ?? '' } }} options={[{ value: '', label: '–' }, ...view.editions.map((one) => ({ value: one.id, label: one.id }))]} /></div><Button kind="lesser">{t('compareButton')}</Button></form>
      {edition.status === 'unverified' ? <Notice kind="waiting">{t('unverified', { source: edition.source })}</Notice> : null}
      {!proven || !edition.formula ? <EmptyState title={t('noFormula')} /> : <>
        {proven.quantityOpen ? null : <Notice kind="attention" title={t('closed')}>{t('closedWhy', { n: assessment.basicAffairs.length, k: edition.formula.basicAffairs })}</Notice>}
        <KeyFigures>
          <KeyFigure label={t('proven')} value={comma(proven.shown, locale)} promise={proven.predicate ? say(proven.predicate, locale) : undefined} />
          <KeyFigure label={t('claimed')} value={comma(claimed?.shown ?? '–', locale)} promise={claimed?.predicate ? say(claimed.predicate, locale) : undefined} />
          <KeyFigure label={t('regional')} value={comma(fixed(proven.regional, 2), locale)} n="/ 63" />
          <KeyFigure label={t('mean')} value={comma(fixed(proven.sum.div(Math.max(edition.formula.least, proven.counted)), 2), locale)} n={t('meanWhy', { counted: proven.counted, least: edition.formula.least })} />
          <KeyFigure label={t('quantity')} value={comma(fixed(proven.quantity, 2), locale)} n="/ 76" />
        </KeyFigures>
        {view.locked ? <Notice kind="done">{t('lockedAs', { index: view.locked.index, hash: view.locked.hash.slice(0, 16) })}</Notice> : null}
        {view.other ? <Comparison view={view} /> : null}
        <h2>{t('steps')}</h2>
        <p class="quiet">{t('stepsLead')}</p>
        <Steps steps={assessment.steps.slice(0, shownSteps)} assessment={assessment} caption={t('steps')} />
        <form method="get" action="/indeks"><Hidden name="edisi" value={edition.id} /><Field name="jam" label={t('budget')} inputmode="numeric" state={{ values: { jam: String(view.plan?.hours ?? 40) } }} /><Button kind="lesser">{t('plan')}</Button></form>
        {view.plan ? <><Notice kind={view.plan.chosen.length === 0 ? 'waiting' : 'done'}>{t('planned', { hours: view.plan.hours, n: view.plan.chosen.length, gain: comma(fixed(view.plan.gain, 4), locale) })}</Notice><Steps steps={view.plan.chosen} assessment={assessment} caption={t('plan')} /></> : null}
        <h2>{t('innovations')}</h2>
        <Innovations view={view} />
        <Details summary={t('regionRows')}><RegionalRows view={view} /></Details>
        {view.mayLock && !view.locked ? <form method="post" action="/indeks/kunci"><Hidden name="edition" value={edition.id} /><div class="actions"><Button>{t('lock', { year: view.year })}</Button></div></form> : null}
      </>}
    </Layout>
  );
}

function Innovations({ view: { assessment } }: { view: IndexView }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { proven, claimed } = assessment;
  const rows = [...assessment.innovations].sort((a, b) => Number(proven?.maturity.get(b.innovation.id)?.score.sub(proven.maturity.get(a.innovation.id)?.score ?? 0).valueOf() ?? 0));
  return (
    <DataTable caption={t('innovations')} hideCaption rows={rows} rowKey={(row) => row.innovation.id} empty={null} columns={[
      { head: t('innovations'), cell: ({ innovation }) => <><a href={`/indeks/${innovation.code}?edisi=${assessment.edition.id}`}>{innovation.title}</a><br /><small class="quiet">{innovation.code}</small></> },
      { head: t('maturity'), numeric: true, cell: ({ innovation }) => comma(fixed(proven?.maturity.get(innovation.id)?.score ?? new Fraction(0), 2), locale) },
      { head: t('claimedMaturity'), numeric: true, cell: ({ innovation }) => comma(fixed(claimed?.maturity.get(innovation.id)?.score ?? new Fraction(0), 2), locale) },
      { head: t('missing'), cell: ({ innovation }) => proven?.maturity.get(innovation.id)?.missing.join(', ') || '–' },
      { head: t('reportable'), cell: ({ notReportable }) => (notReportable.length === 0 ? t('mayReport') : notReportable.map((reason) => t(`not-${reason}`)).join('; ')) },
    ]} />
  );
}

/** Steps with what each brings; used for the region and for one innovation. */
export function Steps({ steps, assessment, caption }: { steps: readonly NextStep[]; assessment: Assessment; caption: string }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const titles = new Map(assessment.innovations.map((one) => [one.innovation.id, one.innovation]));
  return (
    <DataTable caption={caption} hideCaption rows={steps} rowKey={(step) => `${step.innovation}${step.rows.map(({ row, to }) => row.key + to).join()}`} empty={null} columns={[
      { head: t('innovations'), cell: (step) => <a href={`/indeks/${titles.get(step.innovation)?.code ?? ''}`}>{titles.get(step.innovation)?.record.akronim ?? titles.get(step.innovation)?.title}</a> },
      { head: t('step'), cell: (step) => (step.kind === 'submit' ? t('submit', { rows: step.rows.map(({ row }) => row.key).join(', ') }) : step.rows.map(({ row, from, to }) => t('level', { row: `${row.key} ${say(row.name, locale)}`, from, to, text: row.levels[to - 1]?.text ?? '' })).join('; ')) },
      { head: t('points'), numeric: true, cell: (step) => `+${comma(fixed(step.maturity, 2), locale)}` },
      { head: t('gain'), numeric: true, cell: (step) => comma(fixed(step.gain, 4), locale) },
      { head: t('hours'), numeric: true, cell: (step) => String(step.hours) },
    ]} />
  );
}

function Comparison({ view }: { view: IndexView }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { other, assessment } = view;
  if (!other) return null;
  const lines = [...other.differences.formula.map((one) => ({ key: one.what, name: '', ...one })), ...other.differences.rows.map((one) => ({ key: `${one.what}${one.key}`, name: `${one.key} ${say(one.name, locale)}`, what: one.what, before: one.before ?? '', after: one.after ?? '' }))];
  return (
    <section>
      <h2>{t('after', { id: other.edition.id })}</h2>
      <KeyFigures><KeyFigure label={t('before')} value={comma(assessment.proven?.shown ?? '–', locale)} /><KeyFigure label={t('after', { id: other.edition.id })} value={comma(other.result?.shown ?? '–', locale)} promise={other.result?.predicate ? say(other.result.predicate, locale) : undefined} n={t('bothScores')} /></KeyFigures>
      <DataTable caption={t('change')} rows={lines} rowKey={(line) => line.key} empty={<p>{t('noChange')}</p>} columns={[{ head: t('change'), cell: (line) => `${line.name} ${t(`what-${line.what}`)}`.trim() }, { head: t('before'), cell: (line) => line.before }, { head: t('after', { id: other.edition.id }), cell: (line) => line.after }]} />
      {other.unmapped.length > 0 ? <Notice kind="attention">{t('unmapped', { rows: other.unmapped.join(', ') })}</Notice> : null}
    </section>
  );
}

function RegionalRows({ view }: { view: IndexView }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const answers = new Map(view.answers.map((answer) => [answer.row, answer]));
  return (
    <ul class="rows">
      {view.assessment.edition.rows.filter((row) => row.part === 'spd').map((row) => {
        const answer = answers.get(row.key);
        const state: FormState = { values: { [`figure-${row.key}`]: answer?.figure ?? '', [`parameter-${row.key}`]: String(answer?.parameter ?? ''), [`source-${row.key}`]: answer?.source ?? '' } };
        return (
          <li key={row.key}>
            <p><b>{row.key} {say(row.name, locale)}</b> <StatusTag kind={answer?.verified ? 'done' : answer ? 'waiting' : 'plain'}>{t(answer?.verified ? 'verified' : answer ? 'unverifiedRow' : 'unanswered')}</StatusTag><br /><span class="quiet">{row.levels.map((level) => `${level.parameter}: ${level.text}`).join(' · ')}</span></p>
            {view.mayLock ? <form method="post" action="/indeks/daerah" class="inline-form"><Hidden name="edition" value={view.assessment.edition.id} /><Hidden name="row" value={row.key} />
              {row.bands ? <Field name={`figure-${row.key}`} label={t('figure')} state={state} inputmode="numeric" /> : <SelectField name={`parameter-${row.key}`} label={t('parameter')} state={state} options={[0, 1, 2, 3].map((level) => ({ value: String(level), label: String(level) }))} />}
              <Field name={`source-${row.key}`} label={t('source')} state={state} required /><Button kind="lesser">{t('answer')}</Button></form> : null}
            {view.mayVerify && answer && !answer.verified ? <form method="post" action="/indeks/periksa"><Hidden name="edition" value={view.assessment.edition.id} /><Hidden name="row" value={row.key} /><Button kind="lesser">{t('verify')}</Button></form> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** `60.28` with a comma for Indonesian readers. */
export function comma(text: string, locale: 'id' | 'en'): string {
  return locale === 'id' ? text.replace('.', ',') : text;
}
