import type { ComponentChildren } from 'preact';
import { formatClock, formatLongDate } from '#kernel/time';
import { Button, DataTable, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, SelectField, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { Visit } from '../types.ts';
import { RouteMap, type MapPoint } from './map.tsx';
import type { DayView } from './view.ts';
import { words } from './words.ts';

interface DeskProps { readonly view: DayView; readonly districts: readonly MapPoint[]; readonly placeName: (visit: Visit) => string; readonly state: FormState }

/** The dispatcher's day: plan, map, one list per officer, what is left out, and the phones. */
export function DispatchDesk({ view, districts, placeName, state }: DeskProps) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const hidden = <><Hidden name="hari" value={view.date.toString()} />{view.zone ? <Hidden name="zona" value={view.zone} /> : null}</>;
  const base = view.crews.slice(0, 1).map((crew) => ({ latitude: crew.latitude, longitude: crew.longitude, label: crew.name }));
  const point = (visit: Visit): MapPoint => ({ latitude: visit.latitude, longitude: visit.longitude, label: visit.code });
  const number = (metres: number) => String(Math.round(metres / 1000));
  return (
    <Layout title={t('title')} kind="desk" styles={['/kunjungan/gaya.css']}>
      <PageHead title={`${t('title')} · ${formatLongDate(view.date, locale)}`} lead={t('lead')} actions={view.crews.length > 0 ? <form method="post" action="/kunjungan/susun">{hidden}<Button>{t(view.plan ? 'planAgain' : 'planIt')}</Button></form> : null} />
      <ErrorSummary problem={state.problem} />
      <nav class="day-nav" aria-label={t('day')}><a href={href(view.date.subtract({ days: 1 }), view.zone)}>{t('before')}</a><a href={href(view.date.add({ days: 1 }), view.zone)}>{t('after')}</a>
        {view.zones.length > 1 ? view.zones.map((zone) => <a key={zone.id} href={href(view.date, zone.id === view.zone ? undefined : zone.id)} aria-current={zone.id === view.zone ? 'true' : undefined}>{zone.name} ({zone.count})</a>) : null}</nav>
      {view.crews.length === 0 ? <EmptyState title={t('nobody')} /> : <p>{view.plan ? t('plan', { n: view.plan.version, time: formatClock(view.plan.at, site.zone), stops: view.plan.stops, km: number(view.plan.metres), saved: number(view.plan.aloneMetres - view.plan.metres) }) : t('noPlan')}</p>}
      {view.routes.length + view.loose.length === 0 ? <EmptyState title={t('noVisits')}><p>{t('noVisitsHint')}</p></EmptyState> : null}
      <div class="day-work">
        <RouteMap base={base} districts={districts} routes={view.routes.map(({ crew, visits }) => ({ officer: crew.name, points: [{ latitude: crew.latitude, longitude: crew.longitude, label: crew.name }, ...visits.map(point)] }))} loose={view.loose.map(point)} />
        <div>
          {view.routes.map(({ crew, visits }, index) => <section key={crew.account}><h2><span class={`route-mark route-mark-${index % 4}`} aria-hidden="true" />{crew.name}</h2><Visits visits={visits} view={view} placeName={placeName} hidden={hidden} caption={crew.name} /></section>)}
          {view.loose.length > 0 ? <section><h2>{t('unassigned')}</h2><Visits visits={view.loose} view={view} placeName={placeName} hidden={hidden} caption={t('unassigned')} /></section> : null}
        </div>
      </div>
      {view.troubles.length > 0 ? <Troubles view={view} /> : null}
      <Phones view={view} hidden={hidden} state={state} />
    </Layout>
  );
}

function href(date: Temporal.PlainDate, zone: string | undefined): string {
  return `/kunjungan?hari=${date.toString()}${zone ? `&zona=${zone}` : ''}`;
}

