import { fixed } from '#kernel/fraction';
import { say } from '#kernel/manifest';
import { Button, Checkbox, Clock, DataTable, Details, EmptyState, ErrorSummary, Field, Hidden, KeyFigure, KeyFigures, Layout, LinkButton, Notice, PageHead, SelectField, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { formatMoment } from '../../format.ts';
import { kippEdition, type Rubric } from '../reference.ts';
import { countSections } from '../rules/proposal.ts';
import type { contestOf, jurorsOf, listContests, proposalsOf, resultsOf } from '../store.ts';
import { words } from './words.ts';

export type Contest = NonNullable<Awaited<ReturnType<typeof contestOf>>>;
export type Proposal = Awaited<ReturnType<typeof proposalsOf>>[number];
const spare = 2;

export function ContestsPage({ contests, mayCreate }: { contests: Awaited<ReturnType<typeof listContests>>; mayCreate: boolean }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead')} actions={mayCreate ? <LinkButton href="/lomba/baru">{t('create')}</LinkButton> : null} />
      {contests.length === 0 ? <EmptyState title={t('none')}><p>{t('noneNext')}</p></EmptyState> : <ul class="rows">{contests.map((one) => <li key={one.id}><p><a href={`/lomba/${one.id}`}>{one.name}</a><br /><span class="quiet">{t(`group-${one.grouping}`)} · {t('closes')} {formatMoment(one.closes_at, site.zone, locale)}</span></p></li>)}</ul>}
    </Layout>
  );
}

/** A new contest with its rubric, begun from a sample. */
export function CreatePage({ rubric, state }: { rubric: Rubric; state: FormState }) {
  const t = useWords(words);
  const rows = Array.from({ length: rubric.criteria.length + spare }, (_, at) => at);
  const cell = (at: number, name: string, label: string) => <input type="text" name={`k.${at}.${name}`} value={state.values[`k.${at}.${name}`] ?? ''} aria-label={`${label} ${at + 1}`} autocomplete="off" />;
  return (
    <Layout title={t('create')} kind="desk">
      <PageHead title={t('create')} crumbs={[{ href: '/meja', name: t('desk') }, { href: '/lomba', name: t('title') }]} />
      <ErrorSummary problem={state.problem} />
      <form method="get" action="/lomba/baru"><SelectField name="rubrik" label={t('template')} state={state} options={kippEdition.rubrics.map((one) => ({ value: one.id, label: one.name }))} /><Button kind="lesser">{t('take')}</Button></form>
      <form method="post" action="/lomba/baru">
        <div class="two">
          <div><Field name="name" label={t('name')} state={state} required /><SelectField name="grouping" label={t('grouping')} state={state} options={(['umum', 'replikasi', 'khusus'] as const).map((value) => ({ value, label: t(`group-${value}`) }))} /><SelectField name="latePolicy" label={t('policy')} state={state} options={(['reject', 'mark'] as const).map((value) => ({ value, label: t(`late-${value}`) }))} /></div>
          <div><Field name="opensOn" label={t('opens')} type="date" state={state} required /><Field name="closesOn" label={t('closesOn')} type="date" state={state} required /><Field name="minJurors" label={t('minJurors')} state={state} inputmode="numeric" required /></div>
        </div>
        <h2>{t('rubric')}</h2>
        <p class="hint">{t('descriptorsHint')}</p>
        <DataTable caption={t('rubric')} hideCaption rows={rows} rowKey={String} empty={null} columns={[
          { head: t('criterion'), cell: (at) => cell(at, 'name', t('criterion')) }, { head: t('weight'), cell: (at) => cell(at, 'weight', t('weight')) }, { head: t('from'), cell: (at) => cell(at, 'from', t('from')) }, { head: t('to'), cell: (at) => cell(at, 'to', t('to')) },
          { head: t('descriptors'), cell: (at) => <textarea name={`k.${at}.descriptors`} rows={3} aria-label={`${t('descriptors')} ${at + 1}`}>{state.values[`k.${at}.descriptors`] ?? ''}</textarea> },
        ]} />
        <SelectField name="aggregate" label={t('aggregate')} state={state} options={(['mean', 'trimmed'] as const).map((value) => ({ value, label: t(`agg-${value}`) }))} />
        <Field name="tieBreak" label={t('tieBreak')} state={state} />
        <div class="actions"><Button>{t('create')}</Button></div>
      </form>
    </Layout>
  );
}

interface ContestView {
  readonly contest: Contest;
  readonly now: Temporal.Instant;
  readonly proposals: readonly Proposal[];
  readonly mine: readonly { readonly id: string; readonly code: string; readonly title: string; readonly proposal: Proposal | undefined }[];
  readonly jurors: Awaited<ReturnType<typeof jurorsOf>>;
  readonly results: Awaited<ReturnType<typeof resultsOf>> | undefined;
  readonly mayRun: boolean;
  readonly mayJudge: boolean;
  readonly state: FormState;
}

