import type { Manifest } from '#kernel/manifest';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, Checkbox, CheckAnswers, Clock, EmptyState, ErrorSummary, Field, Hidden, Layout, LinkButton, Notice, PageHead, SelectField, StatusTag, TextArea, Timeline, useFrame, useWords, type FormState, type TagKind } from '#platform/ui';
import type { ComplaintState, ComplaintVerb } from '../procedure.ts';
import { complaintKinds } from '../reference.ts';
import type { DeskComplaint, PublicComplaint } from '../reads.ts';
import { words } from '../words.ts';

const kinds: Readonly<Record<ComplaintState, TagKind>> = { diterima: 'waiting', diteruskan: 'waiting', dijawab: 'done', selesai: 'done', dialihkan: 'plain', ditolak: 'plain' };

function StateTag({ state }: { state: ComplaintState }) {
  const t = useWords(words);
  return <StatusTag kind={kinds[state]}>{t(`state-${state}`)}</StatusTag>;
}

function useMoment(): (at: Temporal.Instant) => string {
  const { locale, site } = useFrame();
  return (at) => `${formatDate(civilDate(at, site.zone), locale)}, ${formatClock(at, site.zone)}`;
}

/** The front page of complaints: file one, find one, read what was published. */
export function ComplaintsPage({ latest, serviceName }: { latest: readonly PublicComplaint[]; serviceName: (id: string) => string }) {
  const t = useWords(words);
  const moment = useMoment();
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} lead={t('lead')} />
      <div class="actions"><LinkButton href="/pengaduan/baru">{t('new')}</LinkButton></div>
      <form method="get" action="/pengaduan/cari" class="search"><label for="f-nomor">{t('find')}</label><input type="search" id="f-nomor" name="nomor" placeholder="8K2M9QXA" autocomplete="off" /><button class="button button-lesser">{t('findButton')}</button></form>
      <h2>{t('latest')}</h2>
      {latest.length === 0 ? <EmptyState title={t('none')}><p>{t('noneNext')}</p></EmptyState> : (
        <ul class="rows">{latest.map((one) => <li key={one.tracking}><p>{one.words}<br /><span class="quiet">{[one.service ? serviceName(one.service) : undefined, moment(one.receivedAt)].filter(Boolean).join(' · ')} · <a href={`/pengaduan/nomor/${one.tracking}`}>{one.tracking}</a></span></p><StateTag state={one.state} /></li>)}</ul>
      )}
    </Layout>
  );
}

export function FilePage({ services, state }: { services: readonly Manifest[]; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('new')}>
      <PageHead title={t('new')} crumbs={[{ href: '/pengaduan', name: t('title') }]} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action="/pengaduan/baru">
        <SelectField name="service" label={t('service')} state={state} options={[{ value: '', label: t('serviceOther') }, ...services.map((service) => ({ value: service.id, label: service.name }))]} />
        <TextArea name="words" label={t('story')} hint={t('storyHint')} rows={6} maxLength={4000} state={state} required />
        <Field name="contact" label={t('contact')} hint={t('contactHint')} state={state} autocomplete="tel" />
        <Checkbox name="anonymous" label={t('anonymous')} hint={t('anonymousHint')} state={state} />
        <Checkbox name="confidential" label={t('confidential')} hint={t('confidentialHint')} state={state} />
        <div class="actions"><Button>{t('send')}</Button></div>
      </form>
    </Layout>
  );
}

export function ReceivedPage({ tracking, replyCode, until }: { tracking: string; replyCode: string; until: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('received')}>
      <PageHead title={t('received')} />
      <CheckAnswers rows={[{ name: t('tracking'), value: <strong>{tracking}</strong> }, { name: t('replyCode'), value: <strong>{replyCode}</strong> }, { name: t('until'), value: until }]} />
      <Notice kind="attention">{t('keep')}</Notice>
      <div class="actions"><LinkButton href={`/pengaduan/nomor/${tracking}`}>{t('follow')}</LinkButton></div>
    </Layout>
  );
}

/** Where a complaint stands: who holds it, until when, what was answered. */
export function StatusPage({ complaint, serviceName, now, state }: { complaint: PublicComplaint; serviceName: (id: string) => string; now: Temporal.Instant; state: FormState }) {
  const t = useWords(words);
  const moment = useMoment();
  return (
    <Layout title={`${t('title')} ${complaint.tracking}`}>
      <PageHead title={complaint.tracking} crumbs={[{ href: '/pengaduan', name: t('title') }]} tag={<StateTag state={complaint.state} />} lead={complaint.service ? serviceName(complaint.service) : undefined} />
      <p>{complaint.words ?? <span class="quiet">{t('notShown')}</span>}</p>
      {complaint.dueAt ? <Clock label={t('until')} from={complaint.receivedAt} until={complaint.dueAt} now={now} /> : null}
      <Timeline steps={complaint.entries.map((entry) => ({ name: t(`verb-${entry.verb as ComplaintVerb | 'file' | 'lapor'}`), state: 'done' as const, at: moment(entry.at), by: entry.within === false ? t('late') : undefined, note: entry.words }))} />
      {complaint.state === 'dijawab' ? <Reply tracking={complaint.tracking} state={state} /> : null}
    </Layout>
  );
}

