import { Button, Checkbox, Details, EmptyState, ErrorSummary, Field, FileField, Hidden, Layout, Notice, PageHead, StatusTag, TextArea, useWords, type FormState } from '#platform/ui';
import { panelOf, testOf } from '../../reference/reference.ts';
import { minutesSince } from '../../actions/triage.ts';
import type { Order, Result } from '../../store/results.ts';
import type { Visit } from '../../store/visits.ts';
import { ResultLine } from '../doctor/orders.tsx';
import { PatientBanner, type BannerPerson } from '../patient-banner.tsx';
import { words } from './words.ts';

export interface Worklist {
  readonly now: Temporal.Instant;
  readonly open: readonly Order[];
  readonly done: readonly Order[];
  readonly visits: ReadonlyMap<string, Visit>;
  readonly names: ReadonlyMap<string, string>;
  readonly critical: readonly { readonly result: Result; readonly visitId: string }[];
}
export interface SupportProps { readonly list: Worklist; readonly chosen?: { readonly order: Order; readonly visit: Visit; readonly person: BannerPerson } | undefined; readonly state: FormState; readonly sent?: { readonly label: string; readonly critical: readonly string[] } | undefined }

/** The worklist of laboratory and radiology: open orders left, one result form right, critical values on top until somebody was told. */
export function SupportPage({ list, chosen, state, sent }: SupportProps) {
  const t = useWords(words);
  const nameOf = (visitId: string) => list.names.get(list.visits.get(visitId)?.personId ?? '') ?? '–';
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      {sent ? <Notice kind={sent.critical.length > 0 ? 'attention' : 'done'}>{t('sent', { label: sent.label })} {sent.critical.length > 0 ? t('criticalNow', { list: sent.critical.join(', ') }) : ''}</Notice> : null}
      {list.critical.length > 0 ? <CriticalCalls list={list} nameOf={nameOf} /> : null}
      <div class="desk">
        <aside class="desk-list">
          {list.open.length === 0 ? <EmptyState title={t('none')}><p>{t('noneHint')}</p></EmptyState> : (['lab', 'rad'] as const).map((kind) => <OrderList key={kind} title={t(kind)} orders={list.open.filter((order) => order.kind === kind)} list={list} nameOf={nameOf} chosen={chosen?.order.id} />)}
          {list.done.length > 0 ? <Details summary={`${t('doneToday')} (${list.done.length})`}><OrderList title="" orders={list.done} list={list} nameOf={nameOf} chosen={chosen?.order.id} /></Details> : null}
        </aside>
        <section class="desk-work">{chosen ? <ResultForm chosen={chosen} state={state} /> : <p class="quiet">{t('pick')}</p>}</section>
      </div>
    </Layout>
  );
}

function OrderList({ title, orders, list, nameOf, chosen }: { title: string; orders: readonly Order[]; list: Worklist; nameOf: (visitId: string) => string; chosen: string | undefined }) {
  const t = useWords(words);
  if (orders.length === 0) return null;
  return (
    <>
      {title ? <h2>{title}</h2> : null}
      <ol class="queue-list">
        {orders.map((order) => <li key={order.id}><a href={`/sih-larajaket/penunjang/${order.id}`} aria-current={order.id === chosen ? 'true' : undefined}><strong class="numeric">{list.visits.get(order.visitId)?.label}</strong><span>{nameOf(order.visitId)}<br /><span class="quiet">{order.panelName}</span> {order.urgent ? <StatusTag kind="attention">{t('urgent')}</StatusTag> : null}</span><span class="quiet numeric">{t('minutes', { n: minutesSince(order.orderedAt, list.now) })}</span></a></li>)}
      </ol>
    </>
  );
}

