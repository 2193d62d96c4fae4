import { Button, ErrorSummary, Field, Hidden, Layout, Notice, useWords, type FormState } from '#platform/ui';
import type { DemoAccount } from '../demo.ts';
import { words } from '../words.ts';
import { PasskeySignIn, passkeyScript } from './passkey-button.tsx';

/** The door for everybody: residents with their phone, officers with password, passkey or the organisation's own sign-on. */
export function SignIn({ state, next, demo, ssoName }: { state: FormState; next: string; demo: { accounts: readonly DemoAccount[]; password: string } | undefined; ssoName: string | undefined }) {
  const t = useWords(words);
  return (
    <Layout title={t('signIn')} scripts={[passkeyScript]}>
      <h1>{t('signIn')}</h1>
      <ErrorSummary problem={state.problem} />
      <section aria-labelledby="warga">
        <h2 id="warga">{t('forResidents')}</h2>
        <p>{t('residentLead')} {t('noAccountNeeded')}</p>
        <form method="post" action="/masuk/kode">
          <Hidden name="lanjut" value={next} />
          <Field name="phone" label={t('phone')} hint={t('phoneHint')} type="tel" inputmode="tel" autocomplete="tel" state={state} required />
          <Button>{t('sendCode')}</Button>
        </form>
      </section>
      <section aria-labelledby="petugas">
        <h2 id="petugas">{t('forStaff')}</h2>
        <form method="post" action="/masuk">
          <Hidden name="lanjut" value={next} />
          <Field name="username" label={t('username')} autocomplete="username" state={state} required />
          <Field name="password" label={t('password')} type="password" autocomplete="current-password" state={state} required />
          <Button>{t('signIn')}</Button>
        </form>
        <PasskeySignIn next={next} />
        {ssoName ? <p><a class="button button-lesser" href={`/masuk/sso?lanjut=${encodeURIComponent(next)}`}>{t('ssoWith')} {ssoName}</a></p> : null}
      </section>
      {demo ? <DemoBox {...demo} /> : null}
    </Layout>
  );
}

function DemoBox({ accounts, password }: { accounts: readonly DemoAccount[]; password: string }) {
  const t = useWords(words);
  return (
    <Notice kind="waiting" title={t('demoTitle')}>
      <p>{t('demoLead')} <code>{password}</code></p>
      <ul>{accounts.map((account) => <li key={account.username}><code>{account.username}</code> — {account.name}</li>)}</ul>
    </Notice>
  );
}

/** The second half for residents: the code that was sent. */
export function CodePage({ state, next, masked, demo }: { state: FormState; next: string; masked: string; demo: boolean }) {
  const t = useWords(words);
  return (
    <Layout title={t('codeTitle')}>
      <h1>{t('codeTitle')}</h1>
      <ErrorSummary problem={state.problem} />
      <p>{t('codeSent')} <strong>{masked}</strong>.</p>
      <form method="post" action="/masuk/kode">
        <Hidden name="lanjut" value={next} />
        <Field name="code" label={t('code')} hint={t('codeValid')} inputmode="numeric" autocomplete="one-time-code" state={{ ...state, values: {} }} required />
        <Button>{t('enter')}</Button>
      </form>
      {demo ? <Notice kind="waiting"><p>{t('demoCode')} <a href="/simulator">{t('openSimulator')}</a></p></Notice> : null}
      <p><a href={`/masuk?lanjut=${encodeURIComponent(next)}`}>{t('otherNumber')}</a></p>
    </Layout>
  );
}

/** The second half for officers. */
export function FactorPage({ state, next }: { state: FormState; next: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('factorTitle')} scripts={[passkeyScript]}>
      <h1>{t('factorTitle')}</h1>
      <ErrorSummary problem={state.problem} />
      <p>{t('factorLead')}</p>
      <form method="post" action="/masuk/faktor">
        <Hidden name="lanjut" value={next} />
        <Field name="code" label={t('factorCode')} hint={t('factorHint')} autocomplete="one-time-code" state={{ ...state, values: {} }} required />
        <Button>{t('proceed')}</Button>
      </form>
      <PasskeySignIn next={next} />
    </Layout>
  );
}

/** Asked again before something sensitive. */
export function AgainPage({ state, next, asks }: { state: FormState; next: string; asks: 'code' | 'password' }) {
  const t = useWords(words);
  return (
    <Layout title={t('againTitle')} scripts={[passkeyScript]}>
      <h1>{t('againTitle')}</h1>
      <ErrorSummary problem={state.problem} />
      <p>{t('againLead')}</p>
      <form method="post" action="/masuk/lagi">
        <Hidden name="lanjut" value={next} />
        {asks === 'code'
          ? <Field name="code" label={t('factorCode')} hint={t('factorHint')} autocomplete="one-time-code" state={{ ...state, values: {} }} required />
          : <Field name="password" label={t('password')} type="password" autocomplete="current-password" state={state} required />}
        <Button>{t('proceed')}</Button>
      </form>
      <PasskeySignIn next={next} />
    </Layout>
  );
}

/** Chooses a password: the first one through a link, or a new one on the account page. */
export function PasswordPage({ state, username, action, asksCurrent }: { state: FormState; username: string; action: string; asksCurrent: boolean }) {
  const t = useWords(words);
  return (
    <Layout title={t('newPasswordTitle')}>
      <h1>{t('newPasswordTitle')}</h1>
      <ErrorSummary problem={state.problem} />
      <p>{t('username')}: <strong>{username}</strong></p>
      <form method="post" action={action}>
        {asksCurrent ? <Field name="current" label={t('currentPassword')} type="password" autocomplete="current-password" state={state} required /> : null}
        <Field name="password" label={t('newPassword')} hint={t('newPasswordHint')} type="password" autocomplete="new-password" state={state} required />
        <Field name="again" label={t('again')} type="password" autocomplete="new-password" state={state} required />
        <Button>{t('savePassword')}</Button>
      </form>
    </Layout>
  );
}

export function LinkSpent() {
  const t = useWords(words);
  return (
    <Layout title={t('linkSpentTitle')}>
      <h1>{t('linkSpentTitle')}</h1>
      <Notice kind="attention">{t('linkSpentLead')}</Notice>
    </Layout>
  );
}
