import { say } from '#kernel/manifest';
import { formatClock, formatLongDate } from '#kernel/time';
import { Button, CheckAnswers, DataTable, EmptyState, ErrorSummary, Field, Layout, LinkButton, PageHead, SelectField, StatusTag, TextArea, Timeline, useFrame, useWords, type FormState } from '#platform/ui';
import type { Poli } from '../store/directory.ts';
import type { Visit } from '../store/visits.ts';
import { statuses, words } from './counter-words.ts';

const tags = { 'booked': 'plain', 'checked-in': 'waiting', 'served': 'done', 'no-show': 'attention', 'cancelled': 'attention', 'moved': 'plain' } as const;
const channels = ['whatsapp', 'telegram', 'web', 'mobile-jkn', 'kiosk', 'counter', 'api'];

export interface CounterPageProps {
  readonly visits: readonly Visit[];
  readonly names: ReadonlyMap<string, { readonly shownName: string }>;
  readonly polis: readonly Poli[];
  readonly doubles: ReadonlySet<string>;
  readonly filter: Readonly<Record<string, string>>;
  readonly canRegister: boolean;
}

/** The officer's day: every registration of every channel in one list. */
export function CounterPage({ visits, names, polis, doubles, filter, canRegister }: CounterPageProps) {
  const t = useWords(words);
  const { locale } = useFrame();
  const state: FormState = { values: filter };
  return (
    <Layout title={t('counter')} kind="desk">
      <PageHead title={t('counter')} lead={t('counterLead', { n: visits.length })} actions={canRegister ? <LinkButton href="/saroale/daftar" kind="main">{t('onsite')}</LinkButton> : undefined} />
      <form method="get" action="/saroale/loket" class="actions">
        <Field name="date" type="date" label={t('date')} state={state} />
        <SelectField name="poli" label={t('poli')} state={state} options={[{ value: '', label: t('all') }, ...polis.map((poli) => ({ value: poli.code, label: poli.name }))]} />
        <SelectField name="status" label={t('status')} state={state} options={[{ value: '', label: t('all') }, ...Object.entries(statuses).map(([value, name]) => ({ value, label: say(name, locale) }))]} />
        <SelectField name="channel" label={t('channel')} state={state} options={[{ value: '', label: t('all') }, ...channels.map((value) => ({ value, label: value }))]} />
        <Field name="q" type="search" label={t('search')} state={state} />
        <Button kind="lesser">{t('filter')}</Button>
      </form>
      <DataTable caption={t('counter')} rows={visits} rowKey={(visit) => visit.bookingId} empty={<EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState>} columns={[
        { head: t('label'), cell: (visit) => <a href={`/saroale/loket/${visit.bookingId}`}><b>{visit.label}</b></a> },
        { head: t('name'), cell: (visit) => <>{names.get(visit.personId)?.shownName ?? '–'} {doubles.has(visit.bookingId) ? <StatusTag kind="attention">{t('twice')}</StatusTag> : null} {visit.newPatient ? <StatusTag kind="waiting">{t('isNew')}</StatusTag> : null} {visit.overrideReason ? <StatusTag kind="attention">{t('beyond')}</StatusTag> : null}</> },
        { head: t('poli'), cell: (visit) => visit.poliName },
        { head: t('doctor'), cell: (visit) => visit.doctorName },
        { head: t('payer'), cell: (visit) => (visit.payer === 'jkn' ? 'JKN' : visit.payer) },
        { head: t('channel'), cell: (visit) => visit.channel },
        { head: t('status'), cell: (visit) => <StatusTag kind={tags[visit.status]}>{say(statuses[visit.status], locale)}</StatusTag> },
      ]} />
    </Layout>
  );
}

export interface VisitPageProps {
  readonly visit: Visit;
  readonly name: string;
  readonly double: boolean;
  readonly ticketUrl: string;
  readonly hours: string;
  readonly history: readonly { readonly at: Temporal.Instant; readonly state: string; readonly why: string | null }[];
  readonly canRegister: boolean;
  readonly state: FormState;
}

/** One registration at the counter, with what may be done to it now. */
export function VisitPage({ visit, name, double, ticketUrl, hours, history, canRegister, state }: VisitPageProps) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const here = `/saroale/loket/${visit.bookingId}`;
  const active = visit.status === 'booked' || visit.status === 'checked-in';
  return (
    <Layout title={visit.label} kind="desk">
      <PageHead title={`${visit.label} · ${name}`} crumbs={[{ href: '/saroale/loket', name: t('counter') }]} tag={<StatusTag kind={tags[visit.status]}>{say(statuses[visit.status], locale)}</StatusTag>} />
      <ErrorSummary problem={state.problem} />
      {double ? <p><StatusTag kind="attention">{t('twice')}</StatusTag> {t('twiceHint')}</p> : null}
      <div class="desk">
        <section class="desk-list">
          <CheckAnswers rows={[
            { name: t('code'), value: visit.code }, { name: t('poli'), value: visit.poliName }, { name: t('doctor'), value: visit.doctorName }, { name: t('date'), value: `${formatLongDate(visit.date, locale)}, ${hours}` },
            { name: t('payer'), value: visit.payer }, ...(visit.reference ? [{ name: t('reference'), value: visit.reference }] : []), { name: t('channel'), value: visit.channel }, ...(visit.overrideReason ? [{ name: t('beyond'), value: visit.overrideReason }] : []),
          ]} />
          <h2>{t('history')}</h2>
          <Timeline steps={history.map((step) => ({ name: step.state, state: 'done', at: formatClock(step.at, site.zone), ...(step.why ? { note: step.why } : {}) }))} />
        </section>
        <section class="desk-work">
          <div class="actions"><LinkButton href={`${ticketUrl}/cetak`} kind="lesser">{t('slip')}</LinkButton>{active ? <LinkButton href={`${ticketUrl}/pindah`} kind="lesser">{t('move')}</LinkButton> : null}</div>
          {canRegister && visit.status === 'booked' ? <form method="post" action={`${here}/check-in`}><Button>{t('checkIn')}</Button></form> : null}
          {canRegister && active && visit.newPatient ? (
            <form method="post" action={`${here}/lengkapi`}>
              <h2>{t('complete')}</h2>
              <Field name="norm" label={t('norm')} hint={t('completeHint')} state={state} inputmode="numeric" />
              <Button>{t('completeNow')}</Button>
            </form>
          ) : null}
          {canRegister && active ? (
            <form method="post" action={`${here}/batal`}>
              <h2>{t('cancel')}</h2>
              <TextArea name="reason" label={t('reason')} state={state} rows={2} maxLength={200} />
              <Button kind="ending">{t('cancel')}</Button>
            </form>
          ) : null}
        </section>
      </div>
    </Layout>
  );
}
