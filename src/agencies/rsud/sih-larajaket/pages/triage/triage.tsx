import { writeDecimal } from '../../rules/decimal.ts';
import { formulary, vitalReference } from '../../reference/reference.ts';
import { formatClock } from '#kernel/time';
import { Button, Checkbox, Choices, Details, EmptyState, ErrorSummary, Field, Hidden, hx, Layout, Notice, PageHead, SelectField, useFrame, useWords, type FormState } from '#platform/ui';
import type { TriageCase, TriageDesk } from '../../reads/triage-desk.ts';
import { NoteKeeper } from '../offline/offline.tsx';
import { DeviceTroubles } from '../offline/troubles.tsx';
import { PatientBanner, StateTag } from '../patient-banner.tsx';
import { words } from './words.ts';

export interface TriageProps {
  readonly desk: TriageDesk;
  readonly poli: string | undefined;
  readonly chosen?: TriageCase | undefined;
  readonly state: FormState;
  readonly saved?: string | undefined;
  readonly alarms?: readonly string[] | undefined;
}

/** The nurse's page: arrivals on the left, one patient on the right. */
export function TriagePage(props: TriageProps) {
  const t = useWords(words);
  return <Layout title={t('title')} kind="desk" scripts={['/sih-larajaket/aset/note-keeper.js']}><PageHead title={t('title')} lead={t('lead')} /><NoteKeeper /><TriageDeskPart {...props} /></Layout>;
}

/** The part that is replaced after every step. */
export function TriageDeskPart({ desk, poli, chosen, state, saved, alarms }: TriageProps) {
  const t = useWords(words);
  return (
    <div id="triase" class="desk desk-queue">
      <section class="desk-work">
        <div role="status">
          {saved ? <Notice kind="done">{t('saved', { label: saved })}</Notice> : null}
          {alarms && alarms.length > 0 ? <Notice kind="attention" title={t('alarm')}><ul>{alarms.map((alarm) => <li key={alarm}>{alarm}</li>)}</ul></Notice> : null}
        </div>
        {chosen ? <Chosen chosen={chosen} state={state} /> : <p class="quiet">{t('pick')}</p>}
      </section>
      <aside class="desk-list" aria-label={t('waiting')}>
        <form method="get" action="/sih-larajaket/triase" class="actions">
          <SelectField name="poli" label={t('poli')} state={{ values: { poli: poli ?? '' } }} options={[{ value: '', label: t('allPoli') }, ...desk.polis.map((one) => ({ value: one.code, label: one.name }))]} />
          <Button kind="lesser">{t('show')}</Button>
        </form>
        {desk.visits.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : <Queue desk={desk} poli={poli} chosen={chosen?.visit.id} />}
      </aside>
    </div>
  );
}

