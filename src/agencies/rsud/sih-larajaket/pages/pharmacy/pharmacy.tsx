import { Button, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, StatusTag, useWords, type FormState } from '#platform/ui';
import { minutesSince } from '../../actions/triage.ts';
import type { PharmacyCase, PharmacyDesk } from '../../reads/pharmacy-desk.ts';
import { compound } from '../../rules/compound.ts';
import { writeDecimal } from '../../rules/decimal.ts';
import { linesFor, reviewLines } from '../../rules/review.ts';
import { readSigna, saySigna } from '../../rules/signa.ts';
import { isShort } from '../../rules/supply.ts';
import type { RxItem } from '../../store/prescriptions.ts';
import { PatientBanner, StateTag } from '../patient-banner.tsx';
import { words } from './words.ts';

export interface PharmacyProps { readonly desk: PharmacyDesk; readonly chosen?: PharmacyCase | undefined; readonly state: FormState }

/** The pharmacist's page: prescriptions left, one of them right, step by step. */
export function PharmacyPage({ desk, chosen, state }: PharmacyProps) {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <div class="desk">
        <aside class="desk-list">
          {desk.rows.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : (
            <ol class="queue-list">
              {desk.rows.map(({ visit, rx, name }) => <li key={visit.id}><a href={`/sih-larajaket/farmasi/${visit.id}`} aria-current={visit.id === chosen?.visit.id ? 'true' : undefined}><strong class="numeric">{visit.label}</strong><span>{name}<br /><StateTag state={visit.state} /> {rx.items.some((item) => item.recipe !== null) ? <StatusTag kind="waiting">{t('compounded')}</StatusTag> : null}</span><span class="quiet numeric">{rx.sentAt ? t('minutes', { n: minutesSince(rx.sentAt, desk.now) }) : ''}</span></a></li>)}
            </ol>
          )}
        </aside>
        <section class="desk-work">{chosen ? <Chosen chosen={chosen} state={state} /> : <p class="quiet">{t('pick')}</p>}</section>
      </div>
    </Layout>
  );
}

function Chosen({ chosen, state }: { chosen: PharmacyCase; state: FormState }) {
  const t = useWords(words);
  const { visit, rx } = chosen;
  const path = `/sih-larajaket/farmasi/${visit.id}`;
  return (
    <>
      <PatientBanner person={chosen.person} visit={visit} />
      <ErrorSummary problem={state.problem} />
      {chosen.allergies.length > 0 ? <Notice kind="attention" title={t('allergy')}>{chosen.allergies.join(', ')}</Notice> : null}
      {rx.preparedVersion !== null && rx.preparedVersion !== rx.version ? <Notice kind="attention">{t('changed')}</Notice> : null}
      {chosen.alerts.map((alert) => <Notice key={alert.kind + alert.drug} kind={alert.tier === 'note' ? 'info' : 'waiting'}>{alert.words}</Notice>)}
      <ol class="rx-list">{rx.items.map((item) => <Item key={item.id} item={item} left={chosen.stock.get(item.drug) ?? 0} />)}</ol>
      {visit.state === 'coded' ? <Review chosen={chosen} path={path} state={state} /> : null}
      {visit.state === 'screened' ? <div class="actions"><form method="post" action={`${path}/siapkan`}><Hidden name="version" value={String(rx.version)} /><Button>{t('prepare')}</Button></form><a class="button button-lesser" href={`${path}/etiket`}>{t('labels')}</a></div> : null}
      {visit.state === 'prepared' ? <HandOver chosen={chosen} path={path} state={state} /> : null}
      {visit.state === 'handed' || visit.state === 'delivery' ? <Remainders chosen={chosen} path={path} /> : null}
    </>
  );
}

function Item({ item, left }: { item: RxItem; left: number }) {
  const t = useWords(words);
  const read = readSigna(item.signa);
  const made = item.recipe ? compound(item.recipe) : undefined;
  return (
    <li>
      <b>{item.drug_name}</b> <span>{read.ok ? saySigna(read.signa) : item.signa}</span>{' '}
      <span class="quiet">{t('ofOrdered', { n: item.quantity })} · {t('stock', { n: left })}{item.iter_left > 0 ? ` · iter ${item.iter_left}×` : ''}</span>{isShort(left, item.quantity - item.handed) === 'enough' ? null : <> <StatusTag kind="attention">{t('short')}</StatusTag></>}
      {item.overrides.length > 0 ? <p class="hint">{t('overridden', { reason: item.reason })}</p> : null}
      {made?.ok && item.recipe ? <ul>{<li class="quiet">{t('recipe', { packs: item.recipe.packs })}</li>}{made.compounded.lines.map((line) => <li key={line.drug}>{line.drug}: {t('perPack', { mg: writeDecimal(line.perPackMg) })}, {t('taken', { n: `${writeDecimal(line.unitsExact)} → ${line.unitsTaken}` })}</li>)}</ul> : null}
    </li>
  );
}

