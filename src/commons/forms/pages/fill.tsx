import type { HTMLAttributes } from 'preact';
import { say } from '#kernel/manifest';
import { civilDate, formatDate } from '#kernel/time';
import { Button, CheckAnswers, Details, ErrorSummary, Hidden, Layout, LinkButton, Notice, PageHead, useFrame, useWords, type FormState } from '#platform/ui';
import type { Places } from '#commons/places';
import type { Draft } from '../drafts.ts';
import type { Checked } from '../rules/check.ts';
import { faintFiles } from '../rules/files.ts';
import { PrefillOffers, type Offers } from './offers.tsx';
import type { Field } from '../rules/tree.ts';
import { partsOf, wholeKey, type FormPart } from './parts.ts';
import type { Asking } from './asking.ts';
import { QuestionField } from './question.tsx';
import { answerShown } from './shown.tsx';
import { words } from './words.ts';

export interface Filling {
  readonly draft: Draft;
  readonly checked: Checked;
  readonly base: string;
  readonly crumbs: readonly { href: string; name: string }[];
  readonly desk: boolean;
  readonly zone: string;
  readonly places: Places;
  readonly state: FormState;
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'serasan-form': HTMLAttributes<HTMLElement> & { told: string };
    }
  }
}

interface FillOwn {
  readonly part: FormPart;
  readonly number: number;
  readonly total: number;
  readonly followUp?: boolean;
  readonly back: boolean;
  readonly previous?: string | undefined;
  /** On the first page: known data that may be filled in. */
  readonly offers?: Offers | undefined;
  /** The checking script and what it is told. */
  readonly script: { readonly src: string; readonly told: string };
}

/** One page of questions. */
export function FillPage({ part, number, total, followUp, back, previous, script, offers, ...filling }: Filling & FillOwn) {
  const { draft, checked, base, crumbs, desk, state } = filling;
  const t = useWords(words);
  const { locale } = useFrame();
  const title = say(part.title, locale);
  const here = `${base}/isi/${draft.token}`;
  const asking: Asking = { state, places: filling.places, answers: checked.answers, asked: checked.asked };
  const withFile = part.fields.some((field) => field.kind === 'file' || field.rows.some((row) => row.kind === 'file'));
  return (
    <Layout title={title} kind={desk ? 'desk' : 'resident'} scripts={[script.src]}>
      <PageHead title={say(part.section ?? part.title, locale)} crumbs={[...crumbs, { href: base, name: say(draft.form.document.title, locale) }]} {...(part.lead ? { lead: say(part.lead, locale) } : {})} />
      {total > 1 ? <p class="quiet">{t('pageOf', { n: number, total })}</p> : null}
      <CarriedNotice draft={draft} />
      {offers ? <PrefillOffers offers={offers} /> : null}
      {followUp ? <Notice kind="info">{t('followUp')}</Notice> : null}
      <ErrorSummary problem={state.problem} />
      <serasan-form told={script.told}><form method="post" action={`${here}/${part.key}`} encType={withFile ? 'multipart/form-data' : undefined}>
        {back ? <Hidden name="_back" value="periksa" /> : null}
        {part.key === wholeKey ? <WholeForm form={draft.form} asking={asking} /> : <Questions fields={part.fields} asking={asking} />}
        <div class="actions"><Button name="_do" value="lanjut">{t(back ? 'saveBack' : 'next')}</Button>{previous ? <LinkButton href={`${here}/${previous}`} kind="lesser">{t('back')}</LinkButton> : null}</div>
      </form></serasan-form>
      <Later {...filling} />
    </Layout>
  );
}

/** Questions of a page; those not asked wait hidden, so that a script can show them at once. */
function Questions({ fields, asking }: { fields: readonly Field[]; asking: Asking }) {
  return <>{fields.map((field) => <div key={field.name} data-question={field.name} hidden={!asking.asked.has(field.name)}><QuestionField field={field} path={field.name} asking={asking} /></div>)}</>;
}

