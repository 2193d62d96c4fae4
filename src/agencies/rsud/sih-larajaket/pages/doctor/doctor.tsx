import type { HTMLAttributes } from 'preact';
import { formatClock } from '#kernel/time';
import { Button, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import type { DoctorQueue, DoctorScreen } from '../../reads/doctor-screen.ts';
import { noteParts } from '../../rules/note.ts';
import { NoteKeeper } from '../offline/offline.tsx';
import { DeviceTroubles } from '../offline/troubles.tsx';
import { PatientBanner, StateTag } from '../patient-banner.tsx';
import { BackReferral } from './back-referral.tsx';
import { Diagnoses, type FoundCodes } from './diagnosis.tsx';
import { NoteForm, NoteHistory, type NoteFormProps } from './note-form.tsx';
import { Control, Orders, type ControlSessions } from './orders.tsx';
import { PatientSide } from './patient-side.tsx';
import { Prescription } from './prescription.tsx';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'doctor-keys': HTMLAttributes<HTMLElement> & { visit?: string };
    }
  }
}

/** Today's patients of one doctor, and results that came after. */
export function DoctorQueuePage({ queue }: { queue: DoctorQueue }) {
  const t = useWords(words);
  const { site } = useFrame();
  return (
    <Layout title={t('title')} kind="desk" scripts={['/sih-larajaket/aset/note-keeper.js']}>
      <PageHead title={t('queue')} />
      <NoteKeeper />
      <div class="desk">
        <section class="desk-work">
          {queue.visits.length === 0 ? <EmptyState title={t('queueNone')}><p>{t('queueNoneHint')}</p></EmptyState> : (
            <ol class="queue-list">
              {queue.visits.map((visit) => <li key={visit.id}><a href={`/sih-larajaket/dokter/${visit.id}`}><strong class="numeric">{visit.label}</strong><span>{queue.names.get(visit.personId) ?? '–'} <span class="quiet">{visit.poliName}</span><br /><StateTag state={visit.state} /></span><span class="quiet numeric">{formatClock(visit.arrivedAt, site.zone).slice(0, 5)}</span></a></li>)}
            </ol>
          )}
        </section>
        <aside class="desk-list">
          <h2>{t('inbox')}</h2>
          {queue.inbox.length === 0 ? <p class="quiet">–</p> : <ul class="rows">{queue.inbox.map(({ visit, name, results, critical }) => <li key={visit.id}><a href={`/sih-larajaket/dokter/${visit.id}#penunjang`}>{name}</a> <span class="quiet">{t('inboxItem', { n: results })}</span> {critical ? <StatusTag kind="attention">{t('critical')}</StatusTag> : null}</li>)}</ul>}
        </aside>
      </div>
    </Layout>
  );
}

export interface DoctorPageProps {
  readonly screen: DoctorScreen;
  readonly noteForm?: Partial<NoteFormProps> | undefined;
  readonly found?: FoundCodes | undefined;
  readonly sessions?: ControlSessions | undefined;
  readonly rxState?: FormState | undefined;
  readonly problem?: FormState['problem'];
  readonly said?: 'signed' | undefined;
}

