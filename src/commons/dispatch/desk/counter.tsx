import type { Actor } from '#kernel/actor';
import { formatClock } from '#kernel/time';
import type { Database } from '#platform/database';
import { Button, EmptyState, ErrorSummary, Field, Hidden, Layout, PageHead, SelectField, useFrame, useWords, type FormState } from '#platform/ui';
import { crewsOf, type Crew } from '../store/crews.ts';
import { currentCustody, findItems, heldNow } from '../store/custody.ts';
import { findVisits, readerOf } from '../store/reading.ts';
import type { Custody, Item, Visit } from '../types.ts';
import { counterOf } from './counter-actions.ts';
import { words } from './words.ts';

type Held = Item & { readonly custody: Custody };
export interface CounterView { readonly officers: readonly { readonly crew: Crew; readonly take: readonly Held[]; readonly held: readonly Held[] }[]; readonly toCollect: readonly Visit[] }

/** What lies at this agency's counter for each officer, what each still holds, and what residents may fetch. */
export async function readCounter(database: Database, actor: Actor): Promise<CounterView> {
  const reader = readerOf(database);
  const agency = actor.agency ?? '';
  const atCounter = counterOf(agency);
  const planned = await findVisits(reader, { agency, statuses: ['assigned'] });
  const wanted = [...new Set(planned.flatMap((visit) => visit.sheet.items ?? []))];
  const items = await findItems(reader, wanted);
  const lying = new Map<string, Held>();
  for (const item of items.values()) {
    const custody = await currentCustody(reader, item.id);
    if (custody?.holder.kind === atCounter.kind && custody.holder.id === atCounter.id) lying.set(item.id, { ...item, custody });
  }
  const officers = await Promise.all((await crewsOf(reader, agency)).map(async (crew) => ({
    crew, held: await heldNow(reader, { kind: 'officer', id: crew.account }), take: planned.filter((visit) => visit.officer === crew.account).flatMap((visit) => visit.sheet.items ?? []).flatMap((id) => lying.get(id) ?? []),
  })));
  return { officers: officers.filter((one) => one.take.length + one.held.length > 0), toCollect: await findVisits(reader, { agency, statuses: ['held_at_counter'] }) };
}

/** The handover counter: ticks and buttons, no scripts. */
export function CounterDesk({ view, state }: { view: CounterView; state: FormState }) {
  const t = useWords(words);
  const empty = view.officers.length + view.toCollect.length === 0;
  return (
    <Layout title={t('counter')} kind="desk" styles={['/kunjungan/gaya.css']}>
      <PageHead title={t('counter')} lead={t('counterLead')} />
      <ErrorSummary problem={state.problem} />
      {empty ? <EmptyState title={t('nothing')}><p>{t('nothingHint')}</p></EmptyState> : null}
      <div class="two">
        {view.officers.flatMap(({ crew, take, held }) => [
          take.length > 0 ? <Bag key={`a${crew.account}`} title={t('toTake', { name: crew.name })} action="/kunjungan/loket/serahkan" verb={t('giveOut', { name: crew.name })} officer={crew.account} items={take} /> : null,
          held.length > 0 ? <Bag key={`b${crew.account}`} title={t('inBag', { name: crew.name })} action="/kunjungan/loket/terima" verb={t('takeIn')} officer={crew.account} items={held} /> : null,
        ])}
      </div>
      {view.toCollect.length > 0 ? <Collect visits={view.toCollect} state={state} /> : null}
    </Layout>
  );
}

function Bag({ title, action, verb, officer, items }: { title: string; action: string; verb: string; officer: string; items: readonly Held[] }) {
  const t = useWords(words);
  const { site } = useFrame();
  return (
    <form method="post" action={action}>
      <Hidden name="officer" value={officer} />
      <fieldset class="field field-wide"><legend>{title}</legend>
        <div class="choices">{items.map((item) => <label class="choice" key={item.id}><input type="checkbox" name="items[]" value={item.id} checked /><span><b>{item.label}</b><small>{[item.code, t('since', { time: formatClock(item.custody.at, site.zone) }), item.custody.sealNo ? t('sealed', { seal: item.custody.sealNo }) : ''].filter((part) => part !== '').join(' · ')}</small></span></label>)}</div>
      </fieldset>
      <Button kind="lesser">{verb}</Button>
    </form>
  );
}

function Collect({ visits, state }: { visits: readonly Visit[]; state: FormState }) {
  const t = useWords(words);
  return (
    <form method="post" action="/kunjungan/loket/ambil" aria-labelledby="ambil">
      <h2 id="ambil">{t('toCollect')}</h2>
      <SelectField name="visit" label={t('visit')} state={state} options={visits.map((visit) => ({ value: visit.id, label: visit.code }))} />
      <Field name="receiver" label={t('receiver')} state={state} /><Field name="relation" label={t('relation')} state={state} /><Field name="nikLast4" label={t('nik4')} state={state} inputmode="numeric" />
      <Button>{t('collect')}</Button>
    </form>
  );
}
