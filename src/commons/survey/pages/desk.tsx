import { formatDate } from '#kernel/time';
import { Button, Details, EmptyState, ErrorSummary, Field, Hidden, Layout, Notice, PageHead, SelectField, StatusTag, TextArea, useFrame, useWords, type FormState } from '#platform/ui';
import { elementKeys, type ElementKey } from '../reference.ts';
import type { SkmScore } from '../rules/score.ts';
import { deskWords } from './desk-words.ts';

export interface DeskView {
  readonly services: readonly { readonly id: string; readonly name: string; readonly score: SkmScore; readonly lowest: readonly ElementKey[] }[];
  readonly plans: readonly { readonly id: string; readonly service: string; readonly element: ElementKey; readonly step: string; readonly owner: string; readonly due: string; readonly proof: string | null; readonly late: boolean }[];
  readonly comments: readonly { readonly id: string; readonly service: string; readonly comment: string }[];
  readonly published: readonly { readonly id: string; readonly service: string; readonly from: string; readonly to: string; readonly index: string; readonly n: number; readonly reason: string | null }[];
  readonly may: { readonly plan: boolean; readonly moderate: boolean; readonly publish: boolean };
  readonly state: FormState;
}

/** Where an agency mends what people rated lowest, and where Organisasi moderates and publishes. */
export function SurveyDesk(view: DeskView) {
  const { locale } = useFrame();
  const t = useWords(deskWords);
  const name = (id: string) => view.services.find((service) => service.id === id)?.name ?? id;
  const date = (iso: string) => formatDate(Temporal.PlainDate.from(iso), locale);
  const options = view.services.map((service) => ({ value: service.id, label: service.name }));
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} crumbs={[{ href: '/meja', name: t('desk') }]} lead={t('lead')} />
      <ErrorSummary problem={view.state.problem} />
      {view.services.length === 0 ? <EmptyState title={t('none')}><p>{t('noneNext')}</p></EmptyState> : <ul class="rows">{view.services.map((service) => <li key={service.id}><p><a href={`/skm/layanan/${service.id}`}>{service.name}</a><br /><span class="quiet">{t('lowest', { list: service.lowest.map((key) => t(`el-${key}`)).join(', ') })}</span></p><StatusTag kind="plain">{service.score.shown ?? '–'}</StatusTag></li>)}</ul>}
      <h2>{t('plans')}</h2>
      {view.plans.length > 0 ? <Notice>{t('share', { done: view.plans.filter((plan) => plan.proof).length, all: view.plans.length })}</Notice> : null}
      <ul class="rows rows-top">
        {view.plans.map((plan) => (
          <li key={plan.id}>
            <div><p><b>{name(plan.service)}, {t(`el-${plan.element}`)}</b> <StatusTag kind={plan.proof ? 'done' : plan.late ? 'attention' : 'waiting'}>{t(plan.proof ? 'done' : plan.late ? 'late' : 'open')}</StatusTag></p><p>{plan.step}<br /><span class="quiet">{plan.owner} · {t('due')} {date(plan.due)}{plan.proof ? ` · ${plan.proof}` : ''}</span></p></div>
            {view.may.plan && !plan.proof ? <form method="post" action="/skm/meja" class="inline-form"><Hidden name="id" value={plan.id} /><Field name={`proof-${plan.id}`} label={t('proof')} state={view.state} required /><Button name="verb" value="finish" kind="lesser">{t('finish')}</Button></form> : null}
          </li>
        ))}
      </ul>
      {view.may.plan && options.length > 0 ? <Details summary={t('plan')}><form method="post" action="/skm/meja">
        <SelectField name="service" label={t('service')} state={view.state} options={options} /><SelectField name="element" label={t('element')} state={view.state} options={elementKeys.map((key) => ({ value: key, label: t(`el-${key}`) }))} />
        <TextArea name="step" label={t('step')} rows={3} state={view.state} required /><Field name="owner" label={t('owner')} state={view.state} required /><Field name="due" label={t('due')} type="date" state={view.state} required />
        <Button name="verb" value="plan">{t('save')}</Button>
      </form></Details> : null}
      {view.may.moderate ? <>
        <h2>{t('comments')}</h2>
        {view.comments.length === 0 ? <p class="quiet">{t('commentsNone')}</p> : <ul class="rows">{view.comments.map((one) => <li key={one.id}><p>{one.comment}<br /><span class="quiet">{name(one.service)}</span></p><form method="post" action="/skm/meja" class="inline-form"><Hidden name="response" value={one.id} /><Button name="verb" value="show" kind="lesser">{t('show')}</Button><Button name="verb" value="withhold" kind="ending">{t('withhold')}</Button></form></li>)}</ul>}
      </> : null}
      {view.published.length > 0 ? <><h2>{t('published')}</h2><ul>{view.published.map((one) => <li key={one.id}>{t('publishedLine', { service: name(one.service), from: date(one.from), to: date(one.to), index: locale === 'id' ? one.index.replace('.', ',') : one.index, n: one.n })}{one.reason ? <span class="quiet"> ({t('correction', { reason: one.reason })})</span> : null}</li>)}</ul></> : null}
      {view.may.publish && options.length > 0 ? <Details summary={t('publish')}><form method="post" action="/skm/meja">
        <SelectField name="service" label={t('service')} state={view.state} options={options} /><Field name="from" label={t('from')} type="date" state={view.state} required /><Field name="to" label={t('to')} type="date" state={view.state} required /><Field name="reason" label={t('reason')} state={view.state} />
        <Button name="verb" value="publish">{t('publish')}</Button>
      </form></Details> : null}
    </Layout>
  );
}
