import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, Clock, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, SelectField, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { Addressee } from './rules.ts';
import type { Breach } from './store.ts';
import { words } from './words.ts';

/** The desk for leaks and drills: the law's clock, both letters, and who has been told. */
export function BreachPage({ breaches, now, state }: { breaches: readonly Breach[]; now: Temporal.Instant; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <ErrorSummary problem={state.problem} />
      {breaches.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : breaches.map((breach) => <BreachCard key={breach.id} breach={breach} now={now} />)}
      <Details summary={t('note')} open={state.problem !== undefined || breaches.length === 0}>
        <form method="post" action="/kebocoran-data">
          <SelectField name="kind" label={t('kind')} state={state} options={(['drill', 'breach'] as const).map((value) => ({ value, label: t(value) }))} />
          <Field name="knownDate" label={t('knownDate')} hint={t('dateHint')} state={state} required />
          <Field name="knownTime" label={t('knownTime')} hint={t('timeHint')} state={state} required />
          <Field name="affected" label={t('affected')} state={state} inputmode="numeric" required />
          {(['data', 'happened', 'how', 'handling', 'contact'] as const).map((name) => <TextArea key={name} name={name} label={t(name)} state={state} maxLength={2000} rows={2} required />)}
          <div class="actions"><Button>{t('start')}</Button></div>
        </form>
      </Details>
    </Layout>
  );
}

function BreachCard({ breach, now }: { breach: Breach; now: Temporal.Instant }) {
  const { locale, site } = useFrame();
  const t = useWords(words);
  const moment = (at: Temporal.Instant) => `${formatDate(civilDate(at, site.zone), locale)}, ${formatClock(at, site.zone)}`;
  const open = !breach.told.subjects || !breach.told.authority;
  const told: readonly (readonly [Addressee, 'letterSubjects' | 'letterAuthority', 'toldSubjects' | 'toldAuthority'])[] = [['subjects', 'letterSubjects', 'toldSubjects'], ['authority', 'letterAuthority', 'toldAuthority']];
  return (
    <article class="desk-card" aria-label={`${t(breach.drill ? 'drill' : 'breach')}, ${moment(breach.knownAt)}`}>
      <h2>{t(breach.drill ? 'drill' : 'breach')}, {moment(breach.knownAt)}</h2>
      {open ? <Clock label={t('left')} from={breach.knownAt} until={breach.dueAt} now={now} /> : null}
      <p>{breach.facts.data}<br /><span class="quiet">{t('affected')}: {breach.affected}</span></p>
      <ul class="rows">
        {told.map(([to, letter, done]) => (
          <li key={to}>
            <p><a href={`/kebocoran-data/${breach.id}/${to}.pdf`}>{t(letter)}</a></p>
            {breach.told[to] ? <StatusTag kind="done">{t('toldAt', { moment: moment(breach.told[to]) })}</StatusTag> : <form method="post" action={`/kebocoran-data/${breach.id}`}><Hidden name="to" value={to} /><Button kind="lesser">{t(done)}</Button></form>}
          </li>
        ))}
      </ul>
    </article>
  );
}