/** The whole form for the desk, a section a step. */
function WholeForm({ form, asking }: { form: Draft['form']; asking: Asking }) {
  const { locale } = useFrame();
  return (
    <>
      {form.tree.steps.map(({ step, fields }) => (
        <section class="form-section" key={step.id}>
          <h2>{say(step.title, locale)}</h2>
          <div class="form-questions"><Questions fields={fields} asking={asking} /></div>
        </section>
      ))}
    </>
  );
}

/** Code and link to come back with. */
function Later({ draft, base, zone }: Filling) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Details summary={t('later')}>
      <p>{t('laterLead', { date: formatDate(civilDate(draft.expiresAt, zone), locale) })}</p>
      <p class="computed-value"><code>{draft.code.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
      <p><a href={`${base}/isi/${draft.token}`}>{t('laterLink')}</a></p>
    </Details>
  );
}

function CarriedNotice({ draft: { carried } }: { draft: Draft }) {
  const t = useWords(words);
  const { locale } = useFrame();
  if (!carried) return null;
  const list = (labels: typeof carried.dropped) => labels.map((label) => say(label, locale)).join('; ');
  return (
    <Notice kind="waiting" title={t('carriedTitle')}>
      <p>{t('carriedKept')}</p>
      {carried.dropped.length > 0 ? <p>{t('carriedDropped')} {list(carried.dropped)}.</p> : null}
      {carried.fresh.length > 0 ? <p>{t('carriedFresh')} {list(carried.fresh)}.</p> : null}
    </Notice>
  );
}

/** Everything once more; what is missing leads to its question. */
export function CheckPage(filling: Filling) {
  const { draft, checked, base, crumbs, desk, state, places } = filling;
  const t = useWords(words);
  const { locale } = useFrame();
  const here = `${base}/isi/${draft.token}`;
  const faulty = Object.entries(checked.faults);
  const parts = partsOf(draft.form.tree, checked.asked);
  const pageOf = (path: string) => parts.find((part) => part.fields.some((field) => field.name === path.split('.')[0]))?.key ?? parts[0]?.key ?? '';
  const faint = faintFiles(draft.form.tree, checked.answers);
  const fields = draft.form.tree.fields.filter((field) => checked.asked.has(field.name));
  return (
    <Layout title={t('check')} kind={desk ? 'desk' : 'resident'}>
      <PageHead title={t('check')} crumbs={[...crumbs, { href: base, name: say(draft.form.document.title, locale) }]} lead={t('checkLead')} />
      <CarriedNotice draft={draft} />
      <ErrorSummary problem={state.problem && Object.keys(state.problem.fields).length === 0 ? state.problem : undefined} />
      {faulty.length > 0 ? <Notice kind="attention" title={t('faults', { n: faulty.length })}><ul>{faulty.map(([path, fault]) => <li key={path}><a href={`${here}/${pageOf(path)}?periksa=1#f-${path}`}>{say(fault, locale)}</a></li>)}</ul></Notice> : null}
      {faint.length > 0 ? <Notice kind="waiting" title={t('faintTitle')}><ul>{faint.map(({ path, field }) => <li key={path}><a href={`${here}/${pageOf(path)}?periksa=1#f-${path}`}>{t('faint', { name: say(field.question.label, locale) })}</a></li>)}</ul></Notice> : null}
      <CheckAnswers rows={fields.map((field) => ({
        name: say(field.question.label, locale), value: answerShown(field, checked.answers[field.name], locale, places) || <span class="quiet">{t(field.question.compute === undefined ? 'notAnswered' : 'notYet')}</span>,
        ...(field.question.compute === undefined ? { changeHref: `${here}/${pageOf(field.name)}?periksa=1` } : {}),
      }))} />
      {faulty.length === 0 ? <form method="post" action={`${here}/periksa`}><div class="actions"><Button>{t('send')}</Button></div></form> : null}
      <Later {...filling} />
    </Layout>
  );
}
