import { Button, ErrorSummary, Layout, LinkButton, Notice, PageHead, Rating, TextArea, useWords, type FormState } from '#platform/ui';
import { elementKeys } from '../reference.ts';
import { words } from './words.ts';

const scale = [1, 2, 3, 4] as const;

/** Nine questions on one short page; each may be left out. */
export function AnswerPage({ service, path, state }: { service: string; path: string; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('title')}>
      <PageHead title={t('title')} lead={t('lead', { service })} />
      <ErrorSummary problem={state.problem} />
      <p class="quiet">{t('skip')}</p>
      <form method="post" action={path}>
        {elementKeys.map((key) => <Rating key={key} name={key} legend={t(`q-${key}`)} state={state} options={scale.map((value) => ({ value: String(value), label: t(`${key}-${value}`) }))} />)}
        <TextArea name="comment" label={t('comment')} hint={t('commentHint')} state={state} rows={3} maxLength={1000} />
        <div class="actions"><Button>{t('send')}</Button></div>
      </form>
    </Layout>
  );
}

/** After the answer: thanks, and where the results are. */
export function ThanksPage() {
  const t = useWords(words);
  return (
    <Layout title={t('thanks')}>
      <PageHead title={t('thanks')} />
      <Notice kind="done">{t('thanksLead')}</Notice>
      <div class="actions"><LinkButton href="/skm" kind="lesser">{t('seeResults')}</LinkButton></div>
    </Layout>
  );
}