function CriticalCalls({ list, nameOf }: { list: Worklist; nameOf: (visitId: string) => string }) {
  const t = useWords(words);
  return (
    <Notice kind="attention" title={t('critical')}>
      <p>{t('criticalHint')}</p>
      <ul class="code-list">
        {list.critical.map(({ result, visitId }) => (
          <li key={result.id}><span><b>{nameOf(visitId)}</b> · <ResultLine result={result} /> <span class="quiet">{t('minutes', { n: minutesSince(result.at, list.now) })}</span></span>
            <form method="post" action="/sih-larajaket/penunjang/disampaikan"><Hidden name="resultId" value={result.id} /><label for={`kepada-${result.id}`}>{t('toldTo')}</label> <input type="text" id={`kepada-${result.id}`} name="to" required autocomplete="off" /> <Button kind="lesser">{t('told')}</Button></form>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function ResultForm({ chosen: { order, visit, person }, state }: { chosen: NonNullable<SupportProps['chosen']>; state: FormState }) {
  const t = useWords(words);
  const path = `/sih-larajaket/penunjang/${order.id}`;
  const tests = (panelOf(order.panel)?.tests ?? []).flatMap((code) => testOf(code) ?? []);
  return (
    <>
      <PatientBanner person={{ name: person.name }} visit={visit} />
      <h2>{order.panelName} {order.urgent ? <StatusTag kind="attention">{t('urgent')}</StatusTag> : null}</h2>
      {order.question ? <p>{t('question')}: {order.question}</p> : null}
      <ErrorSummary problem={state.problem} />
      {order.results.length > 0 ? <><h3>{t('earlier')}</h3><ul>{order.results.map((result) => <li key={result.id} class={result.state === 'withdrawn' || result.state === 'replaced' ? 'struck' : undefined}><ResultLine result={result} /></li>)}</ul></> : null}
      <form method="post" action={path} enctype="multipart/form-data">
        <Field name="check" label={t('check')} hint={t('checkHint')} state={state} autocomplete="off" required />
        {tests.map((test) => (
          <div key={test.code} class={state.problem?.fields[test.code] ? 'field field-wrong result-row' : 'field result-row'}>
            <label for={`f-${test.code}`}>{test.name} <span class="quiet">{rangeWords(test.ranges, visit)}</span></label>
            {state.problem?.fields[test.code] ? <p class="error">{state.problem.fields[test.code]}</p> : null}
            <input type="text" inputMode="decimal" id={`f-${test.code}`} name={`nilai-${test.code}`} value={state.values[`nilai-${test.code}`]} autocomplete="off" />
            <select name={`satuan-${test.code}`} aria-label={`${test.name}: ${t('unit')}`}>{[test.unit, ...test.also.map((other) => other.unit)].map((unit) => <option key={unit} value={unit} selected={unit === state.values[`satuan-${test.code}`]}>{unit}</option>)}</select>
          </div>
        ))}
        <TextArea name="text" label={t('text')} state={state} rows={order.kind === 'rad' ? 6 : 2} />
        <FileField name="berkas" label={t('file')} state={state} accept="image/jpeg,image/png,application/pdf" />
        <p class="actions"><Button>{t('send')}</Button></p>
      </form>
      {order.results.some((result) => result.state === 'final' || result.state === 'amended') ? (
        <Details summary={t('withdraw')}><form method="post" action={`${path}/tarik`}><Field name="reason" label={t('withdrawReason')} state={state} /><Checkbox name="wrongPatient" label={t('wrongPatient')} state={state} /><Button kind="ending">{t('withdrawNow')}</Button></form></Details>
      ) : null}
    </>
  );
}

function rangeWords(ranges: readonly { low: number; high: number; sex?: 'L' | 'P' | undefined; fromYears?: number | undefined; toYears?: number | undefined }[], visit: Visit): string {
  const years = visit.birthDate ? visit.birthDate.until(visit.date, { largestUnit: 'year' }).years : 30;
  const range = ranges.find((one) => years >= (one.fromYears ?? 0) && years < (one.toYears ?? 200) && (one.sex === undefined || one.sex === visit.sex));
  return range ? `${String(range.low).replace('.', ',')}–${String(range.high).replace('.', ',')}` : '';
}
