import { sql } from 'kysely';
import { z } from 'zod';
import { can, system, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { mapConstraints, type Work } from '#platform/database';
import { wholeRegency } from '#commons/access';
import type { IdentityDeps } from './deps.ts';
import { hashPassword } from './password.ts';
import { refusals } from './problems.ts';
import { openReceipts } from './receipts.ts';
import { passwordFault, shortest, type PasswordFault } from './rules/password-policy.ts';
import { endOthers } from './sessions.ts';
import type { IdentityTables } from './tables.ts';

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly agency: string;
  readonly email: string | undefined;
  readonly passwordHash: string | undefined;
  readonly passwordVersion: number;
  /** Closed by an administrator, or made for a demonstration that is over. */
  readonly closed: boolean;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
}

const username = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9.-]{2,59}$/, 'Pakai huruf kecil, angka, titik, atau tanda hubung; 3 sampai 60 tanda.');
const name = z.string().trim().min(2, 'Tulis nama lengkap.').max(100);
const purpose = 'identity/set-password';

/** Actions on staff accounts. The first password is chosen by its owner through a link that works once, for a day; nobody else ever knows it. */
export function accountActions({ vault, database }: IdentityDeps) {
  const receipts = openReceipts({ vault, clock: database.clock });
  const constraints = { account_username_once: refusals.usernameTaken, account_email_once: refusals.emailTaken };
  const link = (work: Work, account: string, version: number) => `/masuk/sandi/${receipts.sign({ purpose, subject: `${account}:${version}`, expiresAt: work.now.add({ hours: 24 }) })}`;

  const createAccount = action({
    name: 'identity/create-account', constraints, allow: 'identity/manage-accounts',
    input: z.object({ username, name, agency: z.string().trim().min(1), email: z.union([z.literal(''), z.email()]).optional() }),
    async run(work: Work, input) {
      withinReach(work.actor, input.agency);
      const accountId = await storeAccount(work, { ...input, email: input.email || undefined });
      return { accountId, setPasswordPath: link(work, accountId, 0) };
    },
  });

  const renewPasswordLink = action({
    name: 'identity/renew-password-link', allow: 'identity/manage-accounts', input: z.object({ account: z.uuid(), lostSecondFactor: z.boolean().default(false) }),
    async run(work: Work, input) {
      const account = await lockAccount(work, input.account);
      withinReach(work.actor, account.agency);
      // A new version at once: an older link and every session end here, because the reason is often a lost phone.
      await work.tables<IdentityTables>().updateTable('identity.account').set({ password_version: account.password_version + 1 }).where('id', '=', account.id).execute();
      await endOthers(work, account.id);
      if (input.lostSecondFactor) for (const table of ['identity.totp', 'identity.recovery_code', 'identity.passkey'] as const) await work.tables<IdentityTables>().deleteFrom(table).where('account', '=', account.id).execute();
      work.note({ subject: account.id, lostSecondFactor: input.lostSecondFactor });
      return { setPasswordPath: link(work, account.id, account.password_version + 1) };
    },
  });

  const closeAccount = action({
    name: 'identity/close-account', allow: 'identity/manage-accounts', input: z.object({ account: z.uuid(), reason: z.string().trim().min(3, 'Tulis alasannya.').max(500) }),
    async run(work: Work, input) {
      if (work.actor.id === input.account) throw new Problem(refusals.notYourself);
      const account = await lockAccount(work, input.account);
      withinReach(work.actor, account.agency);
      await work.tables<IdentityTables>().updateTable('identity.account').set({ closed_at: work.now.toString() }).where('id', '=', account.id).execute();
      await endOthers(work, account.id);
      work.note({ subject: account.id, reason: input.reason });
    },
  });
  return { createAccount, renewPasswordLink, closeAccount };
}

/** Reads the account a link to set a password is for; nothing when the link is forged, old or already used. */
export async function accountOfLink(deps: IdentityDeps, token: string): Promise<Account | undefined> {
  const receipt = openReceipts({ vault: deps.vault, clock: deps.database.clock }).read(purpose, token);
  const [id = '', version] = receipt?.subject.split(':') ?? [];
  const account = receipt ? await findAccount(deps, { id }) : undefined;
  return account && !account.closed && String(account.passwordVersion) === version ? account : undefined;
}

/** Checks the policy, hashes outside the write, stores, and ends every other session of the account. */
export async function changePassword(deps: IdentityDeps, account: Account, typed: { password: string; again: string }, about: { actor: Actor; keepSession?: string; requestId?: string }): Promise<void> {
  if (typed.password !== typed.again) throw new Problem(refusals.passwordsDiffer, { fields: { again: refusals.passwordsDiffer.detail } });
  const fault = passwordFault(typed.password, [account.username, account.name, account.agency]);
  if (fault) throw new Problem(refusals.passwordWeak, { fields: { password: faultWords[fault] } });
  const hash = await hashPassword(typed.password, deps.random);
  await deps.database.write({ actor: about.actor, action: 'identity/set-password', requestId: about.requestId }, async (work) => {
    const current = await lockAccount(work, account.id);
    // The link was good when the page was read; somebody else may have used it meanwhile.
    if (current.password_version !== account.passwordVersion) throw new Problem(refusals.linkSpent);
    await work.tables<IdentityTables>().updateTable('identity.account').set({ password_hash: hash, password_set_at: work.now.toString(), password_version: current.password_version + 1 }).where('id', '=', account.id).execute();
    await endOthers(work, account.id, about.keepSession);
    work.note({ subject: account.id });
  });
}