function Review({ chosen, path, state }: { chosen: PharmacyCase; path: string; state: FormState }) {
  const t = useWords(words);
  const asked = linesFor(chosen.years);
  return (
    <form method="post" action={`${path}/telaah`} class="desk-card">
      <h2>{t('review')}</h2><p class="hint">{t('reviewHint')}</p>
      <Hidden name="version" value={String(chosen.rx.version)} />
      {(['administrative', 'pharmaceutical', 'clinical'] as const).map((part) => (
        <fieldset key={part} class="review"><legend>{t(part)}</legend>
          {reviewLines.filter((line) => line.part === part && asked.includes(line.id)).map(({ id }) => (
            <div key={id} class={state.problem?.fields[id] ? 'review-line field-wrong' : 'review-line'} role="group" aria-label={t(id)}>
              <b id={`f-${id}`}>{t(id)}</b>
              <label><input type="radio" name={`v-${id}`} value="pass" checked={state.values[`v-${id}`] !== 'problem'} /> {t('pass')}</label>
              <label><input type="radio" name={`v-${id}`} value="problem" checked={state.values[`v-${id}`] === 'problem'} /> {t('problem')}</label>
              <input type="text" name={`n-${id}`} value={state.values[`n-${id}`]} aria-label={`${t(id)}: ${t('note')}`} placeholder={t('note')} autocomplete="off" />
              <input type="text" name={`s-${id}`} value={state.values[`s-${id}`]} aria-label={`${t(id)}: ${t('solvedBy')}`} placeholder={t('solvedBy')} autocomplete="off" />
              {state.problem?.fields[id] ? <p class="error">{state.problem.fields[id]}</p> : null}
            </div>
          ))}
        </fieldset>
      ))}
      <p class="actions"><Button>{t('saveReview')}</Button></p>
    </form>
  );
}

function HandOver({ chosen, path, state }: { chosen: PharmacyCase; path: string; state: FormState }) {
  const t = useWords(words);
  return (
    <form method="post" action={`${path}/serahkan`} class="desk-card">
      <p class="hint">{t('counselled')} {t('handHint')}</p>
      <Hidden name="version" value={String(chosen.rx.version)} />
      {chosen.rx.items.map((item) => (
        <div key={item.id} class="field result-row"><label for={`f-${item.id}`}>{item.drug_name} <span class="quiet">{t('ofOrdered', { n: item.quantity - item.handed })}</span></label>{state.problem?.fields[item.id] ? <p class="error">{state.problem.fields[item.id]}</p> : null}
          <input type="text" inputMode="numeric" id={`f-${item.id}`} name={`q-${item.id}`} value={state.values[`q-${item.id}`] ?? String(item.quantity - item.handed)} autocomplete="off" /></div>
      ))}
      <Field name="receiver" label={t('receiver')} state={state} autocomplete="off" />
      <p class="actions"><button class="button button-main" name="way" value="hand">{t('hand')}</button><button class="button button-lesser" name="way" value="send">{t('send')}</button><a class="button button-lesser" href={`${path}/etiket`}>{t('labels')}</a></p>
    </form>
  );
}

function Remainders({ chosen, path }: { chosen: PharmacyCase; path: string }) {
  const t = useWords(words);
  const open = chosen.rx.items.filter((item) => item.handed < item.quantity || item.iter_left > 0);
  return (
    <>
      <ul>{chosen.rx.items.map((item) => <li key={item.id}>{item.drug_name}: {t('handed', { n: item.handed, total: item.quantity })}</li>)}</ul>
      {open.map((item) => <Details key={item.id} summary={item.drug_name}><form method="post" action={`${path}/lanjutan`}><Hidden name="itemId" value={item.id} /><Field name="quantity" label={t('quantity')} state={{ values: { quantity: String(item.quantity - item.handed || item.quantity) } }} inputmode="numeric" /><Field name="receiver" label={t('receiver')} state={{ values: {} }} /><Button kind="lesser">{t('hand')}</Button></form></Details>)}
    </>
  );
}
