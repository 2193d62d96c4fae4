import { Button, ErrorSummary, Field, FileField, Layout, PageHead, SelectField, useWords, type FormState } from '#platform/ui';
import type { Innovation } from '../store/innovations.ts';
import { words } from './words.ts';

/** Uploads one file as evidence. */
export function AttachPage({ innovation, requirements, state }: { innovation: Innovation; requirements: readonly { value: string; label: string }[]; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('addEvidence')} kind="desk">
      <PageHead title={t('addEvidence')} crumbs={[{ href: '/register', name: t('title') }, { href: `/register/${innovation.code}`, name: innovation.title }]} lead={t('evidenceNoneNext')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action={`/register/${innovation.code}/bukti`} enctype="multipart/form-data">
        <FileField name="file" label={t('file')} accept="application/pdf,image/*" state={state} required />
        <SelectField name="requirement" label={t('proves')} state={state} options={requirements} required />
        <Field name="issuedOn" label={t('issued')} type="date" state={state} />
        <div class="actions"><Button>{t('addEvidence')}</Button></div>
      </form>
    </Layout>
  );
}
