import { say, type OwnCase } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, Clock, DataTable, Details, EmptyState, ErrorSummary, Hidden, Layout, PageHead, SelectField, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { standingOf } from './rules.ts';
import type { DataRequest } from './store.ts';
import { words } from './words.ts';

export interface OwnPerson { readonly personId: string; readonly label: string }

const tags = { open: 'waiting', soon: 'attention', late: 'attention', done: 'done', refused: 'plain' } as const;

function useMoment(): (at: Temporal.Instant) => string {
  const { locale, site } = useFrame();
  return (at) => `${formatDate(civilDate(at, site.zone), locale)}, ${formatClock(at, site.zone)}`;
}

/** One page for everything a resident has with the regency. */
export function AccountPage({ cases, persons, requests, now, state }: { cases: readonly OwnCase[]; persons: readonly OwnPerson[]; requests: readonly DataRequest[]; now: Temporal.Instant; state: FormState }) {
  const t = useWords(words);
  const open = cases.filter((one) => !one.over);
  const over = cases.filter((one) => one.over);
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} lead={t('lead')} />
      <ErrorSummary problem={state.problem} />
      <h2>{t('cases')}</h2>
      {open.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : <Cases rows={open} caption={t('cases')} />}
      {over.length > 0 ? <Details summary={`${t('past')} (${over.length})`}><Cases rows={over} caption={t('past')} /></Details> : null}
      <h2>{t('rights')}</h2>
      <ul>
        <li><a href="/saya/pembacaan">{t('readings')}</a></li>
        {persons.map((person) => <li key={person.personId}>{t('exportFor', { label: person.label })}: <a href={`/saya/data/${person.personId}.pdf`}>{t('exportPaper')}<span class="visually-hidden"> {person.label}</span></a> · <a href={`/saya/data/${person.personId}.json`}>{t('exportProgram')}<span class="visually-hidden"> {person.label}</span></a></li>)}
      </ul>
      <Details summary={t('ask')} open={state.problem !== undefined}>
        <p>{t('askHint')}</p>
        <form method="post" action="/saya/permintaan">
          <SelectField name="kind" label={t('kind')} state={state} options={(['correction', 'erasure', 'question'] as const).map((value) => ({ value, label: t(value) }))} />
          <SelectField name="person" label={t('person')} state={state} options={[{ value: '', label: t('everybody') }, ...persons.map((person) => ({ value: person.personId, label: person.label }))]} />
          <TextArea name="words" label={t('said')} state={state} maxLength={2000} rows={4} required />
          <div class="actions"><Button>{t('send')}</Button></div>
        </form>
      </Details>
      {requests.length > 0 ? <Requests requests={requests} now={now} /> : null}
    </Layout>
  );
}

function Cases({ rows, caption }: { rows: readonly OwnCase[]; caption: string }) {
  const t = useWords(words);
  const moment = useMoment();
  const { locale } = useFrame();
  return (
    <DataTable hideCaption caption={caption} rows={rows} rowKey={(row) => row.id} empty={null} columns={[
      { head: t('what'), cell: (row) => <a href={row.url}>{say(row.title, locale)}</a> },
      { head: t('state'), cell: (row) => <StatusTag kind={row.over ? 'plain' : 'waiting'}>{say(row.state, locale)}</StatusTag> },
      { head: t('since'), cell: (row) => moment(row.since) },
      { head: t('receipt'), cell: (row) => (row.receipt ? <a href={`/struk?kode=${row.receipt}`}>{row.receipt}</a> : '') },
    ]} />
  );
}

function Requests({ requests, now }: { requests: readonly DataRequest[]; now: Temporal.Instant }) {
  const t = useWords(words);
  const moment = useMoment();
  return (
    <>
      <h2>{t('requests')}</h2>
      <ul class="rows">
        {requests.map((request) => {
          const standing = standingOf(request, now);
          return (
            <li key={request.id}>
              <div>
                <p>{t(request.kind)}: {request.words}<br /><span class="quiet">{request.answer ?? t('until', { moment: moment(request.dueAt) })}</span></p>
                {request.outcome ? null : <Clock label={t('clock')} from={request.askedAt} until={request.dueAt} now={now} />}
              </div>
              <StatusTag kind={tags[standing]}>{t(standing)}</StatusTag>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The inbox of whoever answers: the law's clock in front. */
export function InboxPage({ requests, now, state, failed }: { requests: readonly DataRequest[]; now: Temporal.Instant; state: FormState; failed?: string | undefined }) {
  const t = useWords(words);
  const moment = useMoment();
  return (
    <Layout title={t('inbox')} kind="desk">
      <PageHead title={t('inbox')} lead={t('inboxLead')} />
      <ErrorSummary problem={state.problem} />
      {requests.length === 0 ? <EmptyState title={t('inboxEmpty')}><p>{t('inboxEmptyHint')}</p></EmptyState> : requests.map((request) => {
        const standing = standingOf(request, now);
        return (
          <article key={request.id} class="desk-card" aria-label={t(request.kind)}>
            <p><StatusTag kind={tags[standing]}>{t(standing)}</StatusTag> {t(request.kind)} · {t('until', { moment: moment(request.dueAt) })}</p>
            <Clock label={t('clock')} from={request.askedAt} until={request.dueAt} now={now} />
            <p>{request.words}</p>
            <form method="post" action={`/permintaan-data/${request.id}`}>
              <Hidden name="id" value={request.id} />
              <SelectField name={`outcome-${request.id}`} label={t('outcome')} state={failed === request.id ? state : { values: {} }} options={(['done', 'refused'] as const).map((value) => ({ value, label: t(value) }))} />
              <TextArea name={`words-${request.id}`} label={t('answer')} state={failed === request.id ? state : { values: {} }} maxLength={2000} rows={3} required />
              <div class="actions"><Button kind="lesser">{t('reply')}</Button></div>
            </form>
          </article>
        );
      })}
    </Layout>
  );
}