/** The doctor's one screen: the patient left, the work right. */
export function DoctorPage({ screen, noteForm, found, sessions, rxState = { values: {} }, problem, said }: DoctorPageProps) {
  const t = useWords(words);
  const { visit } = screen;
  const path = `/sih-larajaket/dokter/${visit.id}`;
  const working = visit.state === 'in-progress' || visit.state === 'waiting-support';
  return (
    <Layout title={screen.person.name} kind="desk" scripts={['/sih-larajaket/aset/doctor-keys.js', '/sih-larajaket/aset/note-keeper.js']}>
      <doctor-keys visit={visit.id}>
        <PatientBanner person={screen.person} visit={visit} />
        {screen.ground === 'glass' ? <Notice kind="attention">{t('groundGlass')}</Notice> : null}
        {said ? <Notice kind="done">{t(said)}</Notice> : null}
        <ErrorSummary problem={problem} />
        <div class="desk desk-doctor">
          <aside class="desk-list"><PatientSide screen={screen} /></aside>
          <section class="desk-work">
            <Steps screen={screen} path={path} />
            <DeviceTroubles troubles={screen.troubles} path={`${path}/bandingkan`} measures={false} />
            {working ? <NoteForm screen={screen} path={path} {...noteForm} faults={problem?.fields} /> : screen.note.version > 0 ? <SignedNote screen={screen} path={path} /> : null}
            <NoteKeeper visitId={visit.id} />
            {working ? <Diagnoses screen={screen} path={path} found={found} /> : null}
            {working || screen.rx ? <Prescription screen={screen} path={path} state={rxState} editable={working || ['doctor-done', 'coded', 'screened', 'prepared'].includes(visit.state)} /> : null}
            {working || screen.orders.length > 0 ? <Orders screen={screen} path={path} editable={working} /> : null}
            {working || screen.control ? <Control screen={screen} path={path} sessions={sessions} /> : null}
            <BackReferral screen={screen} path={path} editable={working} error={problem?.fields['stableSince']} />
            {screen.versions.length > 0 ? <NoteHistory screen={screen} /> : null}
            <p class="quiet desk-keys-help">{t('keys')}</p>
          </section>
        </div>
      </doctor-keys>
    </Layout>
  );
}

function Steps({ screen, path }: { screen: DoctorScreen; path: string }) {
  const t = useWords(words);
  const step = (verb: string, word: 'begin' | 'back' | 'refer', kind: 'main' | 'lesser') => <form method="post" action={`${path}/langkah`}><Hidden name="verb" value={verb} /><button class={`button button-${kind}`} data-alt={word === 'refer' ? undefined : 'm'} data-press="">{t(word)}</button></form>;
  const { state } = screen.visit;
  if (state === 'arrived' || state === 'triaged') return <div class="actions">{step('begin', 'begin', 'main')}</div>;
  if (state === 'in-progress') return <div class="actions">{step('refer', 'refer', 'lesser')}</div>;
  return state === 'waiting-support' ? <div class="actions">{step('back', 'back', 'main')}</div> : null;
}

/** A signed note is read, not written; a correction is a new version with its reason. */
function SignedNote({ screen, path }: { screen: DoctorScreen; path: string }) {
  const t = useWords(words);
  const { site } = useFrame();
  const signed = screen.versions.find((version) => version.version === screen.note.version);
  const state: FormState = { values: { ...screen.note.body, copied: '' } };
  return (
    <section class="desk-card">
      <h2>{t('note')}</h2>
      {signed?.seal ? <p class="quiet">{t('signedBy', { name: signed.authorName, at: formatClock(signed.at, site.zone) })} · {t('seal')} <code>{signed.seal.slice(0, 16)}…</code></p> : null}
      <dl class="note-parts">{noteParts.filter((part) => screen.note.body[part]).map((part) => <div key={part}><dt>{t(part)}</dt><dd class="kept-lines">{screen.note.body[part]}</dd></div>)}</dl>
      <Details summary={t('amend')}>
        <form method="post" action={`${path}/betulkan`}>
          {noteParts.map((part) => <TextArea key={part} name={part} label={t(part)} state={state} rows={3} />)}
          <Field name="reason" label={t('amendReason')} state={{ values: {} }} />
          <Button kind="lesser">{t('amendNow')}</Button>
        </form>
      </Details>
    </section>
  );
}

/** Asked before a chart opens that is not the actor's to open. */
export function GlassPage({ path, state }: { path: string; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('glassTitle')} kind="desk">
      <PageHead title={t('glassTitle')} lead={t('glassLead')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action={path}><TextArea name="reason" label={t('glassReason')} state={state} rows={3} maxLength={300} required /><Button kind="ending">{t('glassOpen')}</Button></form>
    </Layout>
  );
}
