import { formatDate } from '#kernel/time';
import { Button, DataTable, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, SelectField, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { canvasFields, type Baseline, type Canvas } from './actions.ts';
import type { Candidate, Signal } from './rules.ts';
import { words } from './words.ts';

export interface Incubation {
  readonly id: string; readonly state: 'masalah' | 'kanvas' | 'uji_coba' | 'selesai' | 'berhenti'; readonly problem: string; readonly canvas: Canvas; readonly mentorName: string | undefined;
  readonly kit: string | undefined; readonly baseline: Baseline | undefined; readonly endsOn: string | undefined; readonly outcome: string | undefined;
}

/** Agencies by whether something of theirs runs. */
export function IncubatorList({ agencies }: { agencies: readonly { readonly id: string; readonly name: string; readonly running: readonly string[]; readonly state: Incubation['state'] | undefined }[] }) {
  const t = useWords(words);
  const part = (list: typeof agencies, title: string) => (list.length === 0 ? null : <><h2>{title}</h2><ul class="rows">{list.map((agency) => <li key={agency.id}><p><a href={`/inkubator/${agency.id}`}>{agency.name}</a><br /><span class="quiet">{agency.running.join(', ')}</span></p>{agency.state ? <StatusTag kind="waiting">{t(`state-${agency.state}`)}</StatusTag> : null}</li>)}</ul></>);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead')} />
      {part(agencies.filter((agency) => agency.running.length === 0), t('without'))}
      {part(agencies.filter((agency) => agency.running.length > 0), t('with'))}
    </Layout>
  );
}

interface AgencyView {
  readonly opd: string;
  readonly agency: string;
  readonly signals: readonly Signal[];
  readonly candidates: readonly (Candidate & { readonly name: string; readonly running: boolean })[];
  readonly serviceName: (id: string) => string;
  readonly incubation: Incubation | undefined;
  readonly mayWork: boolean;
  readonly mayAssign: boolean;
  readonly mayDecide: boolean;
  readonly state: FormState;
}

/** One agency's track: its measured problems, three kits, the canvas, the mentor, the trial. */
export function IncubatorPage(view: AgencyView) {
  const t = useWords(words);
  return (
    <Layout title={`${t('title')} ${view.agency}`} kind="desk">
      <PageHead title={view.agency} crumbs={[{ href: '/meja', name: t('desk') }, { href: '/inkubator', name: t('title') }]} lead={t('lead')} tag={view.incubation ? <StatusTag kind={view.incubation.state === 'selesai' ? 'done' : 'waiting'}>{t(`state-${view.incubation.state}`)}</StatusTag> : undefined} />
      <ErrorSummary problem={view.state.problem} />
      <div class="two">
        <section>
          <h2>{t('signals')}</h2>
          <DataTable caption={t('signals')} hideCaption rows={view.signals.slice(0, 6)} rowKey={(signal) => `${signal.kind}${signal.service}${signal.element}${signal.measured}`} empty={<EmptyState title={t('signalsNone')}><p>{t('signalsNoneNext')}</p></EmptyState>} columns={[
            { head: t('what'), cell: (signal) => <>{t(`el-${signal.element}`)}<br /><small class="quiet">{t(`kind-${signal.kind}`)}</small></> }, { head: t('service'), cell: (signal) => view.serviceName(signal.service) }, { head: t('measured'), cell: (signal) => signal.measured },
          ]} />
        </section>
        <section>
          <h2>{t('kits')}</h2>
          <p class="quiet">{t('kitsLead')}</p>
          <ul class="rows">{view.candidates.map((kit) => <li key={kit.service}><p><a href={`/inovasi/${kit.service}`}>{kit.name}</a><br /><span class="quiet">{t('kitHelps', { list: kit.helps.map((element) => t(`el-${element}`)).join(', ') })}</span></p>{kit.running ? <StatusTag kind="done">{t('runningKit')}</StatusTag> : null}</li>)}</ul>
        </section>
      </div>
      {view.incubation ? <Track view={view} incubation={view.incubation} /> : view.mayWork ? <Opening view={view} /> : null}
    </Layout>
  );
}

