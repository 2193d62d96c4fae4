import type { HTMLAttributes } from 'preact';
import { Button, Choices, Field, Layout, Notice, PageHead, TextArea, useWords, type FormState } from '#platform/ui';
import { vitalReference } from '../../reference/reference.ts';
import { noteParts } from '../../rules/note.ts';
import { words as doctorWords } from '../doctor/words.ts';
import { words as triageWords } from '../triage/words.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'clinic-offline': HTMLAttributes<HTMLElement> & Readonly<Record<`data-${string}`, string>>;
    }
  }
}

const blank: FormState = { values: {} };

/** The desk that goes on without network. It is kept on devices, so nobody's name or data may be in it: the device's own store fills it. */
export function ClinicPage() {
  const t = useWords(words);
  const d = useWords(doctorWords);
  const n = useWords(triageWords);
  const said = {
    ...Object.fromEntries(vitalReference.vitals.map((vital) => [`data-${vital.key}`, vital.name])), ...Object.fromEntries(noteParts.map((part) => [`data-${part}`, d(part)])),
    'data-away': t('away'), 'data-there': t('there'), 'data-waiting': t('waiting'), 'data-kept': t('keptHere'), 'data-none': d('noneKnown'), 'data-not-asked': d('notAsked'), 'data-allergy-stop': t('allergyStop'), 'data-unknown-drug': t('unknownDrug'), 'data-ask-allergy': t('askAllergy'), 'data-note': d('note'), 'data-rx': t('draft'), 'data-triage': n('vitals'), 'data-allergy': n('allergy'), 'data-drug': d('drug'), 'data-signa': d('signa'), 'data-reason': d('reason'),
  } as const;
  return (
    <Layout title={t('title')} kind="desk" nav={[]} scripts={['/sih-larajaket/aset/clinic.js']}>
      <clinic-offline {...said}>
        <PageHead title={t('title')} lead={t('lead')} />
        <Notice kind="attention"><span data-part="state" role="status">{t('noScripts')}</span> <span data-part="count" /> <a data-part="sign-in" href="/masuk?lanjut=/sih-larajaket/luring" hidden>{t('signIn')}</a> <a data-part="back" href="/meja" hidden>{t('back')}</a></Notice>
        <section data-part="troubles" hidden class="desk-card">
          <h2>{t('troubles')}</h2><p>{t('troublesHint')}</p>
          <div class="table-frame"><table><thead><tr><th scope="col">{t('patient')}</th><th scope="col">{t('part')}</th><th scope="col">{t('mine')}</th><th scope="col">{t('theirs')}</th></tr></thead><tbody data-part="trouble-rows" /></table></div>
        </section>
        <div class="desk desk-queue">
          <section class="desk-work" aria-label={t('patient')}>
            <div data-part="patient" hidden>
              <header class="patient-banner"><h2 data-part="name" tabIndex={-1} /><p class="quiet" data-part="who" /></header>
              <p role="status" data-part="said" />
              <section data-part="allergy-card" class="patient-card"><h3>{d('allergies')}</h3><p data-part="allergies" /></section>
              <div data-for="treats" hidden class="desk-pair">
                {(['problems', 'drugs', 'results', 'last'] as const).map((part) => <section key={part} class="patient-card"><h3>{d(part === 'last' ? 'lastNote' : part)}</h3><ul data-part={part} /></section>)}
              </div>
              <form data-form="triage" data-for="measures" hidden class="desk-card">
                <h3>{n('vitals')}</h3><p class="hint">{n('vitalsHint')}</p>
                <div class="vital-grid">{vitalReference.vitals.map((vital) => <div key={vital.key} class="field"><label for={`f-${vital.key}`}>{vital.name} ({vital.shown})</label><input type="text" id={`f-${vital.key}`} name={vital.key} data-vital="" autocomplete="off" /></div>)}</div>
                <Choices name="allergy" legend={n('allergy')} hint={n('allergyHint')} state={blank} layout="cards" options={[{ value: 'none-known', label: n('noneKnown') }, { value: 'known', label: n('known') }]} />
                <div class="vital-grid"><Field name="substance" label={n('substance')} state={blank} autocomplete="off" /><Field name="complaint" label={n('complaint')} state={blank} autocomplete="off" /></div>
                <p class="actions"><Button>{t('keepVitals')}</Button></p>
              </form>
              <form data-form="note" data-for="treats" hidden class="desk-card">
                <h3>{d('note')}</h3>
                <div class="soap">{noteParts.map((part) => <TextArea key={part} name={part} label={d(part)} state={blank} rows={3} />)}</div>
                <p class="actions"><Button>{t('keepNote')}</Button></p>
              </form>
              <form data-form="rx" data-for="treats" hidden class="desk-card">
                <h3>{t('draft')}</h3><p class="hint">{t('draftHint')}</p><ul data-part="rx" />
                <div class="vital-grid"><div class="field"><label for="f-drug">{d('drug')}</label><input type="text" id="f-drug" name="drug" list="obat" required autocomplete="off" /></div><Field name="signa" label={d('signa')} hint={d('signaHint')} state={blank} autocomplete="off" required /><Field name="reason" label={d('reason')} state={blank} autocomplete="off" /></div>
                <datalist id="obat" data-part="medicines" />
                <p class="actions"><Button kind="lesser">{t('keepDraft')}</Button></p>
              </form>
              <section aria-label={t('log')}><h3>{t('log')}</h3><ul data-part="log" /></section>
            </div>
          </section>
          <aside class="desk-list" aria-label={t('patients')}><h2>{t('patients')}</h2><p class="quiet" data-part="none">{t('nonePacked')}</p><ol class="queue-list" data-part="list" /></aside>
        </div>
      </clinic-offline>
    </Layout>
  );
}