export function ContestPage(view: ContestView) {
  const t = useWords(words);
  const { contest } = view;
  const base = `/lomba/${contest.id}`;
  return (
    <Layout title={contest.name} kind="desk">
      <PageHead title={contest.name} crumbs={[{ href: '/meja', name: t('desk') }, { href: '/lomba', name: t('title') }]} lead={t(`late-${contest.late_policy}`)} actions={view.mayJudge ? <LinkButton href={`${base}/nilai`}>{t('judging')}</LinkButton> : null} />
      <ErrorSummary problem={view.state.problem} />
      <Clock label={t('untilClose')} from={contest.opens_at} until={contest.closes_at} now={view.now} />
      {view.mine.length > 0 ? <><h2>{t('yours')}</h2><ul class="rows">{view.mine.map((one) => <li key={one.id}><p><a href={`${base}/naskah/${one.code}`}>{one.title}</a></p><ProposalTag proposal={one.proposal} /></li>)}</ul></> : null}
      {view.results ? <Results view={view} results={view.results} /> : null}
      {view.mayRun ? <>
        <h2>{t('jurors')}</h2>
        <DataTable caption={t('jurors')} hideCaption rows={view.jurors} rowKey={(juror) => juror.account} empty={null} columns={[{ head: t('seat'), numeric: true, cell: (juror) => String(juror.seat) }, { head: t('jurorName'), cell: (juror) => <>{juror.name} {juror.reserve ? <StatusTag kind="plain">{t('reserve')}</StatusTag> : null}</> }]} />
        <Details summary={t('addJuror')}><form method="post" action={`${base}/juri`}><Field name="account" label={t('account')} state={view.state} required /><Field name="name" label={t('jurorName')} state={view.state} required /><Field name="seat" label={t('seat')} inputmode="numeric" state={view.state} required /><Checkbox name="reserve" label={t('asReserve')} state={view.state} /><Button kind="lesser">{t('addJuror')}</Button></form></Details>
      </> : null}
      <h2>{t('rubric')}</h2>
      <RubricTable rubric={contest.rubric} />
    </Layout>
  );
}

function ProposalTag({ proposal }: { proposal: Proposal | undefined }) {
  const t = useWords(words);
  if (!proposal) return <StatusTag kind="plain">{t('write')}</StatusTag>;
  return <StatusTag kind={proposal.submitted_at ? (proposal.late ? 'attention' : 'done') : 'waiting'}>{proposal.late ? t('lateTag') : t(proposal.submitted_at ? 'sent' : 'draft')}</StatusTag>;
}

function Results({ view, results }: { view: ContestView; results: NonNullable<ContestView['results']> }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const titles = new Map(results.proposals.map((one) => [one.id, one]));
  const number = (value: number) => new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 3 }).format(value);
  return (
    <>
      <h2>{t('results')}</h2>
      <KeyFigures><KeyFigure label={t('alpha')} value={results.alpha === undefined ? t('alphaNone') : number(results.alpha)} /></KeyFigures>
      {results.missing > 0 ? <Notice kind="waiting">{t('missing', { n: results.missing })}</Notice> : null}
      <DataTable caption={t('results')} hideCaption rows={results.ranked} rowKey={(row) => row.id} empty={null} columns={[
        { head: t('place'), numeric: true, cell: (row) => String(row.place) }, { head: t('proposals'), cell: (row) => <>{titles.get(row.id)?.title}{row.tie ? <><br /><small class="quiet">{t('tie', { by: row.tie })}</small></> : null}</> },
        { head: t('total'), numeric: true, cell: (row) => fixed(row.total, 2).replace('.', locale === 'id' ? ',' : '.') }, { head: t('jurors'), cell: (row) => <>{row.jurors} {row.tooFew ? <StatusTag kind="waiting">{t('tooFew')}</StatusTag> : null} {row.outliers.length > 0 ? <StatusTag kind="attention">{t('outlier')}</StatusTag> : null}</> },
      ]} />
      {view.contest.published_at ? <Notice kind="done">{t('published')}</Notice> : view.mayRun ? <form method="post" action={`/lomba/${view.contest.id}/umumkan`}><div class="actions"><Button>{t('publish')}</Button></div></form> : null}
    </>
  );
}

function RubricTable({ rubric }: { rubric: Rubric }) {
  const { locale } = useFrame();
  const t = useWords(words);
  return (
    <DataTable caption={t('rubric')} hideCaption rows={rubric.criteria} rowKey={(one) => one.id} empty={null} columns={[
      { head: t('criterion'), cell: (one) => say(one.name, locale) }, { head: t('weight'), numeric: true, cell: (one) => one.weight }, { head: t('descriptors'), cell: (one) => (one.descriptors.length === 0 ? `${one.from}–${one.to}` : one.descriptors.map((value) => `${value.value}: ${value.text}`).join(' · ')) },
    ]} />
  );
}

