import type { ComponentChildren } from 'preact';
import { civilDate, formatClock, formatDate } from '#kernel/time';
import { Button, Hidden, Layout, Notice, StatusTag, useFrame, useWords } from '#platform/ui';
import type { Account } from '../accounts.ts';
import type { Passkey } from '../passkeys.ts';
import type { Session } from '../sessions.ts';
import { words } from '../words.ts';
import { PasskeyRegister, passkeyScript } from './passkey-button.tsx';

export interface AccountView {
  readonly sessions: readonly Session[];
  readonly current: string;
}

export interface StaffAccountView extends AccountView {
  readonly account: Account;
  readonly stage: Session['stage'];
  readonly roles: readonly { name: string; agency: string }[];
  readonly agencies: readonly string[];
  readonly agency: string;
  readonly passkeys: readonly Passkey[];
  readonly recoveryLeft: number;
}

/** An officer's own page: who I am here, how I prove it, and where I am signed in. */
export function StaffAccount(view: StaffAccountView) {
  const { account } = view;
  const t = useWords(words);
  const when = useWhen();
  return (
    <Layout title={t('accountTitle')} scripts={[passkeyScript]}>
      <h1>{account.name}</h1>
      <p class="quiet">{account.username}</p>
      {view.stage === 'enrol' ? <Notice kind="attention" title={t('mustEnrol')}>{t('mustEnrolLead')}</Notice> : null}
      <Section id="peran" title={t('roles')}>
        {view.roles.length === 0 ? <p>{t('noRoles')}</p> : <ul>{view.roles.map((role) => <li key={`${role.name} ${role.agency}`}>{role.name} ({role.agency})</li>)}</ul>}
        {view.agencies.length > 1 ? <AgencySwitch view={view} /> : null}
      </Section>
      <Section id="sandi" title={t('password')}>
        <p><a class="button button-lesser" href="/akun/sandi">{t('changePassword')}</a></p>
      </Section>
      <Section id="aplikasi" title={t('totp')}>
        {account.hasTotp ? <>
          <p><StatusTag kind="done">{t('totpOn')}</StatusTag> · {t('recoveryLeft')}: {view.recoveryLeft}</p>
          <div class="actions">
            <PostButton action="/akun/pemulihan">{t('recoveryNew')}</PostButton>
            <PostButton action="/akun/totp/lepas" kind="ending">{t('totpRemove')}</PostButton>
          </div>
        </> : <>
          <p><StatusTag kind="waiting">{t('totpOff')}</StatusTag></p>
          <p><a class="button button-lesser" href="/akun/totp">{t('totpAdd')}</a></p>
        </>}
      </Section>
      <Section id="kunci" title={t('passkeys')}>
        <p>{t('passkeysLead')}</p>
        {view.passkeys.length === 0 ? <p class="quiet">{t('passkeyNone')}</p> : <ul class="cards">{view.passkeys.map((passkey) => (
          <li class="card" key={passkey.credential}>
            <h3>{passkey.name}</h3>
            <p>{t('added')} {when(passkey.createdAt)}{passkey.usedAt ? `, ${t('lastUsed')} ${when(passkey.usedAt)}` : ''}</p>
            <PostButton action="/akun/kunci/hapus" kind="ending" values={{ credential: passkey.credential }}>{t('passkeyRemove')}</PostButton>
          </li>
        ))}</ul>}
        <PasskeyRegister />
      </Section>
      <Sessions view={view} />
    </Layout>
  );
}

/** A resident's own page. */
export function ResidentAccount(view: AccountView & { phone: string }) {
  const t = useWords(words);
  return (
    <Layout title={t('accountTitle')}>
      <h1>{t('accountTitle')}</h1>
      <p>{t('phone')}: <strong>{view.phone}</strong></p>
      <p><a class="button button-lesser" href="/saya/pembacaan">{t('myReadings')}</a></p>
      <Sessions view={view} />
    </Layout>
  );
}

function Sessions({ view }: { view: AccountView }) {
  const t = useWords(words);
  const when = useWhen();
  return (
    <Section id="sesi" title={t('sessions')}>
      <ul class="cards">{view.sessions.map((session) => (
        <li class="card" key={session.id}>
          <h3>{session.device}</h3>
          <p>{t('since')} {when(session.createdAt)}, {t('seen')} {when(session.seenAt)}</p>
          {session.id === view.current ? <p><StatusTag kind="done">{t('thisDevice')}</StatusTag></p> : <PostButton action="/akun/sesi/akhiri" kind="ending" values={{ session: session.id }}>{t('endSession')}</PostButton>}
        </li>
      ))}</ul>
      <div class="actions">
        {view.sessions.length > 1 ? <PostButton action="/akun/sesi/akhiri" kind="ending" values={{ session: 'lain' }}>{t('endOthers')}</PostButton> : null}
        <PostButton action="/keluar">{t('signOut')}</PostButton>
      </div>
    </Section>
  );
}

function AgencySwitch({ view }: { view: StaffAccountView }) {
  const t = useWords(words);
  return (
    <div class="actions">
      {view.agencies.map((agency) => agency === view.agency
        ? <p key={agency}><StatusTag kind="done">{t('actingFor')} {agency}</StatusTag></p>
        : <PostButton key={agency} action="/akun/perangkat-daerah" values={{ agency }}>{t('switchAgency')}: {agency}</PostButton>)}
    </div>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return <section aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}

function PostButton({ action, values = {}, kind = 'lesser', children }: { action: string; values?: Record<string, string>; kind?: 'lesser' | 'ending'; children: ComponentChildren }) {
  return <form method="post" action={action}>{Object.entries(values).map(([name, value]) => <Hidden key={name} name={name} value={value} />)}<Button kind={kind}>{children}</Button></form>;
}

/** Date and clock in the language and zone of the page. */
function useWhen(): (instant: Temporal.Instant) => string {
  const { locale, site } = useFrame();
  return (instant) => `${formatDate(civilDate(instant, site.zone), locale)}, ${formatClock(instant, site.zone)}`;
}
