import { formatDate } from '#kernel/time';
import { Button, DataTable, ErrorSummary, Field, Layout, PageHead, SelectField, useFrame, useWords, type FormState } from '#platform/ui';
import { actingWord } from '../rules/holder.ts';
import type { PositionView } from '../reads.ts';
import { words } from './words.ts';

/** Who holds which position, by which decree; and the form that records a new term. */
export function Officials({ positions, state }: { positions: readonly PositionView[]; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('officials')} kind="desk">
      <PageHead title={t('officials')} />
      <p class="lead">{t('officialsIntro')}</p>
      <ErrorSummary problem={state.problem} />
      <DataTable caption={t('officials')} hideCaption rows={positions} rowKey={(one) => one.id} empty={null} columns={[
        { head: t('position'), cell: (one) => one.title },
        { head: t('holder'), cell: ({ today }) => (today ? <strong>{[actingWord(today.kind), today.name].filter(Boolean).join(' ')}</strong> : <span class="quiet">{t('nobody')}</span>) },
        { head: t('terms'), cell: (one) => <Terms terms={one.terms} /> },
      ]} />
      <h2 id="catat">{t('record')}</h2>
      <form method="post" action="/tanda-tangan/pejabat">
        <SelectField name="position" label={t('position')} state={state} options={positions.map((one) => ({ value: one.id, label: one.title }))} required />
        <SelectField name="kind" label={t('kind')} state={state} options={[{ value: 'definitive', label: t('definitive') }, { value: 'plh', label: t('plh') }, { value: 'plt', label: t('plt') }]} required />
        <Field name="username" label={t('account')} hint={t('accountHint')} state={state} required autocomplete="off" />
        <Field name="name" label={t('name')} hint={t('nameHint')} state={state} required autocomplete="off" />
        <Field name="rank" label={t('rank')} state={state} autocomplete="off" />
        <Field name="nip" label={t('nip')} state={state} inputmode="numeric" autocomplete="off" />
        <Field name="nik" label={t('nik')} hint={t('nikHint')} state={state} inputmode="numeric" autocomplete="off" />
        <Field name="decree" label={t('decree')} state={state} required autocomplete="off" />
        <Field name="validFrom" type="date" label={t('from')} state={state} required />
        <Field name="validTo" type="date" label={t('to')} hint={t('toHint')} state={state} />
        <div class="actions"><Button>{t('save')}</Button></div>
      </form>
    </Layout>
  );
}

function Terms({ terms }: { terms: PositionView['terms'] }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const day = (iso: string) => formatDate(Temporal.PlainDate.from(iso), locale);
  if (terms.length === 0) return <>–</>;
  return (
    <details>
      <summary>{terms.length}</summary>
      {terms.map((term) => (
        <form key={term.id} method="post" action="/tanda-tangan/pejabat/akhiri" class="details-body">
          <p>{term.name} · {t(term.kind)} · {day(term.validFrom)} – {term.validTo ? day(term.validTo) : t('now')} · {term.decree}</p>
          <input type="hidden" name="term" value={term.id} />
          <div class="field"><label for={`f-${term.id}`}>{t('endTermWhy')}</label><input id={`f-${term.id}`} name="reason" required minLength={5} /></div>
          <Button kind="ending">{t('endTerm')}</Button>
        </form>
      ))}
    </details>
  );
}
