import { Button, ErrorSummary, Field, Layout, QrCode, useWords, type FormState } from '#platform/ui';
import { words } from '../words.ts';

/** Sets up an authenticator app: scan, type the first code. */
export function TotpPage({ state, secret, uri }: { state: FormState; secret: string; uri: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('totpAdd')}>
      <h1>{t('totpAdd')}</h1>
      <ErrorSummary problem={state.problem} />
      <p>{t('totpScan')}</p>
      <QrCode text={uri} label={t('totpQr')} />
      <p>{t('totpType')} <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
      <form method="post" action="/akun/totp">
        <Field name="code" label={t('factorCode')} inputmode="numeric" autocomplete="one-time-code" state={{ ...state, values: {} }} required />
        <Button>{t('confirm')}</Button>
      </form>
    </Layout>
  );
}

/** Shown once, as the answer to the form that made them. */
export function RecoveryPage({ codes }: { codes: readonly string[] }) {
  const t = useWords(words);
  return (
    <Layout title={t('recovery')}>
      <h1>{t('recovery')}</h1>
      <p>{t('recoveryLead')}</p>
      <ul>{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <p><a class="button button-main" href="/akun">{t('recoveryDone')}</a></p>
    </Layout>
  );
}
