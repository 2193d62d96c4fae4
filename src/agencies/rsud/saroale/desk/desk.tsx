import type { HTMLAttributes } from 'preact';
import { formatClock } from '#kernel/time';
import { Details, EmptyState, Hidden, hx, Layout, Notice, PageHead, StatusTag, useFrame, useWords, type TagKind } from '#platform/ui';
import type { SessionView } from '../reads/sessions.ts';
import { Announcements } from './announcements.tsx';
import { ChosenWork } from './chosen.tsx';
import { OfflineDesk } from './offline.tsx';
import { deskPath } from './paths.ts';
import type { DeskView, Row } from './view.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'desk-keys': HTMLAttributes<HTMLElement>;
    }
  }
}

/** What just happened, said above the work. */
export interface Said {
  readonly word: keyof typeof words;
  readonly label?: string | undefined;
  /** A refusal, in its own words. */
  readonly refusal?: { readonly title: string; readonly detail: string } | undefined;
}

export interface DeskProps {
  readonly view: DeskView;
  readonly said?: Said | undefined;
  /** One per page shown, so that a doubled press calls once. */
  readonly press: string;
  readonly may: { readonly call: boolean; readonly announce: boolean };
}

/** The clinic's desk: the line on the left, the work on the right. */
export function DeskPage(props: DeskProps) {
  const t = useWords(words);
  return (
    <Layout title={t('deskTitle')} kind="desk" scripts={['/saroale/aset/desk-keys.js', '/saroale/aset/desk-offline.js']}>
      <desk-keys>
        <Desk {...props} />
        {props.may.call ? <OfflineDesk sessionId={props.view.session.sessionId} now={props.view.now} /> : null}
        {props.may.announce && (props.view.session.status === 'open' || props.view.session.status === 'running') ? <Announcements session={props.view.session} /> : null}
        <p class="quiet desk-keys-help">{t('keys')}</p>
      </desk-keys>
    </Layout>
  );
}

/** The part that is replaced after every step and when another officer changed something. */
export function Desk(props: DeskProps) {
  const { view, said } = props;
  const { zone } = useFrame().site;
  const t = useWords(words);
  const { session, state } = view;
  const pick = view.chosen ? `&pilih=${view.chosen.bookingId}` : '';
  return (
    <div id="meja" {...hx({ get: `${deskPath(session.sessionId, 'denyut')}?sejak=${state.session.revision}${pick}`, trigger: 'every 2s', target: '#meja', swap: 'outerMorph' })}>
      <PageHead title={session.poliName} tag={<SessionTag session={session} />} lead={`${session.doctorName} · ${session.hours}`} actions={<a href={`/saroale/layar/${session.poli}`} target="_blank" rel="noopener">{t('board')}</a>} />
      <div class="desk desk-queue">
        <section class="desk-work" aria-label={t('deskTitle')}>
          <div role="status">{said ? <SaidNotice said={said} /> : null}</div>
          <Figures view={view} />
          {props.may.call && (session.status === 'open' || session.status === 'running') ? <CallNext sessionId={session.sessionId} press={props.press} waiting={view.waiting} /> : null}
          {view.chosen ? <ChosenWork chosen={view.chosen} view={view} may={props.may} /> : <p class="quiet">{t('pick')}</p>}
        </section>
        <aside class="desk-list" aria-label={t('line')}>
          <Sessions view={view} />
          <h2>{t('line')}</h2>
          {view.rows.length === 0 ? <EmptyState title={t('empty')} /> : <ol class="queue-list">{view.rows.map((row) => <QueueRow key={row.bookingId} row={row} sessionId={session.sessionId} zone={zone} chosen={row.bookingId === view.chosen?.bookingId} />)}</ol>}
        </aside>
      </div>
    </div>
  );
}

function SaidNotice({ said }: { said: Said }) {
  const t = useWords(words);
  if (said.refusal) return <Notice kind="attention" title={said.refusal.title}>{said.refusal.detail}</Notice>;
  return <Notice kind="done">{t(said.word, { label: said.label ?? '' })}</Notice>;
}

function SessionTag({ session }: { session: SessionView }) {
  const t = useWords(words);
  if (session.status === 'open' && session.lateMinutes > 0) return <StatusTag kind="attention">{t('late', { n: session.lateMinutes })}</StatusTag>;
  const kinds: Readonly<Record<string, TagKind>> = { running: 'done', cancelled: 'attention', open: 'waiting' };
  return <StatusTag kind={kinds[session.status] ?? 'plain'}>{t(session.status)}</StatusTag>;
}

function Sessions({ view }: { view: DeskView }) {
  const t = useWords(words);
  return (
    <Details summary={t('today')}>
      <ul class="rows">
        {view.sessions.map((session) => (
          <li key={session.sessionId}><a href={deskPath(session.sessionId)} aria-current={session.sessionId === view.session.sessionId ? 'page' : undefined}>{session.poliName} · {session.hours}<br /><span class="quiet">{session.doctorName}</span></a></li>
        ))}
      </ul>
    </Details>
  );
}

function Figures({ view: { state, waiting } }: { view: DeskView }) {
  const t = useWords(words);
  const done = state.tickets.filter((ticket) => ticket.state === 'done' || ticket.station !== 'poli').length;
  return (
    <dl class="desk-figures">
      {([[waiting, t('nWaiting')], [state.notYetHere, t('nNotHere')], [state.remaining, t('nLeft')], [done, t('nDone')]] as const).map(([value, name]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

function CallNext({ sessionId, press, waiting }: { sessionId: string; press: string; waiting: number }) {
  const t = useWords(words);
  const path = deskPath(sessionId, 'panggil-berikutnya');
  return (
    <form method="post" action={path} class="desk-next" {...hx({ post: path, target: '#meja', swap: 'outerMorph' })}>
      <Hidden name="key" value={press} />
      <button class="button button-main" data-key="n" aria-keyshortcuts="n">{t('callNext')}{waiting > 0 ? <span class="quiet">{waiting}</span> : null}</button>
    </form>
  );
}

const kindOf: Readonly<Record<string, TagKind>> = { called: 'attention', serving: 'done', waiting: 'waiting', issued: 'waiting' };

function QueueRow({ row, sessionId, zone, chosen }: { row: Row; sessionId: string; zone: string; chosen: boolean }) {
  const t = useWords(words);
  const { ticket } = row;
  const path = `${deskPath(sessionId)}?pilih=${row.bookingId}`;
  const since = ticket?.state === 'called' || ticket?.state === 'serving' ? (ticket.startedAt ?? ticket.calledAt) : ticket?.enteredAt;
  return (
    <li data-booking={row.bookingId} data-label={row.label} data-state={ticket?.state ?? 'nothere'}>
      <a href={path} aria-current={chosen ? 'true' : undefined} {...hx({ get: path, target: '#meja', swap: 'outerMorph' })}>
        <strong class="numeric">{row.label}</strong>
        <StatusTag kind={kindOf[ticket?.state ?? ''] ?? 'plain'}>{t(ticket === undefined ? 'notHere' : ticket.state === 'cancelled' ? 'cancelledTicket' : ticket.state)}</StatusTag>
        <span class="quiet numeric">{since ? formatClock(since, zone).slice(0, 5) : ''}</span>
      </a>
    </li>
  );
}
