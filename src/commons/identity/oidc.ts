import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, enableNonRepudiationChecks, randomPKCECodeVerifier, type Configuration } from 'openid-client';
import { Problem } from '#kernel/problem';
import { findAccount, type Account } from './accounts.ts';
import type { Challenges } from './challenges.ts';
import type { IdentityDeps } from './deps.ts';
import { refusals } from './problems.ts';
import { newToken } from './secrets.ts';
import { actorOf } from './staff.ts';
import type { IdentityTables } from './tables.ts';

/** Signing in through the organisation's own provider (OpenID Connect, authorization code with PKCE). Off unless configured. */
export interface Oidc {
  /** What the button says. */
  readonly name: string;
  /** Where to send the browser, and the token its cookie keeps. `next`: where to go afterwards. */
  begin(callback: URL, next: string): Promise<{ url: string; token: string }>;
  /** Checks everything the provider sent back; the account must exist here already. */
  finish(current: URL, token: string | undefined): Promise<{ account: Account; next: string; providerAskedTwo: boolean }>;
}

/** Did the provider itself ask for two factors? `mfa` says so; a password together with a second kind of proof does too (`amr` values of RFC 8176). */
function askedTwo(amr: readonly string[]): boolean {
  return amr.includes('mfa') || (amr.includes('pwd') && ['otp', 'hwk', 'swk', 'fpt', 'face'].some((kind) => amr.includes(kind)));
}

export function openOidc(deps: IdentityDeps, challenges: Challenges): Oidc | undefined {
  const settings = deps.settings.oidc;
  if (!settings) return undefined;
  const { issuer, clientId, clientSecret } = settings;
  let found: Promise<Configuration> | undefined;

  /** With the signature of the ID token checked, which the library leaves to TLS unless told otherwise. Asked once; a provider that was away is asked again at the next try. */
  function provider(): Promise<Configuration> {
    const plain = new URL(issuer).protocol === 'http:' && ['localhost', '127.0.0.1'].includes(new URL(issuer).hostname);
    found ??= discovery(new URL(issuer), clientId, clientSecret, undefined, { execute: [enableNonRepudiationChecks, ...(plain ? [allowInsecureRequests] : [])], timeout: 10 });
    return found.catch((error: unknown) => {
      found = undefined;
      throw new Problem(refusals.ssoUnavailable, { cause: error });
    });
  }

  return {
    name: settings.name,
    async begin(callback, next) {
      const configuration = await provider();
      const [state, nonce, verifier] = [newToken(deps.random), newToken(deps.random), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: callback.href, scope: 'openid profile email', state, nonce, code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      });
      return { url: url.href, token: await challenges.put('oidc', { state, nonce, verifier, next }) };
    },
    async finish(current, token) {
      const kept = await challenges.take('oidc', token);
      if (!kept?.['state'] || !kept['nonce'] || !kept['verifier']) throw new Problem(refusals.ssoRefused);
      const configuration = await provider();
      const tokens = await authorizationCodeGrant(configuration, current, {
        expectedState: kept['state'], expectedNonce: kept['nonce'], pkceCodeVerifier: kept['verifier'], idTokenExpected: true,
      }).catch((error: unknown) => { throw new Problem(refusals.ssoRefused, { cause: error }); });
      const claims = tokens.claims();
      if (!claims) throw new Problem(refusals.ssoRefused);
      const account = await accountOf(deps, { issuer: claims.iss, subject: claims.sub, email: claims['email_verified'] === true && typeof claims['email'] === 'string' ? claims['email'].toLowerCase() : undefined });
      if (!account || account.closed) throw new Problem(refusals.ssoRefused, { detail: 'Akun Anda belum didaftarkan di sini. Mintalah pengelola perangkat daerah Anda membuatkannya dengan surel yang sama.' });
      const amr = Array.isArray(claims['amr']) ? claims['amr'] : [];
      return { account, next: kept['next'] ?? '/', providerAskedTwo: askedTwo(amr.map(String)) };
    },
  };
}

/** By the provider's own id; the very first time by an e-mail address the provider has verified and an administrator has entered here. */
async function accountOf(deps: IdentityDeps, who: { issuer: string; subject: string; email: string | undefined }): Promise<Account | undefined> {
  const link = await deps.database.read<IdentityTables>().selectFrom('identity.oidc_link').select('account').where('issuer', '=', who.issuer).where('subject', '=', who.subject).executeTakeFirst();
  if (link) return findAccount(deps, { id: link.account });
  const account = who.email ? await findAccount(deps, { email: who.email }) : undefined;
  if (!account || account.closed) return undefined;
  await deps.database.write({ actor: actorOf(account), action: 'identity/link-sign-on' }, async (work) => {
    work.note({ subject: account.id, issuer: who.issuer });
    await work.tables<IdentityTables>().insertInto('identity.oidc_link').values({ issuer: who.issuer, subject: who.subject, account: account.id, created_at: work.now.toString() })
      .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing()).execute();
  });
  return account;
}
