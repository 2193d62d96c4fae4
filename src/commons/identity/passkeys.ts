import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { mapConstraints } from '#platform/database';
import { findAccount, type Account } from './accounts.ts';
import type { Challenges } from './challenges.ts';
import type { IdentityDeps } from './deps.ts';
import { refusals } from './problems.ts';
import type { IdentityTables } from './tables.ts';

/** The address the browser shows: a passkey belongs to its host name. */
export interface Place {
  readonly origin: string;
  readonly host: string;
}

export interface Passkey {
  readonly credential: string;
  readonly name: string;
  readonly createdAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | undefined;
}

/** Passkeys (WebAuthn level 3) as a complete proof: user verification is demanded, and the key names its account, so no user name is typed. */
export interface Passkeys {
  beginRegistration(account: Account, place: Place): Promise<{ options: unknown; token: string }>;
  finishRegistration(account: string, answer: { response: unknown; name: string; token: string | undefined }, place: Place, actor: Actor): Promise<void>;
  beginSignIn(place: Place): Promise<{ options: unknown; token: string }>;
  finishSignIn(answer: { response: unknown; token: string | undefined }, place: Place): Promise<Account>;
  list(account: string): Promise<Passkey[]>;
  remove(account: string, credential: string, actor: Actor): Promise<void>;
}

export function openPasskeys(deps: IdentityDeps, challenges: Challenges): Passkeys {
  const { database, random } = deps;
  const read = () => database.read<IdentityTables>();
  const challengeBytes = () => Uint8Array.from(random(32));

  return {
    async beginRegistration(account, place) {
      const known = await read().selectFrom('identity.passkey').select('credential').where('account', '=', account.id).execute();
      const options = await generateRegistrationOptions({
        rpName: 'Serasan', rpID: relyingParty(place), userName: account.username, userDisplayName: account.name, userID: new TextEncoder().encode(account.id), challenge: challengeBytes(),
        excludeCredentials: known.map((one) => ({ id: one.credential })), authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, attestationType: 'none',
      });
      return { options, token: await challenges.put('passkey-register', { challenge: options.challenge, account: account.id }) };
    },

    async finishRegistration(account, answer, place, actor) {
      const kept = await challenges.take('passkey-register', answer.token);
      if (!kept?.['challenge'] || kept['account'] !== account) throw new Problem(refusals.passkeyRefused);
      const verified = await verifyRegistrationResponse({
        response: answer.response as RegistrationResponseJSON, expectedChallenge: kept['challenge'], expectedOrigin: place.origin, expectedRPID: relyingParty(place), requireUserVerification: true,
      }).catch((error: unknown) => { throw new Problem(refusals.passkeyRefused, { cause: error }); });
      if (!verified.verified) throw new Problem(refusals.passkeyRefused);
      const { credential } = verified.registrationInfo;
      await mapConstraints({ passkey_pkey: refusals.passkeyKnown }, () => database.write({ actor, action: 'identity/add-passkey' }, async (work) => {
        work.note({ subject: account });
        await work.tables<IdentityTables>().insertInto('identity.passkey').values({
          credential: credential.id, account, public_key: Buffer.from(credential.publicKey).toString('base64url'), counter: String(credential.counter),
          transports: credential.transports ?? [], name: answer.name.trim().slice(0, 60) || 'Kunci sandi', created_at: work.now.toString(), used_at: null,
        }).execute();
      }));
    },

    async beginSignIn(place) {
      const options = await generateAuthenticationOptions({ rpID: relyingParty(place), challenge: challengeBytes(), userVerification: 'required' });
      return { options, token: await challenges.put('passkey-sign-in', { challenge: options.challenge }) };
    },

    async finishSignIn(answer, place) {
      const kept = await challenges.take('passkey-sign-in', answer.token);
      const response = answer.response as AuthenticationResponseJSON;
      const row = kept && typeof response?.id === 'string' ? await read().selectFrom('identity.passkey').selectAll().where('credential', '=', response.id).executeTakeFirst() : undefined;
      const account = row ? await findAccount(deps, { id: row.account }) : undefined;
      if (!kept?.['challenge'] || !row || !account || account.closed) throw new Problem(refusals.passkeyRefused);
      const verified = await verifyAuthenticationResponse({
        response, expectedChallenge: kept['challenge'], expectedOrigin: place.origin, expectedRPID: relyingParty(place), requireUserVerification: true,
        credential: { id: row.credential, publicKey: Uint8Array.from(Buffer.from(row.public_key, 'base64url')), counter: Number(row.counter) },
      }).catch((error: unknown) => { throw new Problem(refusals.passkeyRefused, { cause: error }); });
      if (!verified.verified) throw new Problem(refusals.passkeyRefused);
      await database.journal<IdentityTables, unknown>((tables) => tables.updateTable('identity.passkey')
        .set({ counter: String(verified.authenticationInfo.newCounter), used_at: database.clock.now().toString() }).where('credential', '=', row.credential).execute());
      return account;
    },

    async list(account) {
      const rows = await read().selectFrom('identity.passkey').selectAll().where('account', '=', account).orderBy('created_at').execute();
      return rows.map((row) => ({ credential: row.credential, name: row.name, createdAt: row.created_at, usedAt: row.used_at ?? undefined }));
    },

    async remove(account, credential, actor) {
      await database.write({ actor, action: 'identity/remove-passkey' }, async (work) => {
        work.note({ subject: account });
        await work.tables<IdentityTables>().deleteFrom('identity.passkey').where('account', '=', account).where('credential', '=', credential).execute();
      });
    },
  };
}

/** The host name without its port. Browsers refuse passkeys on bare addresses of digits. */
function relyingParty({ host }: Place): string {
  const name = host.replace(/:\d+$/, '');
  if (/^[\d.]+$|^\[/.test(name)) throw new Problem(refusals.passkeyPlace);
  return name;
}