function Opening({ view }: { view: AgencyView }) {
  const t = useWords(words);
  const [worst] = view.signals;
  return (
    <form method="post" action={`/inkubator/${view.opd}`}>
      <Hidden name="verb" value="open" />
      <TextArea name="problem" label={t('choose')} hint={t('chooseHint')} rows={3} state={view.state.values['problem'] || !worst ? view.state : { ...view.state, values: { problem: `${view.serviceName(worst.service)}: ${t(`el-${worst.element}`)}, ${worst.measured}` } }} required />
      <div class="actions"><Button>{t('open')}</Button></div>
    </form>
  );
}

function Track({ view, incubation }: { view: AgencyView; incubation: Incubation }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const path = `/inkubator/${view.opd}`;
  const going = incubation.state !== 'selesai' && incubation.state !== 'berhenti';
  const canvasState: FormState = { values: { ...incubation.canvas, kit: incubation.kit ?? view.candidates[0]?.service ?? '' } };
  return (
    <>
      <Notice title={t('choose')}>{incubation.problem}</Notice>
      <p><b>{t('mentor')}:</b> {incubation.mentorName ?? t('mentorNone')}</p>
      {view.mayAssign && going ? <Details summary={t('assign')}><form method="post" action={path}><Hidden name="verb" value="mentor" /><Hidden name="id" value={incubation.id} /><Field name="account" label={t('account')} state={view.state} required /><Field name="name" label={t('name')} state={view.state} required /><Button kind="lesser">{t('assign')}</Button></form></Details> : null}
      {incubation.baseline ? <p>{t('baseline', { ...incubation.baseline })}{incubation.endsOn ? <> {t('ends', { date: formatDate(Temporal.PlainDate.from(incubation.endsOn), locale) })}</> : null}</p> : null}
      {incubation.outcome ? <Notice kind="done" title={t('outcome')}>{incubation.outcome}</Notice> : null}
      {view.mayWork && (incubation.state === 'masalah' || incubation.state === 'kanvas') ? (
        <form method="post" action={path}>
          <h2>{t('canvas')}</h2>
          <Hidden name="verb" value="canvas" /><Hidden name="id" value={incubation.id} />
          <div class="two">{canvasFields.map((field) => <TextArea key={field} name={field} label={t(`c-${field}`)} rows={3} state={canvasState} />)}</div>
          <SelectField name="kit" label={t('kit')} state={canvasState} options={view.candidates.map((kit) => ({ value: kit.service, label: kit.name }))} />
          <div class="actions"><Button>{t('save')}</Button></div>
        </form>
      ) : null}
      {view.mayDecide && incubation.state === 'kanvas' ? (
        <form method="post" action={path}>
          <h2>{t('pilot')}</h2>
          <Hidden name="verb" value="pilot" /><Hidden name="id" value={incubation.id} />
          <div class="two"><div><Field name="indicator" label={t('indicator')} state={view.state} required /><Field name="value" label={t('value')} state={view.state} required /></div><div><Field name="period" label={t('period')} state={view.state} required /><Field name="source" label={t('source')} state={view.state} required /></div></div>
          <div class="actions"><Button>{t('startPilot')}</Button></div>
        </form>
      ) : null}
      {view.mayDecide && going ? <form method="post" action={path}><Hidden name="id" value={incubation.id} /><TextArea name="outcome" label={t('outcome')} rows={3} state={view.state} required /><div class="actions">{incubation.state === 'uji_coba' ? <Button name="verb" value="selesai">{t('finish')}</Button> : null}<Button name="verb" value="berhenti" kind="ending">{t('stop')}</Button></div></form> : null}
    </>
  );
}
