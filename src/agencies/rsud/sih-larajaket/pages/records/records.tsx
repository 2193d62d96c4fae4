import { formatClock, formatDate } from '#kernel/time';
import { Button, DataTable, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, PrintSheet, QrCode, SelectField, StatusTag, TaskList, TextArea, Timeline, useFrame, useWords, type FormState } from '#platform/ui';
import type { RecordsCase, RecordsRow } from '../../reads/records-desk.ts';
import type { Missing } from '../../rules/completeness.ts';
import { noteParts } from '../../rules/note.ts';
import { Diagnoses, type FoundCodes } from '../doctor/diagnosis.tsx';
import { NoteHistory } from '../doctor/note-form.tsx';
import { PatientBanner, StateTag, stateName } from '../patient-banner.tsx';
import { ResumeSections } from '../resume-sections.tsx';
import { words } from './words.ts';

const asked: readonly (readonly [Missing, keyof typeof words])[] = [['vitals', 'mvitals'], ['allergy', 'mallergy'], ['note', 'mnote'], ['diagnosis', 'mdiagnosis'], ['main-twice', 'mmain'], ['prescription', 'mprescription'], ['results-unread', 'mresults'], ['consent', 'mconsent'], ['sep', 'msep'], ['resume', 'mresume']];

export interface RecordsProps { readonly date: Temporal.PlainDate; readonly rows: readonly RecordsRow[]; readonly chosen?: RecordsCase | undefined; readonly found?: FoundCodes | undefined; readonly state: FormState; readonly keyGiven?: { readonly url: string; readonly code: string } | undefined; readonly mayAmend: boolean }

/** The records' and coding desk: visits of a day left, one file right. */
export function RecordsPage({ date, rows, chosen, found, state, keyGiven, mayAmend }: RecordsProps) {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <div class="desk">
        <aside class="desk-list">
          <form method="get" action="/sih-larajaket/rekam-medis" class="actions"><Field name="tanggal" type="date" label={t('date')} state={{ values: { tanggal: date.toString() } }} /><Button kind="lesser">{t('show')}</Button></form>
          {rows.length === 0 ? <EmptyState title={t('none')} /> : (
            <ol class="queue-list">{rows.map(({ visit, name, missing }) => <li key={visit.id}><a href={`/sih-larajaket/rekam-medis/${visit.id}`} aria-current={visit.id === chosen?.visit.id ? 'true' : undefined}><strong class="numeric">{visit.label}</strong><span>{name}<br /><StateTag state={visit.state} /></span><StatusTag kind={missing.length === 0 ? 'done' : 'attention'}>{missing.length === 0 ? t('complete') : t('missingN', { n: missing.length })}</StatusTag></a></li>)}</ol>
          )}
        </aside>
        <section class="desk-work">{chosen ? <Chosen chosen={chosen} found={found} state={state} keyGiven={keyGiven} mayAmend={mayAmend} /> : <p class="quiet">{t('pick')}</p>}</section>
      </div>
    </Layout>
  );
}