function Reply({ tracking, state }: { tracking: string; state: FormState }) {
  const t = useWords(words);
  return (
    <>
      <h2>{t('reply')}</h2>
      <ErrorSummary problem={state.problem} />
      <form method="post" action={`/pengaduan/nomor/${tracking}`}>
        <Field name="code" label={t('replyCode')} state={state} required autocomplete="off" />
        <TextArea name="words" label={t('yourWords')} rows={4} maxLength={4000} state={state} />
        <div class="actions"><Button name="verb" value="balas">{t('reply')}</Button><Button name="verb" value="puas" kind="lesser">{t('satisfied')}</Button></div>
      </form>
    </>
  );
}

/** What waits for an officer, first due first; words already masked. */
export function DeskPage({ complaints, agencies, may, now, serviceName, state, trouble }: { trouble: { readonly waiting: number; readonly why: string } | undefined; complaints: readonly DeskComplaint[]; agencies: readonly { readonly id: string; readonly acronym: string }[]; may: { verify: boolean; answer: boolean; moderate: boolean }; now: Temporal.Instant; serviceName: (id: string) => string; state: FormState }) {
  const t = useWords(words);
  const moment = useMoment();
  return (
    <Layout title={t('desk')} kind="desk">
      <PageHead title={t('desk')} crumbs={[{ href: '/meja', name: 'Meja kerja' }]} />
      <ErrorSummary problem={state.problem} />
      {trouble ? <Notice kind="attention" title={t('laporDown', { n: trouble.waiting })}>{trouble.why} {t('laporDownNext')}</Notice> : null}
      {complaints.length === 0 ? <EmptyState title={t('deskNone')}><p>{t('deskNoneNext')}</p></EmptyState> : (
        <ul class="rows rows-top">
          {complaints.map((one) => (
            <li key={one.tracking}>
              <div>
                <p><a href={`/pengaduan/nomor/${one.tracking}`}>{one.tracking}</a> <StateTag state={one.state} /> {one.confidential ? <StatusTag kind="attention">{t('secret')}</StatusTag> : null}</p>
                <p>{one.masked}</p>
                <p class="quiet">{[one.service ? serviceName(one.service) : undefined, moment(one.receivedAt)].filter(Boolean).join(' · ')}{one.settleBy ? ` · ${t('settleBy', { moment: moment(one.settleBy) })}` : ''}{one.holdsPersonal ? ` · ${t('personal')}` : ''}</p>
              </div>
              <div>{one.dueAt ? <Clock label={t('until')} from={one.receivedAt} until={one.dueAt} now={now} /> : null}<DeskForms complaint={one} agencies={agencies} may={may} /></div>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

function DeskForms({ complaint, agencies, may }: { complaint: DeskComplaint; agencies: readonly { readonly id: string; readonly acronym: string }[]; may: { verify: boolean; answer: boolean; moderate: boolean } }) {
  const t = useWords(words);
  const { tracking, state } = complaint;
  const empty: FormState = { values: { [`agency-${tracking}`]: complaint.agency ?? '' } };
  const moderates = may.moderate && complaint.shown === 'waiting' && !complaint.confidential;
  if (!moderates && !(may.verify && state === 'diterima') && !(may.answer && state === 'diteruskan')) return null;
  return (
    <form method="post" action="/pengaduan/meja">
      <Hidden name="tracking" value={tracking} />
      {may.verify && state === 'diterima' ? <SelectField name={`agency-${tracking}`} label={t('agency')} state={empty} options={[{ value: '', label: '–' }, ...agencies.map((agency) => ({ value: agency.id, label: agency.acronym }))]} /> : null}
      {may.verify && state === 'diterima' ? <SelectField name={`kind-${tracking}`} label={t('kind')} state={empty} options={complaintKinds.map((value) => ({ value, label: t(`kind-${value}`) }))} /> : null}
      {(may.verify && state === 'diterima') || (may.answer && state === 'diteruskan') ? <TextArea name={`words-${tracking}`} label={t('say')} rows={3} state={empty} /> : null}
      <div class="actions">
        {may.verify && state === 'diterima' ? <><Button name="verb" value="teruskan">{t('forward')}</Button><Button name="verb" value="alihkan" kind="lesser">{t('elsewhere')}</Button><Button name="verb" value="tolak" kind="ending">{t('refuse')}</Button></> : null}
        {may.answer && state === 'diteruskan' ? <Button name="verb" value="jawab">{t('answer')}</Button> : null}
        {moderates ? <><Button name="verb" value="show" kind="lesser">{t('show')}</Button><Button name="verb" value="withhold" kind="lesser">{t('withhold')}</Button></> : null}
      </div>
    </form>
  );
}