function Queue({ desk, poli, chosen }: { desk: TriageDesk; poli: string | undefined; chosen: string | undefined }) {
  const { site } = useFrame();
  return (
    <ol class="queue-list">
      {desk.visits.map((visit) => {
        const path = `/sih-larajaket/triase/${visit.id}${poli ? `?poli=${poli}` : ''}`;
        return (
          <li key={visit.id}>
            <a href={path} aria-current={visit.id === chosen ? 'true' : undefined} {...hx({ get: path, target: '#triase', swap: 'outerMorph' })}>
              <strong class="numeric">{visit.label}</strong><span>{desk.names.get(visit.personId) ?? '–'}<br /><StateTag state={visit.state} /></span><span class="quiet numeric">{formatClock(visit.arrivedAt, site.zone).slice(0, 5)}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}

function Chosen({ chosen, state }: { chosen: TriageCase; state: FormState }) {
  const t = useWords(words);
  const { visit, person } = chosen;
  const path = `/sih-larajaket/triase/${visit.id}`;
  const filled: FormState = Object.keys(state.values).length > 0 ? state : { values: valuesOfCase(chosen) };
  return (
    <>
      <PatientBanner person={person} visit={visit} />
      {chosen.warnings.map((warning) => <Notice key={warning} kind="attention">{t(warning)}</Notice>)}
      <ErrorSummary problem={state.problem} />
      <DeviceTroubles troubles={chosen.troubles} path={`${path}/bandingkan`} measures />
      <form method="post" action={path} {...hx({ post: path, target: '#triase', swap: 'outerHTML' })}>
        <fieldset class="field field-wide vitals"><legend>{t('vitals')}</legend><p class="hint">{t('vitalsHint')}</p>
          <div class="vital-grid">
            {vitalReference.vitals.map((vital) => <Field key={vital.key} name={vital.key} label={`${vital.name} (${vital.shown})`} hint={lastOf(chosen, vital.key) === undefined ? undefined : t('before', { value: writeDecimal(lastOf(chosen, vital.key) ?? 0) })} state={filled} inputmode="text" autocomplete="off" />)}
          </div>
        </fieldset>
        {state.problem?.code === 'sih-larajaket/vitals-confirm' ? <Checkbox name="remeasured" label={t('remeasured')} state={filled} /> : null}
        <Choices name="allergy" legend={t('allergy')} hint={`${t('allergyHint')}${chosen.allergies.length > 0 ? ` ${t('onRecord', { list: chosen.allergies.join(', ') })}` : ''}`} state={filled} layout="cards" options={[{ value: 'none-known', label: t('noneKnown') }, { value: 'known', label: t('known') }]} />
        <div class="vital-grid">
          <div class="field"><label for="f-substance">{t('substance')}</label><input type="text" id="f-substance" name="substance" list="zat" value={filled.values['substance']} autocomplete="off" /></div>
          <Field name="reaction" label={t('reaction')} state={filled} autocomplete="off" />
          <Checkbox name="severe" label={t('severe')} state={filled} />
        </div>
        <datalist id="zat">{[...new Set(formulary.medicines.flatMap((medicine) => [medicine.ingredient, medicine.class]))].sort().map((name) => <option key={name} value={name} />)}</datalist>
        <div class="vital-grid">
          <Field name="complaint" label={t('complaint')} state={filled} autocomplete="off" /><Field name="pain" label={t('pain')} type="number" state={filled} />
          {person.sex === 'P' ? <SelectField name="pregnancy" label={t('pregnancy')} state={filled} options={[{ value: 'unknown', label: t('pUnknown') }, { value: 'no', label: t('pNo') }, { value: 'pregnant', label: t('pregnant') }, { value: 'lactating', label: t('lactating') }]} /> : null}
          <SelectField name="weightLoss" label={t('weightLoss')} state={filled} options={(['wl0', 'wl1', 'wl2', 'wl3', 'wl4'] as const).map((key, value) => ({ value: String(value), label: t(key) }))} />
        </div>
        <Checkbox name="eatsLess" label={t('eatsLess')} state={filled} /><Checkbox name="unsteady" label={t('unsteady')} state={filled} /><Checkbox name="holdsOn" label={t('holdsOn')} state={filled} />
        <p class="actions"><Button>{t('save')}</Button></p>
      </form>
      {chosen.consent ? <p class="quiet">{t('consentGiven')}</p> : (
        <form method="post" action={`${path}/persetujuan`} class="desk-card"><h2>{t('consent')}</h2><p>{t('consentText')}</p><Hidden name="kind" value="general" /><Button kind="lesser">{t('consentGive')}</Button></form>
      )}
      {visit.state === 'arrived' || visit.state === 'triaged' ? (
        <Details summary={t('leave')}><form method="post" action={`${path}/pergi`}><Field name="reason" label={t('leaveReason')} state={state} /><Button kind="ending">{t('leaveNow')}</Button></form></Details>
      ) : null}
    </>
  );
}

function lastOf(chosen: TriageCase, key: string): number | undefined {
  return chosen.before[key]?.at(-1);
}

function valuesOfCase({ triage }: TriageCase): Record<string, string> {
  if (!triage) return { pain: '0', weightLoss: '0' };
  return { ...Object.fromEntries(Object.entries(triage.vitals).map(([key, value]) => [key, writeDecimal(value)])), allergy: triage.allergy, complaint: triage.complaint, pain: String(triage.screens.painScore), pregnancy: triage.pregnancy ?? 'unknown' };
}
