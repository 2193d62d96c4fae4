import { say } from '#kernel/manifest';
import { formatClock, formatLongDate } from '#kernel/time';
import { Button, Checkbox, Choices, DateParts, EmptyState, ErrorSummary, Field, Layout, LinkButton, Notice, PageHead, useFrame, useWords, type FormState } from '#platform/ui';
import { relations } from '../doors.ts';
import { manifest } from '../manifest.ts';
import type { SessionView } from '../reads/sessions.ts';
import { NewPersonFields } from './register.tsx';
import { words } from './words.ts';

const home = [{ href: '/', name: 'Serasan' }];
const crumbs = [...home, { href: '/saroale', name: 'Saroale' }];

/** The front page of Saroale: what it is, one button, what is open now. */
export function StartPage({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('startTitle')}>
      <PageHead title={t('startTitle')} crumbs={home} lead={t('startLead')} />
      <div class="actions"><LinkButton href="/saroale/daftar" kind="main">{t('start')}</LinkButton><LinkButton href="/saroale/cari" kind="lesser">{t('find')}</LinkButton></div>
      <h2>{t('how')}</h2>
      <ol>{manifest.standard.procedure.map((step) => <li key={step.id}>{say(step, locale)}</li>)}</ol>
      <h2>{t('todayAndTomorrow')}</h2>
      {sessions.length === 0 ? <EmptyState title={t('noOpen')}><p>{t('noOpenHint')}</p></EmptyState> : (
        <ul class="cards">
          {sessions.map((session) => (
            <li class="card" key={session.sessionId}>
              <h3>{session.poliName}</h3>
              <p>{session.doctorName}<br />{formatLongDate(session.date, locale)}, {session.hours}<br /><span class="quiet">{t('left', { n: session.left.jkn + session.left.other })}</span></p>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

/** Finds a booking again by what the patient has and knows. */
export function FindPage({ state }: { state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('find')}>
      <PageHead title={t('find')} crumbs={crumbs} lead={t('findLead')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/saroale/cari">
        <Field name="code" label={t('code')} state={state} autocomplete="off" />
        <DateParts name="birthDate" legend={t('birthDate')} hint={t('birthHint')} state={state} />
        <div class="actions"><Button>{t('show')}</Button></div>
      </form>
    </Layout>
  );
}

/** A place on the waiting list, and the place itself once it is offered. */
export function OfferPage({ state, path, session, place, offeredUntil }: { state: FormState; path: string; session: SessionView; place: number; offeredUntil?: Temporal.Instant | undefined }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return (
    <Layout title={t(offeredUntil ? 'offered' : 'waitingTitle')}>
      <PageHead title={t(offeredUntil ? 'offered' : 'waitingTitle')} crumbs={crumbs} lead={`${session.poliName}, ${formatLongDate(session.date, locale)}, ${session.hours}`} />
      <ErrorSummary problem={state.problem} />
      {offeredUntil ? <form method="post" action={path}><p>{formatClock(offeredUntil, site.zone)}</p><div class="actions"><Button>{t('accept')}</Button></div></form> : <Notice kind="waiting">{t('waitingPlace', { n: place })}</Notice>}
    </Layout>
  );
}

const relationNames: Readonly<Record<(typeof relations)[number], { id: string; en: string }>> = {
  'saya': { id: 'Saya sendiri', en: 'Myself' }, 'anak': { id: 'Anak', en: 'Child' }, 'ibu': { id: 'Ibu', en: 'Mother' }, 'ayah': { id: 'Ayah', en: 'Father' }, 'istri': { id: 'Istri', en: 'Wife' }, 'suami': { id: 'Suami', en: 'Husband' },
  'kakek-nenek': { id: 'Kakek atau nenek', en: 'Grandparent' }, 'cucu': { id: 'Cucu', en: 'Grandchild' }, 'saudara': { id: 'Saudara', en: 'Sibling' }, 'keluarga': { id: 'Keluarga lain', en: 'Other family' },
  'tetangga': { id: 'Tetangga', en: 'Neighbour' }, 'bidan': { id: 'Pasien saya (bidan)', en: 'My patient (midwife)' }, 'perangkat-desa': { id: 'Warga desa saya', en: 'A villager of mine' }, 'lainnya': { id: 'Lainnya', en: 'Other' },
};

/** The one-time form that ties a patient to a chat, so that no NIK is ever typed into a chat. */
export function BindPage({ state, path, consent, isNew, contactLabel }: { state: FormState; path: string; consent: string; isNew: boolean; contactLabel: string }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('bindTitle')}>
      <PageHead title={t('bindTitle')} crumbs={home} lead={t('bindLead')} />
      <p class="quiet">{contactLabel}</p>
      <ErrorSummary problem={state.problem} />
      <form method="post" action={path}>
        {isNew ? <NewPersonFields state={state} /> : (
          <>
            <Field name="identifier" label={t('identifier')} hint={t('identifierHint')} state={state} inputmode="numeric" autocomplete="off" />
            <DateParts name="birthDate" legend={t('birthDate')} hint={t('birthHint')} state={state} />
          </>
        )}
        <Choices name="relation" legend={t('relation')} layout="cards" state={state} options={relations.map((value) => ({ value, label: say(relationNames[value], locale) }))} />
        <Checkbox name="showPoli" label={t('showPoli')} hint={t('showPoliHint')} state={state} />
        <Checkbox name="consent" label={t('consent')} hint={consent} state={state} />
        <div class="actions"><Button>{t('bind')}</Button>{isNew ? null : <LinkButton href={`${path}?baru=1`} kind="lesser">{t('neverHere')}</LinkButton>}</div>
      </form>
    </Layout>
  );
}

/** Back to the chat. */
export function BoundPage() {
  const t = useWords(words);
  return <Layout title={t('bound')}><PageHead title={t('bound')} crumbs={home} /><Notice kind="done">{t('boundLead')}</Notice></Layout>;
}

/** The check-in kiosk: one field, large answer. */
export function KioskPage({ state, done }: { state: FormState; done?: { label: string; station: 'admisi' | 'poli'; place: string } | undefined }) {
  const t = useWords(words);
  return (
    <Layout title={t('kioskTitle')} kind="screen">
      <h1>{t('kioskTitle')}</h1>
      {done ? (
        <>
          <p class="huge">{done.label}</p>
          <Notice kind="done">{t('kioskDone', { label: done.label })} {done.station === 'admisi' ? t('goAdmission') : t('goPoli', { place: done.place })}</Notice>
          <div class="actions"><LinkButton href="/saroale/anjungan" kind="main">{t('again')}</LinkButton></div>
        </>
      ) : (
        <>
          <p>{t('kioskLead')}</p>
          <ErrorSummary problem={state.problem} />
          <form method="post" action="/saroale/anjungan">
            <Field name="code" label={t('code')} state={state} autocomplete="off" />
            <div class="actions"><Button>{t('kioskTitle')}</Button></div>
          </form>
        </>
      )}
    </Layout>
  );
}
