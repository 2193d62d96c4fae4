import { say, type Words } from '#kernel/manifest';
import { formatClock, formatDate, formatLongDate } from '#kernel/time';
import { Button, DataTable, EmptyState, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, StatusTag, useFrame, useWords, type FormState } from '#platform/ui';
import type { Section } from '../../rules/resume.ts';
import { writeDecimal } from '../../rules/decimal.ts';
import type { Pictogram } from '../../rules/label.ts';
import type { Result } from '../../store/results.ts';
import type { Visit } from '../../store/visits.ts';
import { Picture } from '../pharmacy/pictogram.tsx';
import { ResumeSections } from '../resume-sections.tsx';
import { words } from './words.ts';

/** Where the patient begins without a link. */
export function PatientStart() {
  const t = useWords(words);
  return <Layout title={t('title')}><PageHead title={t('title')} lead={t('lead')} /><p>{t('where')}</p></Layout>;
}

/** The door: the link says which visit, the code says it is the patient. */
export function PatientDoor({ path, state }: { path: string; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action={path}><Field name="code" label={t('code')} hint={t('codeHint')} state={{ values: {}, problem: state.problem }} autocomplete="one-time-code" required /><Button>{t('open')}</Button></form>
      <p class="quiet">{t('where')}</p>
    </Layout>
  );
}

export interface PatientView {
  readonly visit: Visit;
  readonly sections: readonly Section[] | undefined;
  readonly signed: { readonly byName: string; readonly at: Temporal.Instant } | undefined;
  readonly medicines: readonly { readonly id: string; readonly name: string; readonly words: string; readonly pictograms: readonly Pictogram[]; readonly warnings: readonly string[] }[];
  readonly results: readonly Result[];
  readonly control: { readonly date: string; readonly doctorName: string } | undefined;
  readonly readings: readonly { readonly id: string; readonly at: Temporal.Instant; readonly kind: string; readonly agency: string | undefined; readonly purpose: Words; readonly emergency: string | undefined }[];
  readonly consents: { readonly general: boolean; readonly share: boolean };
}

/** What the patient reads of one visit, in plain words. */
export function PatientPage({ view, path }: { view: PatientView; path: string }) {
  const t = useWords(words);
  const { locale, site } = useFrame();
  const { visit } = view;
  return (
    <Layout title={t('title')}>
      <PageHead title={t('visit', { date: formatLongDate(visit.date, locale), poli: visit.poliName })} lead={t('doctor', { name: visit.doctorName })} />
      {view.sections && view.signed ? <section><h2>{t('resume')}</h2><p class="quiet">{t('signed', { name: view.signed.byName, at: formatClock(view.signed.at, site.zone) })}</p><ResumeSections sections={view.sections} /></section> : <Notice kind="waiting">{t('notSigned')}</Notice>}
      {view.medicines.length > 0 ? (
        <section><h2>{t('medicine')}</h2>
          {view.medicines.map((medicine) => <article key={medicine.id} class="patient-medicine"><h3>{medicine.name}</h3><p>{medicine.words}</p><div class="pictograms">{medicine.pictograms.map((what) => <Picture key={what} what={what} />)}</div>{medicine.warnings.map((warning) => <p key={warning}><b>{warning}</b></p>)}</article>)}
        </section>
      ) : null}
      {view.results.length > 0 ? (
        <section><h2>{t('results')}</h2>
          <ul class="rows">{view.results.map((result) => <li key={result.id}>{result.name}: <b>{result.value === undefined ? result.text : `${writeDecimal(result.value)} ${result.unit ?? ''}`}</b> {result.interpretation ? <StatusTag kind={result.interpretation === 'N' ? 'done' : 'waiting'}>{t(result.interpretation === 'N' ? 'normal' : result.interpretation.startsWith('L') ? 'low' : 'high')}</StatusTag> : null}{result.low === undefined || result.high === undefined ? null : <span class="quiet"> ({writeDecimal(result.low)}–{writeDecimal(result.high)})</span>}</li>)}</ul>
        </section>
      ) : null}
      {view.control ? <section><h2>{t('next')}</h2><p>{t('nextOn', { date: formatDate(Temporal.PlainDate.from(view.control.date), locale), doctor: view.control.doctorName })}</p></section> : null}
      <section><h2>{t('consent')}</h2>{(['general', 'share'] as const).map((kind) => <form key={kind} method="post" action={`${path}/persetujuan`} class="consent-row"><p>{t(kind)} <StatusTag kind={view.consents[kind] ? 'done' : 'plain'}>{t(view.consents[kind] ? 'given' : 'notGiven')}</StatusTag></p><Hidden name="kind" value={kind} /><button class={`button button-${view.consents[kind] ? 'ending' : 'lesser'}`} name="do" value={view.consents[kind] ? 'withdraw' : 'give'}>{t(view.consents[kind] ? 'withdraw' : 'give')}</button></form>)}</section>
      <section><h2>{t('looked')}</h2><p>{t('lookedHint')}</p>
        <DataTable caption={t('looked')} hideCaption rows={view.readings} rowKey={(row) => row.id} empty={<EmptyState title="–" />} columns={[
          { head: t('when'), cell: (row) => `${formatDate(row.at.toZonedDateTimeISO(site.zone).toPlainDate(), locale)} ${formatClock(row.at, site.zone)}` },
          { head: t('who'), cell: (row) => (row.kind === 'staff' ? t('staff', { agency: row.agency ?? '' }) : row.kind === 'system' ? t('systemWho') : row.kind === 'resident' || row.kind === 'anonymous' ? t('self') : t('other')) },
          { head: t('why'), cell: (row) => <>{say(row.purpose, locale)}{row.emergency ? <> <StatusTag kind="attention">{t('emergency', { reason: row.emergency })}</StatusTag></> : null}</> },
        ]} />
      </section>
      <form method="post" action={`${path}/tutup`}><Button kind="lesser">{t('leave')}</Button></form>
    </Layout>
  );
}
