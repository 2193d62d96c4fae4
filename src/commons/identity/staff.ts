import { anonymous, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { findAccount, type Account } from './accounts.ts';
import type { IdentityDeps } from './deps.ts';
import type { Factors } from './factors.ts';
import { hashPassword, isOutdated, passwordMatches } from './password.ts';
import { refusals } from './problems.ts';
import { stageAfter } from './rules/session-life.ts';
import { newToken } from './secrets.ts';
import { startSession, type Session } from './sessions.ts';
import type { IdentityTables, Method, Stage } from './tables.ts';
import type { Throttle } from './throttle.ts';

/** Where an attempt comes from. */
export interface Visit {
  readonly address: string;
  readonly device: string;
  /** The session the visitor already has, if any; it ends when a new one begins. */
  readonly session?: Session | undefined;
  readonly requestId?: string | undefined;
}

export interface SignedIn {
  readonly token: string;
  readonly stage: Stage;
}

export interface Staff {
  signIn(typed: { username: string; password: string }, visit: Visit): Promise<SignedIn>;
  /** The second step: a code of the authenticator app or a recovery code. */
  giveFactor(typed: string | undefined, visit: Visit): Promise<SignedIn>;
  /** Proves again, in a session that is already full: with a code where the account has an app, else with the password. */
  proveAgain(typed: { password: string; code: string }, visit: Visit): Promise<SignedIn>;
  /** Begins a session after a proof that was checked elsewhere (passkey, sign-on provider). */
  begin(account: Account, method: Method, visit: Visit, more?: { providerAskedTwo?: boolean }): Promise<SignedIn>;
}

export function openStaff(deps: IdentityDeps, throttle: Throttle, factors: Factors): Staff {
  const { database, random } = deps;

  async function begin(account: Account, method: Method, visit: Visit, more: { providerAskedTwo?: boolean; stage?: Stage; newHash?: string } = {}): Promise<SignedIn> {
    const token = newToken(random);
    const stage = more.stage ?? stageAfter(method, { hasSecondFactor: account.hasTotp || account.hasPasskey, mustHaveOne: deps.settings.secondFactor, ...(more.providerAskedTwo ? { providerAskedTwo: true } : {}) });
    await database.write({ actor: actorOf(account), action: 'identity/sign-in', requestId: visit.requestId }, async (work) => {
      await startSession(work, { token, kind: 'staff', owner: account.id, stage, method, agency: visit.session?.owner === account.id ? visit.session.agency : account.agency, device: visit.device, replaces: visit.session?.id });
      if (more.newHash) await work.tables<IdentityTables>().updateTable('identity.account').set({ password_hash: more.newHash }).where('id', '=', account.id).where('password_version', '=', account.passwordVersion).execute();
      work.note({ subject: account.id, method, stage });
    });
    return { token, stage };
  }

  /** Refused attempts are audited too: alike whether the account exists or not, so that neither words nor time tell. */
  async function refused(subject: string, visit: Visit, step: string): Promise<void> {
    await database.write({ actor: anonymous('web'), action: 'identity/sign-in-refused', requestId: visit.requestId }, async (work) => { work.note({ subject, step }); });
  }

  return {
    begin,

    async signIn({ username, password }, visit) {
      const typed = username.trim().toLowerCase();
      await throttle.charge(['account', typed], ['address', visit.address]);
      const account = await findAccount(deps, { username: typed });
      const good = await passwordMatches(password, account?.closed ? undefined : account?.passwordHash);
      if (!account || !good) {
        await refused(account?.id ?? 'unknown', visit, 'password');
        throw new Problem(refusals.notRecognised, { fields: { password: refusals.notRecognised.title } });
      }
      await throttle.forgive(['account', typed], ['address', visit.address]);
      const newHash = isOutdated(account.passwordHash ?? '') ? await hashPassword(password, random) : undefined;
      return begin(account, 'password', visit, newHash ? { newHash } : {});
    },

    async giveFactor(typed, visit) {
      const session = visit.session;
      const account = session?.kind === 'staff' && session.stage === 'factor' ? await findAccount(deps, { id: session.owner }) : undefined;
      if (!account) throw new Problem(refusals.signInFirst);
      await throttle.charge(['factor', account.id], ['address', visit.address]);
      const method = await factors.accept(account.id, typed, actorOf(account));
      if (!method) {
        await refused(account.id, visit, 'factor');
        throw new Problem(refusals.wrongFactor, { fields: { code: refusals.wrongFactor.detail } });
      }
      await throttle.forgive(['factor', account.id], ['address', visit.address]);
      return begin(account, method, visit);
    },

    async proveAgain({ password, code }, visit) {
      const account = visit.session?.kind === 'staff' && visit.session.stage === 'full' ? await findAccount(deps, { id: visit.session.owner }) : undefined;
      if (!account) throw new Problem(refusals.signInFirst);
      await throttle.charge(['factor', account.id], ['address', visit.address]);
      const method = account.hasTotp ? await factors.accept(account.id, code, actorOf(account)) : (await passwordMatches(password, account.passwordHash)) ? 'password' : undefined;
      if (!method) {
        await refused(account.id, visit, 'again');
        throw account.hasTotp ? new Problem(refusals.wrongFactor, { fields: { code: refusals.wrongFactor.detail } }) : new Problem(refusals.passwordWrong, { fields: { password: refusals.passwordWrong.detail } });
      }
      await throttle.forgive(['factor', account.id], ['address', visit.address]);
      return begin(account, method, visit, { stage: 'full' });
    },
  };
}

/** The account while it proves itself: no permissions yet. */
export function actorOf(account: { id: string; name: string; agency: string }): Actor {
  return { kind: 'staff', id: account.id, name: account.name, permissions: new Set(), agency: account.agency, channel: 'web' };
}
