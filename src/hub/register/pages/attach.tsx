import { Button, ErrorSummary, Field, FileField, Hidden, Layout, PageHead, SelectField, useWords, type FormState } from '#platform/ui';
import type { Innovation } from '../store/innovations.ts';
import { words } from './words.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'serasan-upload': { children?: unknown; kind: string; preparing: string; sending: string; waiting: string; done: string; failed: string; left: string };
    }
  }
}

export const uploadScript = '/register/aset/unggah.js';

/** Uploads one file as evidence. */
export function AttachPage({ innovation, requirements, state }: { innovation: Innovation; requirements: readonly { value: string; label: string }[]; state: FormState }) {
  const t = useWords(words);
  return (
    <Layout title={t('addEvidence')} kind="desk" scripts={[uploadScript]}>
      <PageHead title={t('addEvidence')} crumbs={[{ href: '/register', name: t('title') }, { href: `/register/${innovation.code}`, name: innovation.title }]} lead={t('evidenceNoneNext')} />
      <ErrorSummary problem={state.problem} />
      <form method="post" action={`/register/${innovation.code}/bukti`} enctype="multipart/form-data">
        <serasan-upload kind="hub-evidence" preparing={t('uploadPreparing')} sending={t('uploadSending')} waiting={t('uploadWaiting')} done={t('uploadDone')} failed={t('uploadFailed')} left={t('uploadLeft')}>
          <FileField name="file" label={t('file')} hint={t('fileHint')} accept="application/pdf,image/*,video/mp4" state={state} required />
          <Hidden name="upload" value="" />
          <p role="status" class="quiet"></p>
          <progress hidden aria-label={t('uploadProgress')} />
        </serasan-upload>
        <SelectField name="requirement" label={t('proves')} state={state} options={requirements} required />
        <Field name="issuedOn" label={t('issued')} type="date" state={state} />
        <div class="actions"><Button>{t('addEvidence')}</Button></div>
      </form>
    </Layout>
  );
}
