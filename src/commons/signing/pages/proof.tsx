import { say } from '#kernel/manifest';
import { civilDate, formatDate } from '#kernel/time';
import { Button, CheckAnswers, ErrorSummary, Field, FileField, Layout, LinkButton, Notice, useFrame, useWords, type FormState } from '#platform/ui';
import type { Words } from '#kernel/manifest';
import type { DocumentFacts } from '../store/documents.ts';
import { proofWords } from './proof-words.ts';
import { standingWords } from './words.ts';

export const proofScript = '/assets/tanda-tangan/check-file.js';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'serasan-check-file': { children?: unknown; sha256?: string | undefined; matched?: string; differs?: string; computing?: string; hint?: string; lookup?: string | undefined };
    }
  }
}

const empty: FormState = { values: {} };

/** Where a stranger begins: a code typed, or a file. */
export function ProofStart({ state, missing }: { state: FormState; missing?: 'code' | 'file' | undefined }) {
  const t = useWords(proofWords);
  return (
    <Layout title={t('title')} scripts={[proofScript]}>
      <link rel="stylesheet" href="/assets/tanda-tangan/signing.css" />
      <h1>{t('title')}</h1>
      {missing ? <Notice kind="attention" title={t(missing === 'code' ? 'unknown' : 'unknownFile')}><p>{t(missing === 'code' ? 'unknownHint' : 'unknownFileHint')}</p></Notice> : <p class="lead">{t('intro')}</p>}
      <ErrorSummary problem={state.problem} />
      <form method="get" action="/verifikasi" class="code-field">
        <Field name="kode" label={t('code')} hint={t('codeHint')} state={state} required autocomplete="off" />
        <Button>{t('find')}</Button>
      </form>
      <h2>{t('orFile')}</h2>
      <FileCheck action="/verifikasi" />
    </Layout>
  );
}

/** What the record says about one document, and whether a file in hand is that document. */
export function ProofPage({ document, kind, issuer, position, compared }: { document: DocumentFacts; kind: Words; issuer: string; position: string; compared?: 'same' | 'different' | undefined }) {
  const t = useWords(proofWords);
  const { locale, site } = useFrame();
  const standing = standingWords[document.standing];
  const date = document.issuedAt && formatDate(civilDate(document.issuedAt, site.zone), locale);
  const expires = document.expiresOn === null ? t('noEnd') : formatDate(Temporal.PlainDate.from(document.expiresOn), locale);
  const signed = document.state === 'signed';
  return (
    <Layout title={t('title')} scripts={signed ? [proofScript] : []}>
      <link rel="stylesheet" href="/assets/tanda-tangan/signing.css" />
      <h1>{t('title')}</h1>
      {compared ? <Notice kind={compared === 'same' ? 'done' : 'attention'}><p>{t(compared === 'same' ? 'matched' : 'differs')}</p></Notice> : null}
      <Notice kind={standing.kind} title={say(standing.title, locale)}><p>{say(standing.hint, locale)}</p></Notice>
      <CheckAnswers rows={[
        { name: t('kind'), value: say(kind, locale) },
        ...(document.number ? [{ name: t('number'), value: <b>{document.number}</b> }] : []),
        ...(date ? [{ name: t('date'), value: date }] : []),
        { name: t('issuer'), value: issuer },
        ...(signed ? [{ name: t('by'), value: position }] : []),
        ...(document.initials ? [{ name: t('about'), value: <>{document.initials} <span class="quiet">({t('aboutHint')})</span></> }] : []),
        ...(signed ? [{ name: t('until'), value: expires }] : []),
        ...(document.endedBecause && document.standing !== 'valid' && document.standing !== 'expired' ? [{ name: t('why'), value: document.endedBecause }] : []),
        ...(document.replacedBy ? [{ name: t('replacedBy'), value: <a href={`/verifikasi/${document.replacedBy}`}>{t('see')}</a> }] : []),
        ...(document.sha256 ? [{ name: t('hash'), value: <span class="hash">{document.sha256}</span> }] : []),
      ]} />
      {signed ? <><h2>{t('matchHeading')}</h2><FileCheck action={`/verifikasi/${document.code}`} sha256={document.sha256} /></> : null}
      <p class="quiet">{t('privacy')}</p>
      <p><LinkButton href="/verifikasi" kind="lesser">{t('another')}</LinkButton></p>
    </Layout>
  );
}

function FileCheck({ action, sha256 }: { action: string; sha256?: string | undefined }) {
  const t = useWords(proofWords);
  return (
    <serasan-check-file sha256={sha256} matched={t('matched')} differs={t('differs')} computing={t('computing')} hint={t('fileHint')} lookup={sha256 ? undefined : '/verifikasi'}>
      <form method="post" action={action} {...{ enctype: 'multipart/form-data' }}>
        <FileField name="berkas" label={t('file')} hint={t('fileSentHint')} state={empty} accept="application/pdf" required />
        <p role="status" />
        <Button>{t('match')}</Button>
      </form>
    </serasan-check-file>
  );
}