/** The proposal of one innovation: sections with their limits; frozen once it was sent. */
export function ProposalPage({ contest, code, proposal, prefilled, maySend, state }: { contest: Contest; code: string; proposal: Proposal | undefined; prefilled: boolean; maySend: boolean; state: FormState }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const path = `/lomba/${contest.id}/naskah/${code}`;
  const counts = countSections(kippEdition.groups[contest.grouping], state.values);
  const frozen = proposal?.submitted_at && proposal.sha256 ? { at: proposal.submitted_at, hash: proposal.sha256 } : undefined;
  return (
    <Layout title={state.values['title'] ?? code} kind="desk">
      <PageHead title={state.values['title'] ?? code} crumbs={[{ href: '/lomba', name: t('title') }, { href: `/lomba/${contest.id}`, name: contest.name }]} tag={<ProposalTag proposal={proposal} />} />
      <ErrorSummary problem={state.problem} />
      {frozen ? <Notice kind="done">{t('frozen', { at: formatMoment(frozen.at, site.zone, locale), hash: frozen.hash.slice(0, 16) })}</Notice> : null}
      {prefilled ? <Notice>{t('prefilled')}</Notice> : null}
      {frozen ? counts.map(({ section }) => <section key={section.id}><h2>{say(section.name, locale)}</h2><p>{state.values[section.id]}</p></section>) : (
        <form method="post" action={path}>
          <Hidden name="version" value={state.values['version'] ?? '0'} />
          <Field name="title" label={t('proposalTitle')} state={state} required />
          {counts.map(({ section, words: n }) => <TextArea key={section.id} name={section.id} label={`${say(section.name, locale)} (${t('count', { words: n, max: section.maxWords })})`} hint={t('mustContain', { what: section.mustContain })} rows={Math.min(14, 3 + Math.round(section.maxWords / 60))} state={state} />)}
          <div class="actions"><Button name="verb" value="save">{t('save')}</Button>{maySend && proposal ? <Button name="verb" value="send" kind="lesser">{t('send')}</Button> : null}</div>
        </form>
      )}
    </Layout>
  );
}

export function JudgeListPage({ contest, proposals }: { contest: Contest; proposals: readonly { readonly id: string; readonly number: number; readonly final: boolean }[] }) {
  const t = useWords(words);
  return (
    <Layout title={t('judging')} kind="desk">
      <PageHead title={t('judging')} crumbs={[{ href: '/lomba', name: t('title') }, { href: `/lomba/${contest.id}`, name: contest.name }]} lead={t('judgeLead')} />
      {proposals.length === 0 ? <EmptyState title={t('judgeNone')}><p>{t('judgeNoneNext')}</p></EmptyState> : <ul class="rows">{proposals.map((one) => <li key={one.id}><p><a href={`/lomba/${contest.id}/nilai/${one.id}`}>{t('number', { n: one.number })}</a></p><StatusTag kind={one.final ? 'done' : 'waiting'}>{t(one.final ? 'sent' : 'draft')}</StatusTag></li>)}</ul>}
    </Layout>
  );
}

/** One proposal as a juror sees it: no owner, no other juror. */
export function JudgePage({ contest, proposal, final, state }: { contest: Contest; proposal: Proposal; final: boolean; state: FormState }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const path = `/lomba/${contest.id}/nilai/${proposal.id}`;
  return (
    <Layout title={t('number', { n: proposal.number })} kind="desk">
      <PageHead title={t('number', { n: proposal.number })} crumbs={[{ href: `/lomba/${contest.id}`, name: contest.name }, { href: `/lomba/${contest.id}/nilai`, name: t('judging') }]} lead={t('judgeLead')} />
      <ErrorSummary problem={state.problem} />
      <div class="two">
        <div>{kippEdition.groups[contest.grouping].map((section) => <section key={section.id}><h2>{say(section.name, locale)}</h2><p>{proposal.sections[section.id]}</p></section>)}</div>
        <div>
          {final ? <Notice kind="done">{t('sent')}</Notice> : <form method="post" action={path}>
            {contest.rubric.criteria.map((one) => <Field key={one.id} name={one.id} label={`${say(one.name, locale)} (${one.from}–${one.to})`} hint={one.descriptors.map((value) => `${value.value}: ${value.text}`).join(' · ') || undefined} inputmode="numeric" state={state} />)}
            <TextArea name="note" label={t('note')} rows={3} state={state} />
            <div class="actions"><Button name="verb" value="final">{t('scoreFinal')}</Button><Button name="verb" value="draft" kind="lesser">{t('scoreDraft')}</Button></div>
          </form>}
          {final ? null : <Details summary={t('conflict')}><form method="post" action={path}><Field name="reason" label={t('conflictReason')} state={state} required /><Button name="verb" value="conflict" kind="ending">{t('stepAside')}</Button></form></Details>}
        </div>
      </div>
    </Layout>
  );
}
