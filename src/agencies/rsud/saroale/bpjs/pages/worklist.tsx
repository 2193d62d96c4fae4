import type { Actor } from '#kernel/actor';
import { formatClock, formatDate } from '#kernel/time';
import { Button, DataTable, EmptyState, Field, Hidden, KeyFigure, Layout, Notice, PageHead, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { Health } from '../client/client.ts';
import type { Finding } from '../rules/compare.ts';
import type { HeldLane, OutboxState } from '../outbox/worklist.ts';
import { BpjsNav } from './nav.tsx';
import { words } from './words.ts';

export interface WorklistProps {
  readonly state: OutboxState;
  readonly held: readonly HeldLane[];
  readonly nights: readonly { date: string; ranAt: Temporal.Instant; ours: number; theirs: number; findings: readonly Finding[] }[];
  readonly health: Health;
  readonly standIn: boolean;
  readonly form: FormState;
  readonly actor: Actor;
}

/** The officer's page: is everything going out, what waits for a person, and what the night found. */
export function Worklist({ state, held, nights, health, standIn, form, actor }: WorklistProps) {
  const t = useWords(words);
  const { site, locale } = useFrame();
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <BpjsNav actor={actor} />
      {standIn ? <Notice kind="info" title={t('standIn')}>{t('standInHint')}</Notice> : null}
      {health.skewSeconds !== undefined && Math.abs(health.skewSeconds) > 30 ? <Notice kind="attention" title={t('skew')}>{t('skewHint', { n: String(health.skewSeconds) })}</Notice> : null}
      {state.retrying > 0 ? <Notice kind="waiting" title={t('away')}>{t('awayHint')} {state.lastCause ?? ''}</Notice> : null}
      {form.problem ? <Notice kind="attention" title={form.problem.title}>{Object.values(form.problem.fields)[0] ?? form.problem.detail}</Notice> : null}
      <div class="key-figures">
        <KeyFigure value={String(state.held + state.dead)} label={t('held')} />
        <KeyFigure value={String(state.waiting)} label={t('waiting')} />
        <KeyFigure value={String(state.sentToday)} label={t('sent')} />
        <KeyFigure value={state.lagP95 === null ? '–' : String(Math.round(state.lagP95))} label={t('lag')} />
      </div>
      <DataTable caption={t('heldTitle')} rows={held} rowKey={(lane) => lane.bookingId} empty={<EmptyState title={t('nothingHeld')}>{t('nothingHeldHint')}</EmptyState>} columns={[
        { head: t('code'), cell: (lane) => <>{lane.code} <StatusTag kind="attention">{lane.state === 'dead' ? t('dead') : t('stopped')}</StatusTag></> },
        { head: t('date'), cell: (lane) => formatDate(Temporal.PlainDate.from(lane.date), locale) },
        { head: t('unsent'), numeric: true, cell: (lane) => String(lane.waiting) },
        { head: t('why'), cell: (lane) => lane.note },
        { head: t('act'), cell: (lane) => <LaneForms lane={lane} form={form} /> },
      ]} />
      {state.dead > 0 ? <form method="post" action="/saroale/bpjs/hidupkan"><Button kind="lesser">{t('revive')}</Button></form> : null}
      <h2>{t('nightly')}</h2>
      <p>{t('nightlyHint')}</p>
      <form method="post" action="/saroale/bpjs/cocokkan"><Button kind="lesser">{t('runNow')}</Button></form>
      <DataTable caption={t('nightlyList')} rows={nights} rowKey={(night) => night.date} empty={<p>{t('neverRan')}</p>} columns={[
        { head: t('date'), cell: (night) => <>{formatDate(Temporal.PlainDate.from(night.date), locale)} <span class="quiet">{formatClock(night.ranAt, site.zone)}</span></> },
        { head: t('ours'), numeric: true, cell: (night) => String(night.ours) },
        { head: t('theirs'), numeric: true, cell: (night) => String(night.theirs) },
        { head: t('different'), numeric: true, cell: (night) => String(night.findings.length) },
        { head: t('finding'), cell: (night) => <ul>{night.findings.slice(0, 20).map((one) => <li key={`${one.code}-${one.kind}-${one.task ?? ''}`}>{one.code}: {one.note}</li>)}</ul> },
      ]} />
    </Layout>
  );
}

function LaneForms({ lane, form }: { lane: HeldLane; form: FormState }) {
  const t = useWords(words);
  const own = form.values['bookingId'] === lane.bookingId ? form : { values: {} };
  return (
    <>
      <form method="post" action="/saroale/bpjs/kirim"><Hidden name="bookingId" value={lane.bookingId} /><Button kind="main">{t('retry')}</Button></form>
      <details>
        <summary>{t('letGo')}</summary>
        <form method="post" action="/saroale/bpjs/lepas"><Hidden name="bookingId" value={lane.bookingId} /><Field name="reason" label={t('reason')} state={own} required /><Button kind="ending">{t('letGo')}</Button></form>
      </details>
    </>
  );
}
