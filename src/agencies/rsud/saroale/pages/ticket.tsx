import { say } from '#kernel/manifest';
import { formatClock, formatLongDate } from '#kernel/time';
import { sayWhy } from '#commons/booking';
import { Button, CheckAnswers, Details, ErrorSummary, Layout, LinkButton, Notice, PageHead, PrintSheet, StatusTag, hx, useFrame, useWords, type FormState } from '#platform/ui';
import type { SessionView } from '../reads/sessions.ts';
import type { TicketView } from '../reads/tickets.ts';
import { SessionChoices } from './register.tsx';
import { states, words } from './words.ts';

const crumbs = [{ href: '/', name: 'Serasan' }, { href: '/saroale', name: 'Saroale' }];
const tags = { 'booked': 'plain', 'waiting': 'waiting', 'called': 'attention', 'in-room': 'attention', 'on-hold': 'waiting', 'skipped': 'attention', 'pharmacy': 'waiting', 'done': 'done', 'no-show': 'plain', 'cancelled': 'attention', 'moved': 'plain' } as const;

export interface TicketPageProps {
  readonly ticket: TicketView;
  /** Just taken: say so first. */
  readonly fresh: boolean;
  readonly now: Temporal.Instant;
  readonly canCheckIn: boolean;
  readonly hours: string;
  /** Code of the receipt once the doctor is done. */
  readonly receipt: string | undefined;
  readonly state: FormState;
}

/** One booking on a link without login: place, honest window, what to bring, and everything that can be done with it. */
export function TicketPage(props: TicketPageProps) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { ticket, fresh, canCheckIn, hours, receipt, state } = props;
  const { visit } = ticket;
  const standing = visit.status === 'booked' || visit.status === 'checked-in';
  const clock = (at: Temporal.Instant) => formatClock(at, site.zone);
  return (
    <Layout title={t('ticketTitle', { label: visit.label })}>
      <PageHead title={t('ticketTitle', { label: visit.label })} crumbs={crumbs} />
      {fresh ? <Notice kind="done" title={t('taken')}>{t('code')}: <strong>{visit.code}</strong></Notice> : null}
      <ErrorSummary problem={state.problem} />
      <TicketLive {...props} />
      {visit.sessionStatus === 'cancelled' ? <div class="actions"><LinkButton href={`${ticket.url}/pindah`} kind="main">{t('bookAgain')}</LinkButton></div> : null}
      <CheckAnswers rows={[
        { name: t('day'), value: `${formatLongDate(visit.date, locale)}, ${hours}` },
        { name: t('clinic'), value: visit.floor ? `${visit.poliName}, ${visit.floor}` : visit.poliName },
        { name: t('doctor'), value: visit.doctorName },
        { name: t('payer'), value: t(visit.payer) },
        { name: t('code'), value: <strong>{visit.code}</strong> },
      ]} />
      {receipt ? (
        <section aria-label={t('receipt')}>
          <h2>{t('receipt')}</h2>
          <p>{t('receiptWhy')}</p>
          <p class="numeric"><strong><a href={`/struk?kode=${receipt}`}>{receipt}</a></strong></p>
        </section>
      ) : null}
      {standing ? (
        <>
          {visit.newPatient ? <Notice kind="info">{t('newPatientNote')}</Notice> : null}
          <h2>{t('bring')}</h2>
          <ul>{ticket.bring.map((item) => <li key={item.id}>{say(item, locale)}</li>)}</ul>
          {canCheckIn ? <form method="post" action={`${ticket.url}/check-in`}><div class="actions"><Button>{t('checkIn')}</Button></div></form> : null}
          {visit.status === 'booked' && !canCheckIn ? <p class="quiet">{t('checkInFrom', { from: clock(ticket.checkInFrom), by: clock(ticket.checkInBy) })}</p> : null}
          <div class="actions">
            <LinkButton href={`${ticket.url}/kalender.ics`} kind="lesser">{t('calendar')}</LinkButton>
            <LinkButton href={`${ticket.url}/cetak`} kind="lesser">{t('slip')}</LinkButton>
            <LinkButton href={`${ticket.url}/pindah`} kind="lesser">{t('move')}</LinkButton>
            <LinkButton href={`${ticket.url}/batal`} kind="ending">{t('cancel')}</LinkButton>
          </div>
        </>
      ) : null}
    </Layout>
  );
}

