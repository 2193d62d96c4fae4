import { say } from '#kernel/manifest';
import { Button, ErrorSummary, Field, Layout, LinkButton, PageHead, useFrame, useWords, type FormState } from '#platform/ui';
import type { Form } from '../registry.ts';
import { partsOf } from './parts.ts';
import { words } from './words.ts';

interface Frame { readonly form: Form; readonly base: string; readonly crumbs: readonly { href: string; name: string }[] }

/** What the form is, what to have ready, and two ways in. */
export function StartPage({ form, base, crumbs, desk, asked }: Frame & { desk: boolean; asked: ReadonlySet<string> }) {
  const t = useWords(words);
  const { locale } = useFrame();
  const { title, lead } = form.document;
  const papers = form.tree.fields.flatMap((field) => (field.kind === 'file' ? [field] : field.rows.filter((row) => row.kind === 'file')));
  return (
    <Layout title={say(title, locale)} kind={desk ? 'desk' : 'resident'}>
      <PageHead title={say(title, locale)} crumbs={crumbs} {...(lead ? { lead: say(lead, locale) } : {})} />
      <h2>{t('about')}</h2>
      <ul>
        <li>{t('pagesCount', { n: desk ? 1 : partsOf(form.tree, asked).length })}</li>
        <li>{t('keptDays')}</li>
        {papers.length > 0 ? <li>{t('needFiles')}<ul>{papers.map((field) => <li key={field.name}>{say(field.question.label, locale)}</li>)}</ul></li> : null}
      </ul>
      <form method="post" action={base}><div class="actions"><Button>{t('begin')}</Button><LinkButton href={`${base}/lanjut`} kind="lesser">{t('resume')}</LinkButton></div></form>
      <p><a href={`${base}/cetak`}>{t('paper')}</a></p>
    </Layout>
  );
}

/** Back to a form begun earlier, by the code written down. */
export function ResumePage({ form, base, crumbs, state }: Frame & { state: FormState }) {
  const t = useWords(words);
  const { locale } = useFrame();
  return (
    <Layout title={t('resumeTitle')}>
      <PageHead title={t('resumeTitle')} crumbs={[...crumbs, { href: base, name: say(form.document.title, locale) }]} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action={`${base}/lanjut`}>
        <Field name="code" label={t('code')} hint={t('codeHint')} state={state} autocomplete="off" />
        <div class="actions"><Button>{t('open')}</Button></div>
      </form>
    </Layout>
  );
}
