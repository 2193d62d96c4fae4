import { Checkbox, Details, Field, Hidden, hx, Notice, useWords, type FormState } from '#platform/ui';
import type { DoctorScreen } from '../../reads/doctor-screen.ts';
import { formulary } from '../../reference/reference.ts';
import { drugLabel, type Alert } from '../../rules/safety.ts';
import { readSigna, saySigna } from '../../rules/signa.ts';
import { words } from './words.ts';

const tierKinds = { stop: 'attention', confirm: 'waiting', note: 'info' } as const;

/** The prescription: lines with their warnings, favourites, one line to add, and compounded items. */
export function Prescription({ screen, path, state, editable }: { screen: DoctorScreen; path: string; state: FormState; editable: boolean }) {
  const t = useWords(words);
  const { rx, favourites } = screen;
  const target = { target: '#resep', swap: 'outerHTML' } as const;
  return (
    <section id="resep" class="desk-card">
      <h2>{t('rx')}{rx ? <span class="quiet"> {rx.number}</span> : null}</h2>
      <Alerts alerts={state.problem ? [] : screen.alerts} />
      {state.problem ? <Notice kind="attention" title={state.problem.title}>{state.problem.detail}</Notice> : null}
      {!rx || rx.items.length === 0 ? <p class="quiet">{t('noRx')}</p> : (
        <ol class="rx-list">
          {rx.items.map((item) => (
            <li key={item.id}>
              <b>{item.drug_name}</b> <span>{sayOf(item.signa)}</span> <span class="quiet">{t('quantityOf', { n: item.quantity, days: item.days })}{item.iter_left > 0 ? ` · iter ${item.iter_left}×` : ''}{item.overrides.length > 0 ? ` · ${t('overridden', { reason: item.reason })}` : ''}</span>
              {editable ? <form method="post" action={`${path}/hentikan`} {...hx({ post: `${path}/hentikan`, ...target })}><Hidden name="itemId" value={item.id} />{' '}<button class="link">{t('stop')}<span class="visually-hidden"> {item.drug_name}</span></button></form> : null}
            </li>
          ))}
        </ol>
      )}
      {editable ? (
        <>
          {favourites.drugs.length > 0 ? (
            <div class="chips"><span class="quiet">{t('favourites')}</span>
              {favourites.drugs.map((one, index) => <form key={one.drug + one.signa} method="post" action={`${path}/resep`} {...hx({ post: `${path}/resep`, ...target })}><Hidden name="drug" value={one.drug} /><Hidden name="signa" value={one.signa} /><button class="chip" data-alt={index === 0 ? 'f' : undefined}>{one.drug_name} · {one.signa}</button></form>)}
            </div>
          ) : null}
          <form method="post" action={`${path}/resep`} class="rx-form" {...hx({ post: `${path}/resep`, ...target })}>
            <DrugField state={state} label={t('drug')} />
            <div class="field"><label for="f-signa">{t('signa')}</label><p class="hint" id="h-signa">{t('signaHint')}</p>{state.problem?.fields['signa'] ? <p class="error">{state.problem.fields['signa']}</p> : null}
              <input type="text" id="f-signa" name="signa" value={state.values['signa']} autocomplete="off" aria-describedby="h-signa" {...hx({ post: `${path}/periksa-resep`, trigger: 'input changed delay:250ms', target: '#periksa-resep', swap: 'outerHTML' })} /></div>
            <Field name="quantity" label={t('quantity')} hint={t('quantityHint')} state={state} inputmode="numeric" autocomplete="off" /><Field name="iterations" label={t('iter')} state={state} inputmode="numeric" autocomplete="off" />
            <Field name="reason" label={t('reason')} state={state} autocomplete="off" />
            <button class="button button-lesser">{t('addDrug')}</button>
          </form>
          <LiveCheck alerts={undefined} words={undefined} />
          <Details summary={t('compound')}><CompoundForm path={path} /></Details>
        </>
      ) : null}
      <DrugList /><p class="quiet">{t('reference', { version: formulary.version })}</p>
    </section>
  );
}

function DrugField({ state, label }: { state: FormState; label: string }) {
  const error = state.problem?.fields['drug'];
  return <div class={error ? 'field field-wrong' : 'field'}><label for="f-drug">{label}</label>{error ? <p class="error">{error}</p> : null}<input type="text" id="f-drug" name="drug" list="formularium" value={state.values['drug']} autocomplete="off" data-alt="o" /></div>;
}

function DrugList() {
  return <datalist id="formularium">{formulary.medicines.map((medicine) => <option key={medicine.code} value={`${drugLabel(medicine)} (${medicine.code})`} />)}</datalist>;
}

/** What the checks say of the line being typed, before it is added. */
export function LiveCheck({ alerts, words: said }: { alerts: readonly Alert[] | undefined; words: string | undefined }) {
  const t = useWords(words);
  return <div id="periksa-resep" role="status">{said ? <p class="quiet">{said}</p> : null}{alerts === undefined ? null : alerts.length === 0 ? <p class="quiet">{t('checked')}</p> : <Alerts alerts={alerts} />}</div>;
}

function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  return <>{alerts.map((alert) => <Notice key={`${alert.kind}${alert.drug}${alert.words}`} kind={tierKinds[alert.tier]}>{alert.words}</Notice>)}</>;
}

function CompoundForm({ path }: { path: string }) {
  const t = useWords(words);
  const state: FormState = { values: { packs: '10', dtd: 'on' } };
  return (
    <form method="post" action={`${path}/racikan`} class="rx-form">
      {[1, 2, 3, 4].map((n) => (
        <div key={n} class="field"><label for={`f-bahan-${n}`}>{t('ingredient', { n })}</label><input type="text" id={`f-bahan-${n}`} name={`bahan-${n}`} list="formularium" autocomplete="off" /><label for={`f-mg-${n}`} class="visually-hidden">{t('ingredient', { n })} {t('amount')}</label><input type="text" id={`f-mg-${n}`} name={`mg-${n}`} inputMode="decimal" placeholder={t('amount')} autocomplete="off" /></div>
      ))}
      <Field name="packs" label={t('packs')} state={state} inputmode="numeric" /><Checkbox name="dtd" label={t('dtd')} state={state} />
      <Field name="compoundSigna" label={t('signa')} hint="3x1 bks 5 hari" state={state} /><Field name="compoundReason" label={t('reason')} state={state} />
      <button class="button button-lesser">{t('addCompound')}</button>
    </form>
  );
}

function sayOf(signa: string): string {
  const read = readSigna(signa);
  return read.ok ? saySigna(read.signa) : signa;
}