/** The part that changes while one waits; asked again every 20 seconds where scripts run. */
export function TicketLive({ ticket, now }: Pick<TicketPageProps, 'ticket' | 'now'>) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { visit, estimate } = ticket;
  const clock = (at: Temporal.Instant) => formatClock(at, site.zone);
  const waiting = estimate && (ticket.state === 'booked' || ticket.state === 'waiting' || ticket.state === 'skipped' || ticket.state === 'on-hold');
  return (
    <section id="keadaan" aria-live="polite" {...hx({ get: `${ticket.url}/keadaan`, trigger: 'every 20s', swap: 'outerHTML', target: '#keadaan' })}>
      <p><StatusTag kind={tags[ticket.state]}>{say(states[ticket.state], locale)}</StatusTag></p>
      {visit.sessionStatus === 'cancelled' ? <Notice kind="attention">{t('absent')}</Notice> : null}
      {visit.lateMinutes > 0 && waiting ? <Notice kind="waiting">{t('lateBy', { n: visit.lateMinutes })}</Notice> : null}
      {waiting ? (
        <>
          <dl class="answers">
            <div><dt>{t('expected')}</dt><dd><strong>{clock(estimate.from).split(' ')[0]}–{clock(estimate.to)}</strong></dd></div>
            {visit.status === 'booked' ? <div><dt>{t('come')}</dt><dd><strong>{clock(ticket.arriveFrom)}</strong></dd></div> : null}
          </dl>
          <p>{ticket.ahead > 0 ? t('ahead', { n: ticket.ahead }) : t('first')}{ticket.nowServing ? ` · ${t('serving', { label: ticket.nowServing })}` : ''}</p>
          <Details summary={t('why')}><ul>{sayWhy(estimate.why, { zone: site.zone, locale }).map((line) => <li key={line}>{line}</li>)}</ul></Details>
        </>
      ) : null}
      <p class="quiet">{t('updated', { at: clock(now) })}</p>
    </section>
  );
}

/** Asks once more before a place is given back. */
export function CancelPage({ ticket, state }: { ticket: TicketView; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('cancelSure')}>
      <PageHead title={t('cancelSure')} crumbs={[...crumbs, { href: ticket.url, name: t('ticketTitle', { label: ticket.visit.label }) }]} lead={t('cancelMeans')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action={`${ticket.url}/batal`}>
        <div class="actions"><Button kind="ending">{t('cancelYes')}</Button><LinkButton href={ticket.url} kind="lesser">{t('keep')}</LinkButton></div>
      </form>
    </Layout>
  );
}

/** Another day or doctor with the same clinic, without filling in anything again. */
export function MovePage({ ticket, sessions, state }: { ticket: TicketView; sessions: readonly SessionView[]; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('move')}>
      <PageHead title={t('move')} crumbs={[...crumbs, { href: ticket.url, name: t('ticketTitle', { label: ticket.visit.label }) }]} lead={t('moveLead')} />
      <ErrorSummary problem={state.problem} />
      {sessions.length === 0 ? <Notice kind="waiting" title={t('noOpen')}>{t('noOpenHint')}</Notice> : (
        <form method="post" action={`${ticket.url}/pindah`}>
          <SessionChoices sessions={sessions} payer={ticket.visit.payer} state={state} />
          <div class="actions"><Button>{t('moveNow')}</Button></div>
        </form>
      )}
    </Layout>
  );
}

/** The slip to keep or to show at the counter. */
export function SlipPage({ ticket, hours, link }: { ticket: TicketView; hours: string; link: string }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { visit } = ticket;
  return (
    <Layout title={t('ticketTitle', { label: visit.label })}>
      <PrintSheet title={`RSUD Sekayu · ${visit.poliName}`} number={visit.code} qr={link}>
        <p class="huge">{visit.label}</p>
        <p>{formatLongDate(visit.date, locale)}, {hours}<br />{visit.doctorName}<br />{t('come')} {formatClock(ticket.arriveFrom, site.zone)}</p>
        <ul>{ticket.bring.map((item) => <li key={item.id}>{say(item, locale)}</li>)}</ul>
      </PrintSheet>
    </Layout>
  );
}