function Chosen({ chosen, found, state, keyGiven, mayAmend }: { chosen: RecordsCase; found: FoundCodes | undefined; state: FormState; keyGiven: RecordsProps['keyGiven']; mayAmend: boolean }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { visit, missing } = chosen;
  const path = `/sih-larajaket/rekam-medis/${visit.id}`;
  return (
    <>
      <PatientBanner person={chosen.person} visit={visit} />
      <ErrorSummary problem={state.problem} />
      {keyGiven ? <Notice kind="done"><p>{t('keyGiven')}</p><p class="huge">{keyGiven.code}</p><QrCode text={keyGiven.url} label={t('key')} /><p class="quiet">{keyGiven.url}</p></Notice> : null}
      <h2>{t('missing')}</h2>
      <TaskList tasks={asked.filter(([id]) => visit.payer === 'jkn' || id !== 'sep').map(([id, name]) => ({ name: t(name), status: missing.includes(id) || (id === 'sep' && missing.includes('sep-shape')) ? t('open') : t('done'), kind: missing.includes(id) ? 'attention' as const : 'done' as const }))} />
      <div class="actions">
        {['coded', 'handed', 'delivery'].includes(visit.state) ? <form method="post" action={`${path}/selesai`}><Button>{t('finish')}</Button></form> : null}
        <form method="post" action={`${path}/kode-pasien`}><Button kind="lesser">{t('giveKey')}</Button></form><form method="post" action={`${path}/cetak`}><Button kind="lesser">{t('print')}</Button></form><a href={`${path}/klaim`} download>{t('claimFile')}</a>
      </div>
      <p class="quiet">{t('sheets', { n: chosen.sheets })}</p>
      {visit.payer === 'jkn' ? <form method="post" action={`${path}/sep`} class="rx-form"><Field name="sep" label={t('sep')} state={{ ...state, values: { sep: state.values['sep'] ?? visit.sep ?? '' } }} autocomplete="off" /><Button kind="lesser">{t('save')}</Button></form> : null}
      <Diagnoses screen={{ codings: chosen.codings, favourites: { codes: [], drugs: [] } }} path={path} found={found} />
      <section class="desk-card"><h2>{t('resume')}</h2>{chosen.resumeSealed ? <p class="quiet">{chosen.resumeSealed.byName}, {formatClock(chosen.resumeSealed.at, site.zone)} · <code>{chosen.resumeSealed.seal.slice(0, 16)}…</code></p> : null}<ResumeSections sections={chosen.resume} /></section>
      <NoteHistory screen={chosen} />
      {mayAmend && chosen.note.state === 'signed' ? (
        <Details summary={t('amend')}><form method="post" action={`${path}/betulkan`}>{noteParts.map((part) => <TextArea key={part} name={part} label={part} state={{ values: { ...chosen.note.body, copied: '' } }} rows={3} />)}<Field name="reason" label={t('amendReason')} state={state} /><Button kind="lesser">{t('amendNow')}</Button></form></Details>
      ) : null}
      {mayAmend ? <Details summary={t('release')}><form method="post" action={`${path}/lepas`}><Field name="toWhom" label={t('toWhom')} state={state} /><Field name="purpose" label={t('purpose')} state={state} /><SelectField name="basis" label={t('basis')} state={state} options={[{ value: 'patient', label: t('bpatient') }, { value: 'guardian', label: t('bguardian') }, { value: 'court', label: t('bcourt') }, { value: 'insurer', label: t('binsurer') }, { value: 'caregiver', label: t('bcaregiver') }]} /><Button kind="lesser">{t('releaseNow')}</Button></form>{chosen.releases.map((one) => <p key={one.at.toString()} class="quiet">{one.to_whom}: {one.purpose}, {formatDate(one.at.toZonedDateTimeISO(site.zone).toPlainDate(), locale)}</p>)}</Details> : null}
      {mayAmend && ['in-progress', 'doctor-done', 'coded', 'finished'].includes(visit.state) ? <Details summary={t('retract')}><form method="post" action={`${path}/tarik`}><Field name="reason" label={t('reason')} state={state} /><Button kind="ending">{t('retract')}</Button></form></Details> : null}
      <h2>{t('steps')}</h2>
      <Timeline steps={chosen.steps.map((step) => ({ name: stateName(step.to, locale), state: 'done' as const, at: formatClock(step.at, site.zone), ...(step.reason ? { note: step.reason } : {}) }))} />
    </>
  );
}

/** The résumé on paper, for whoever asks for paper; the sheet was counted before it is shown. */
export function PrintResume({ chosen, url }: { chosen: RecordsCase; url: string }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('resume')} kind="desk">
      <PrintSheet title={t('resume')} number={chosen.visit.code} qr={url}><p><b>{chosen.person.name}</b> · RM {chosen.person.norm ?? '–'} · {formatDate(chosen.visit.date, locale)} · {chosen.visit.poliName} · {chosen.visit.doctorName}</p><ResumeSections sections={chosen.resume} />{chosen.resumeSealed ? <p class="quiet">{chosen.resumeSealed.byName} · {chosen.resumeSealed.seal}</p> : null}</PrintSheet>
    </Layout>
  );
}

export interface GlassRow { readonly id: string; readonly who: string; readonly reason: string; readonly at: Temporal.Instant; readonly due: Temporal.PlainDate; readonly verdict: 'right' | 'not-right' | null; readonly remark: string | null; readonly overdue: boolean }

/** Emergency openings, those to be judged first. */
export function GlassReviewPage({ rows, state }: { rows: readonly GlassRow[]; state: FormState }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  return (
    <Layout title={t('glassTitle')} kind="desk">
      <PageHead title={t('glassTitle')} lead={t('glassLead')} />
      <ErrorSummary problem={state.problem} />
      <DataTable caption={t('glassTitle')} hideCaption rows={rows} rowKey={(row) => row.id} empty={<EmptyState title={t('glassNone')} />} columns={[
        { head: t('when'), cell: (row) => `${formatDate(row.at.toZonedDateTimeISO(site.zone).toPlainDate(), locale)} ${formatClock(row.at, site.zone)}` }, { head: t('who'), cell: (row) => row.who }, { head: t('reason'), cell: (row) => row.reason },
        { head: t('due'), cell: (row) => <>{formatDate(row.due, locale)} {row.overdue ? <StatusTag kind="attention">{t('overdue')}</StatusTag> : null}</> },
        { head: t('verdict'), cell: (row) => (row.verdict ? <><StatusTag kind={row.verdict === 'right' ? 'done' : 'attention'}>{t(row.verdict === 'right' ? 'right' : 'notRight')}</StatusTag> {row.remark}</> : (
          <form method="post" action="/sih-larajaket/darurat" class="actions"><Hidden name="glassId" value={row.id} /><input type="text" name="remark" aria-label={t('remark')} placeholder={t('remark')} /><button class="button button-lesser" name="verdict" value="right">{t('right')}</button><button class="button button-ending" name="verdict" value="not-right">{t('notRight')}</button></form>
        )) },
      ]} />
    </Layout>
  );
}
