import { say } from '#kernel/manifest';
import { civilDate, formatClock, formatDate, formatLongDate } from '#kernel/time';
import { BillFacts } from '#commons/billing';
import type { Tracking } from '#commons/dispatch';
import { Button, CheckAnswers, Clock, Details, ErrorSummary, Hidden, Layout, LinkButton, Notice, PageHead, StatusTag, TextArea, Timeline, useFrame, useWords, type FormState, type Step, type TagKind } from '#platform/ui';
import { ahead, stateName, type StatusView } from '../reads/status.ts';
import { crumbs } from './start.tsx';
import { words } from './words.ts';

const askWords = { renewal: 'askRenewal', amendment: 'askAmendment', copy: 'askCopy' } as const;
const kinds: Readonly<Record<string, TagKind>> = { delivered: 'done', issued: 'done', rejected: 'attention', returned_incomplete: 'attention', billing: 'attention', withdrawn: 'plain' };

/** What the holder of the link sees: where it stands, who holds it, until when, what to do, where the originals are. */
export function StatusPage({ view, link, now, press, state, fresh }: { view: StatusView; link: string; now: Temporal.Instant; press: string; state: FormState; fresh: boolean }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { application, case: found } = view;
  const here = `/saji-muba/p/${link}`;
  const mayFill = ['requested', 'pickup_scheduled', 'collected', 'returned_incomplete'].includes(found.state);
  return (
    <Layout title={`${say(application.type.name, locale)} · ${application.code}`}>
      <PageHead title={say(application.type.name, locale)} crumbs={crumbs} tag={<StatusTag kind={kinds[found.state] ?? 'waiting'}>{say(stateName(found.definition, found.state), locale)}</StatusTag>} />
      <ErrorSummary problem={state.problem} />
      {fresh ? <Notice kind="done" title={t('sent')}>{t('keep', { code: application.code })}</Notice> : null}
      <Outcome view={view} here={here} />
      {mayFill ? <Task view={view} here={here} /> : null}
      <Holding view={view} now={now} />
      {view.bill && (view.bill.status === 'open' || view.bill.status === 'expired') ? <section><h2>{t('bill')}</h2><BillFacts bill={view.bill} /></section> : null}
      {view.visits.map((visit) => <VisitFacts key={visit.id} visit={visit} />)}
      <Originals view={view} />
      <h2>{t('course')}</h2>
      <Timeline steps={stepsOf(view, locale, useFrame().site.zone)} />
      <p><a href={`${here}/alur`}>{t('seeDrawing')}</a></p>
      {view.follows.length > 0 ? (
        <Details summary={t('follow')}>
          <p>{t('followLead')}</p>
          <form method="post" action={`${here}/lanjut`}><Hidden name="commandId" value={press} /><div class="actions">{view.follows.map((purpose) => <Button key={purpose} name="purpose" value={purpose} kind="lesser">{t(askWords[purpose])}</Button>)}</div></form>
        </Details>
      ) : null}
      <Details summary={t('asked')}><p>{t('askedLead')}</p><p><a href={`${here}/lapor`}>{t('report')}</a></p></Details>
      {found.closedAt === undefined && !['issued', 'dispatched', 'hold_at_counter'].includes(found.state) ? (
        <Details summary={t('withdraw')}>
          <p>{t('withdrawLead')}</p>
          <form method="post" action={`${here}/tarik`}><TextArea name="reason" label={t('why')} state={state} rows={2} maxLength={500} /><div class="actions"><Button kind="ending">{t('withdraw')}</Button></div></form>
        </Details>
      ) : null}
    </Layout>
  );
}

function Outcome({ view, here }: { view: StatusView; here: string }) {
  const t = useWords(words);
  const { site } = useFrame();
  const { permit, refusal, silence } = view;
  const day = (at: Temporal.Instant) => formatDate(civilDate(at, site.zone));
  const inForce = permit?.status === 'valid';
  return (
    <>
      {permit ? <Notice kind={inForce ? 'done' : 'attention'} title={inForce ? t('issued') : t('changedNow', { status: t(permit.status).toLowerCase() })}>{inForce ? null : <p>{t('changedHint')}</p>}<p>{t('issuedFacts', { number: permit.number })}{permit.validUntil ? `, ${t('until').toLowerCase()} ${formatDate(permit.validUntil)}` : ''}</p><div class="actions"><LinkButton href={`${here}/dokumen`}>{t('download')}</LinkButton><LinkButton href={`/verifikasi/${permit.verification}`} kind="lesser">{t('verify')}</LinkButton></div></Notice> : null}
      {view.receipt ? <Notice kind="info" title={`${t('receipt')}: ${view.receipt}`}><p>{t('receiptHint')}</p><p><a href={`/struk?kode=${view.receipt}`}>{t('receiptCheck')}</a></p></Notice> : null}
      {refusal ? <Notice kind="attention" title={t('refused')}><div class="actions"><LinkButton href={`${here}/dokumen`}>{t('download')}</LinkButton></div></Notice> : null}
      {silence && !permit && !refusal ? <Notice kind="attention" title={t('lapsed')}><p>{t('lapsedText', { due: day(silence.lapsedAt), head: day(silence.headDecidesBy) })}</p><p><a href={`${here}/lewat-waktu`}>{t('certificate')}</a></p></Notice> : null}
    </>
  );
}