/** Makes the first administrator of a new deployment: an account for the whole regency with the role to hand out all others. Called by a command, never by a page. */
export async function createAdministrator(deps: IdentityDeps, input: { username: string; name: string; password: string }): Promise<{ accountId: string }> {
  const checked = z.object({ username, name }).safeParse(input);
  if (!checked.success) throw new Problem(refusals.accountShape, { detail: checked.error.issues.map((issue) => issue.message).join(' ') });
  const parsed = checked.data;
  const fault = passwordFault(input.password, [parsed.username, parsed.name]);
  if (fault) throw new Problem(refusals.passwordWeak, { fields: { password: faultWords[fault] }, detail: faultWords[fault] });
  const passwordHash = await hashPassword(input.password, deps.random);
  const accountId = await mapConstraints({ account_username_once: refusals.usernameTaken }, () => deps.database.write({ actor: system('create-administrator', 'command'), action: 'identity/create-administrator' }, async (work) => {
    const id = await storeAccount(work, { ...parsed, agency: wholeRegency, passwordHash });
    await deps.access.storeGrant(work, { account: id, role: 'access/regency-administrator', agency: wholeRegency, reason: 'Pengelola pertama' });
    await deps.access.storeGrant(work, { account: id, role: 'identity/account-manager', agency: wholeRegency, reason: 'Pengelola pertama' });
    return id;
  }));
  return { accountId };
}

export async function storeAccount(work: Work, input: { username: string; name: string; agency: string; email?: string | undefined; passwordHash?: string; synthetic?: boolean }): Promise<string> {
  const id = work.newId();
  await work.tables<IdentityTables>().insertInto('identity.account').values({
    id, username: input.username, name: input.name, agency: input.agency, email: input.email?.toLowerCase() ?? null, password_hash: input.passwordHash ?? null,
    password_set_at: input.passwordHash ? work.now.toString() : null, synthetic: input.synthetic ?? false, created_at: work.now.toString(), closed_at: null,
  }).execute();
  work.note({ subject: id, agency: input.agency });
  return id;
}

/** One account with what second factors it has. */
export async function findAccount({ database, settings }: Pick<IdentityDeps, 'database' | 'settings'>, by: { id: string } | { username: string } | { email: string }): Promise<Account | undefined> {
  const [[column, value] = ['id', ''] as const] = Object.entries(by) as ['id' | 'username' | 'email', string][];
  const row = await database.read<IdentityTables>().selectFrom('identity.account as account').selectAll('account')
    .select([
      sql<boolean>`exists (select from identity.totp where totp.account = account.id and confirmed_at is not null)`.as('has_totp'),
      sql<boolean>`exists (select from identity.passkey where passkey.account = account.id)`.as('has_passkey'),
    ]).where(`account.${column}` as const, '=', value).executeTakeFirst();
  return row ? {
    id: row.id, username: row.username, name: row.name, agency: row.agency, email: row.email ?? undefined, passwordHash: row.password_hash ?? undefined,
    passwordVersion: row.password_version, closed: row.closed_at !== null || (row.synthetic && !settings.demo), hasTotp: row.has_totp, hasPasskey: row.has_passkey,
  } : undefined;
}

/** Names of accounts, for pages that say who did something. */
export async function accountNames({ database }: Pick<IdentityDeps, 'database'>, ids: readonly string[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => z.uuid().safeParse(id).success);
  if (known.length === 0) return new Map();
  const rows = await database.read<IdentityTables>().selectFrom('identity.account').select(['id', 'name']).where('id', 'in', known).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

async function lockAccount(work: Work, id: string) {
  const row = await work.tables<IdentityTables>().selectFrom('identity.account').selectAll().where('id', '=', id).where('closed_at', 'is', null).forUpdate().executeTakeFirst();
  if (!row) throw new Problem(refusals.unknownAccount);
  return row;
}

/** Accounts of one's own agency, unless one looks after the whole regency. */
function withinReach(actor: Actor, agency: string): void {
  if (actor.agency !== agency && actor.agency !== wholeRegency && !can(actor, '*')) throw new Problem(refusals.otherAgency);
}

const faultWords: Readonly<Record<PasswordFault, string>> = {
  short: `Pakai paling sedikit ${shortest} huruf. Empat kata yang tidak berkaitan sudah cukup.`,
  long: 'Pakai paling banyak 128 huruf.',
  repeats: 'Jangan mengulang-ulang huruf atau memakai angka saja.',
  name: 'Jangan memakai nama Anda, nama pengguna, atau nama perangkat daerah.',
  common: 'Kata sandi ini mudah ditebak. Pilih kata-kata lain.',
};