function Visits({ visits, view, placeName, hidden, caption }: { visits: readonly Visit[]; view: DayView; placeName: (visit: Visit) => string; hidden: ComponentChildren; caption: string }) {
  const t = useWords(words);
  const { site } = useFrame();
  const movable = (visit: Visit) => visit.status === 'scheduled' || visit.status === 'assigned';
  return (
    <DataTable caption={caption} hideCaption rows={visits} rowKey={(visit) => visit.id} empty={null} columns={[
      { head: t('order'), numeric: true, cell: (visit) => (visit.officer ? visits.indexOf(visit) + 1 : '–') },
      { head: t('visit'), cell: (visit) => <><strong>{t(visit.kind)}</strong> {visit.code}{(visit.trip ?? 1) > 1 ? <><br /><small class="quiet">{t('trip', { n: visit.trip ?? 1 })}</small></> : null}{visit.attempts > 0 ? <><br /><small class="quiet">{t('attempt', { n: visit.attempts + 1 })}</small></> : null}</> },
      { head: t('where'), cell: placeName },
      { head: t('half'), cell: (visit) => (visit.half ? t(visit.half) : '') },
      { head: t('eta'), cell: (visit) => (visit.eta ? formatClock(visit.eta, site.zone) : '') },
      { head: t('status'), cell: (visit) => <><StatusTag kind={tagOf(visit)}>{t(visit.status)}</StatusTag>{visit.pinned ? <> <StatusTag kind="plain">{t('pinned')}</StatusTag></> : null}{movable(visit) && view.plan?.unserved.has(visit.id) ? <><br /><small>{t(`why_${view.plan.unserved.get(visit.id) ?? 'full'}` as keyof typeof words)}</small></> : null}</> },
      { head: t('act'), cell: (visit) => (!movable(visit) ? '' : visit.pinned
        ? <form method="post" action="/kunjungan/tetapkan">{hidden}<Hidden name="visit" value={visit.id} /><Button kind="lesser">{t('unpin')}</Button></form>
        : <Details summary={t('pin')}><form method="post" action="/kunjungan/tetapkan">{hidden}<Hidden name="visit" value={visit.id} /><label class="pin-choice">{t('pinTo', { code: visit.code })}<select name="officer">{view.crews.map((crew) => <option key={crew.account} value={crew.account} selected={crew.account === visit.officer}>{crew.name}</option>)}</select></label><Button kind="lesser">{t('pin')}</Button></form></Details>) },
    ]} />
  );
}

function tagOf(visit: Visit): 'done' | 'waiting' | 'attention' | 'plain' {
  if (visit.status === 'done') return 'done';
  if (visit.status === 'failed' || visit.status === 'held_at_counter') return 'attention';
  return visit.status === 'en_route' || visit.status === 'arrived' ? 'waiting' : 'plain';
}

/** Corrected fields are personal data: only that one differs is shown here, not its values. */
function Troubles({ view }: { view: DayView }) {
  const t = useWords(words);
  const { site } = useFrame();
  const said = ({ field, theirs, reason }: Record<string, unknown>) => {
    if (typeof reason === 'string') return reason;
    return field === 'officer' || field === 'status' || field === 'holder' ? t(`field-${field}`, { theirs: typeof theirs === 'string' ? theirs : '' }) : t('field-other');
  };
  return (
    <section>
      <h2>{t('troubles')}</h2>
      <DataTable caption={t('troubles')} hideCaption rows={view.troubles} rowKey={(row) => row.number} empty={null} columns={[
        { head: t('record'), cell: (row) => row.number }, { head: t('officer'), cell: (row) => row.officer }, { head: t('what'), cell: (row) => t(`kind-${row.kind}` as keyof typeof words) },
        { head: t('visit'), cell: (row) => row.visit ?? '' }, { head: t('seenAt'), cell: (row) => formatClock(row.at, site.zone) }, { head: t('found'), cell: (row) => said(row.answer) },
      ]} />
    </section>
  );
}

function Phones({ view, hidden, state }: { view: DayView; hidden: ComponentChildren; state: FormState }) {
  const t = useWords(words);
  const { site } = useFrame();
  const live = view.phones.filter((phone) => !phone.revokedAt);
  return (
    <section>
      <h2>{t('phones')}</h2>
      <DataTable caption={t('phones')} hideCaption rows={view.phones} rowKey={(phone) => phone.id} empty={<EmptyState title={t('noPhones')} />} columns={[
        { head: t('officer'), cell: (phone) => phone.officer }, { head: t('phone'), cell: (phone) => phone.name }, { head: t('seen'), cell: (phone) => formatClock(phone.lastSeenAt, site.zone) },
        { head: t('queued'), numeric: true, cell: (phone) => phone.queued }, { head: t('holds'), numeric: true, cell: (phone) => phone.held },
        { head: t('status'), cell: (phone) => (phone.revokedAt ? <StatusTag kind="attention">{t('revoked')}</StatusTag> : phone.waiting > 0 ? <small>{t('waiting', { n: phone.waiting })}</small> : '') },
      ]} />
      {live.length > 0 ? <Details summary={t('revoke')} open={state.problem !== undefined && state.values['device'] !== undefined}><form method="post" action="/kunjungan/cabut">{hidden}
        <SelectField name="device" label={t('phone')} state={state} options={live.map((phone) => ({ value: phone.id, label: `${phone.officer} · ${phone.name}` }))} /><Field name="reason" label={t('reason')} hint={t('reasonHint')} state={state} /><Button kind="ending">{t('revoke')}</Button></form></Details> : null}
    </section>
  );
}