function Task({ view, here }: { view: StatusView; here: string }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const returned = view.case.state === 'returned_incomplete';
  return (
    <section>
      {returned ? <h2>{t('defects')}</h2> : null}
      {view.defects.length > 0 ? <><ul>{view.defects.map((defect) => <li key={defect.requirement}><strong>{say(defect.name, locale)}</strong>: {defect.note}</li>)}</ul><p class="quiet">{t('defectsLead')}</p></> : returned && view.returnedBecause ? <p>{view.returnedBecause}</p> : null}
      <form method="post" action={`${here}/isi`}><div class="actions"><Button>{returned ? t('refill') : t('fill')}</Button></div></form>
    </section>
  );
}

function Holding({ view, now }: { view: StatusView; now: Temporal.Instant }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { clock, holder, case: found } = view;
  const who = holder.party === 'applicant' ? t('you') : holder.party === 'recommender' && holder.names.length > 0 ? holder.names.join(', ') : holder.party === 'national_system' ? t('national') : t('office');
  if (found.closedAt) return null;
  const kept = clock?.stoppedAt !== undefined && clock.promise === 'service';
  return (
    <>
      <CheckAnswers rows={[
        { name: t('code'), value: view.application.code },
        { name: t('held'), value: who },
        { name: t('promise'), value: clock?.due ? `${say(clock.name, locale)} ${t('due', { date: `${formatLongDate(civilDate(clock.due, site.zone), locale)}, ${formatClock(clock.due, site.zone)}` })}` : kept ? t(clock.overdue ? 'missed' : 'kept') : holder.party === 'applicant' && clock ? t('stopped') : t('noClock') },
      ]} />
      {clock?.due && clock.running && holder.party !== 'applicant' ? <Clock until={clock.due} from={clock.startedAt} now={now} label={t('promise')} /> : null}
    </>
  );
}

function VisitFacts({ visit }: { visit: Tracking }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const name = visit.kind === 'pickup' ? t('visitPickup') : visit.kind === 'delivery' ? t('visitDelivery') : t('visitSurvey');
  const when = visit.eta ? t('onWay', { time: formatClock(visit.eta, site.zone) }) : visit.date && visit.window ? t('visitAt', { date: formatLongDate(Temporal.PlainDate.from(visit.date), locale), half: `${visit.window.from.replace(':', '.')}–${visit.window.to.replace(':', '.')} WIB` }) : t('notScheduled');
  if (visit.status === 'done' || visit.status === 'cancelled') return null;
  return <section><h2>{name}</h2><p>{when}{visit.officer ? ` · ${visit.officer}` : ''}</p><p>{t('visitCode', { code: visit.code })}</p></section>;
}

function Originals({ view }: { view: StatusView }) {
  const t = useWords(words);
  const { site, locale } = useFrame();
  return (
    <section>
      <h2>{t('originals')}</h2>
      {view.originals.length === 0 ? <p class="quiet">{t('noOriginals')}</p> : <ul>{view.originals.map((one) => <li key={one.label}><strong>{one.label}</strong>: {t('withSince', { holder: one.holder, since: `${formatDate(civilDate(one.since, site.zone), locale)} ${formatClock(one.since, site.zone)}` })}</li>)}</ul>}
    </section>
  );
}

/** What was done with its day, what is now, what comes. */
export function stepsOf(view: StatusView, locale: 'id' | 'en', zone: string): Step[] {
  const { history, case: found, clock } = view;
  const moves = history.filter((event, index) => index === 0 || event.toState !== event.fromState);
  const name = (state: string) => say(stateName(found.definition, state), locale);
  const done = moves.slice(0, -1).map((event): Step => ({ name: name(event.toState), state: 'done', at: formatDate(civilDate(event.occurredAt, zone), locale), ...(event.action === 'return' && event.reason ? { note: event.reason } : {}) }));
  const last = moves.at(-1);
  const current: Step = { name: name(found.state), state: found.closedAt ? 'done' : 'now', ...(last ? { at: formatDate(civilDate(last.occurredAt, zone), locale) } : {}), ...(clock?.due && !found.closedAt ? { until: formatDate(civilDate(clock.due, zone), locale) } : {}) };
  return [...done, current, ...(found.closedAt ? [] : ahead(found.definition, found.state, found.facts['levied'] === true).map((state): Step => ({ name: name(state), state: 'ahead' })))];
}
