import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '#kernel/actor';
import { crockfordCode, readCrockford } from '#kernel/ids';
import { Problem } from '#kernel/problem';
import type { IdentityDeps } from './deps.ts';
import { refusals } from './problems.ts';
import { readDigits } from './rules/one-time-code.ts';
import { shortHash } from './secrets.ts';
import type { IdentityTables } from './tables.ts';

const period = 30;
const recoveryCount = 10;
const recoveryLength = 12;

/** Time-based codes (RFC 6238) and the paper codes for the day the phone is lost. */
export interface Factors {
  /** Makes (or shows again) the secret of an authenticator app not yet confirmed. */
  beginTotp(account: { id: string; username: string }, actor: Actor): Promise<{ secret: string; uri: string }>;
  /** Confirms it with its first code and returns fresh recovery codes, shown this once. */
  confirmTotp(account: string, typed: string | undefined, actor: Actor): Promise<string[]>;
  removeTotp(account: string, actor: Actor): Promise<void>;
  /** New recovery codes; the old ones stop working. */
  renewRecoveryCodes(account: string, actor: Actor): Promise<string[]>;
  recoveryCodesLeft(account: string): Promise<number>;
  /** Takes a code from the app or a recovery code, each good once. Returns which it was, or nothing. */
  accept(account: string, typed: string | undefined, actor: Actor): Promise<'totp' | 'recovery' | undefined>;
}

export function openFactors({ database, vault, random }: IdentityDeps): Factors {
  const about = (account: string) => `identity/totp/${account}`;
  const read = () => database.read<IdentityTables>();

  function stepOf(sealed: string, account: string, code: string): bigint | undefined {
    const now = database.clock.now().epochMilliseconds;
    const delta = totpOf(Secret.fromBase32(vault.open(sealed, about(account)))).validate({ token: code, timestamp: now, window: 1 });
    return delta === null ? undefined : BigInt(Math.floor(now / 1000 / period) + delta);
  }

  /** True when the code's time step is newer than any accepted before; of two equal codes at the same moment one wins. */
  async function acceptTotp(account: string, code: string, actor: Actor, confirm: boolean): Promise<boolean> {
    const row = await read().selectFrom('identity.totp').selectAll().where('account', '=', account).where('confirmed_at', confirm ? 'is' : 'is not', null).executeTakeFirst();
    const step = row ? stepOf(row.secret, account, code) : undefined;
    if (!row || step === undefined) return false;
    return database.write({ actor, action: confirm ? 'identity/confirm-totp' : 'identity/use-totp' }, async (work) => {
      work.note({ subject: account });
      const taken = await work.tables<IdentityTables>().updateTable('identity.totp').set({ last_step: step.toString(), confirmed_at: row.confirmed_at?.toString() ?? work.now.toString() })
        .where('account', '=', account).where('secret', '=', row.secret).where('last_step', '<', sql<bigint>`${step.toString()}::bigint`).executeTakeFirst();
      return taken.numUpdatedRows === 1n;
    });
  }

  async function acceptRecovery(account: string, typed: string, actor: Actor): Promise<boolean> {
    const code = readCrockford(typed);
    if (code.length !== recoveryLength) return false;
    return database.write({ actor, action: 'identity/use-recovery-code' }, async (work) => {
      work.note({ subject: account });
      const taken = await work.tables<IdentityTables>().updateTable('identity.recovery_code').set({ used_at: work.now.toString() })
        .where('account', '=', account).where('code_hash', '=', shortHash(vault, account, code)).where('used_at', 'is', null).executeTakeFirst();
      return taken.numUpdatedRows === 1n;
    });
  }

  async function renewRecoveryCodes(account: string, actor: Actor): Promise<string[]> {
    const codes = Array.from({ length: recoveryCount }, () => crockfordCode(recoveryLength, random));
    await database.write({ actor, action: 'identity/renew-recovery-codes' }, async (work) => {
      work.note({ subject: account });
      await work.tables<IdentityTables>().deleteFrom('identity.recovery_code').where('account', '=', account).execute();
      await work.tables<IdentityTables>().insertInto('identity.recovery_code').values(codes.map((code) => ({ account, code_hash: shortHash(vault, account, code), used_at: null }))).execute();
    });
    return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
  }

  return {
    renewRecoveryCodes,
    async beginTotp(account, actor) {
      const kept = () => read().selectFrom('identity.totp').select('secret').where('account', '=', account.id).where('confirmed_at', 'is', null).executeTakeFirst();
      if (!(await kept())) {
        const sealed = vault.seal(new Secret({ buffer: Uint8Array.from(random(20)).buffer }).base32, about(account.id));
        await database.write({ actor, action: 'identity/begin-totp' }, async (work) => {
          work.note({ subject: account.id });
          await work.tables<IdentityTables>().insertInto('identity.totp').values({ account: account.id, secret: sealed, confirmed_at: null, created_at: work.now.toString() })
            .onConflict((conflict) => conflict.column('account').doNothing()).execute();
        });
      }
      // Read again: of two pages opened at once both must show the secret that was kept.
      const row = await kept();
      if (!row) throw new Problem(refusals.totpAlready);
      const secret = Secret.fromBase32(vault.open(row.secret, about(account.id)));
      return { secret: secret.base32, uri: totpOf(secret, account.username).toString() };
    },
    async confirmTotp(account, typed, actor) {
      const code = readDigits(typed);
      if (!code || !(await acceptTotp(account, code, actor, true))) throw new Problem(refusals.wrongFactor, { fields: { code: 'Kode tidak cocok. Tunggu kode berikutnya, lalu ketik lagi.' } });
      return renewRecoveryCodes(account, actor);
    },
    async removeTotp(account, actor) {
      await database.write({ actor, action: 'identity/remove-totp' }, async (work) => {
        work.note({ subject: account });
        await work.tables<IdentityTables>().deleteFrom('identity.totp').where('account', '=', account).execute();
        await work.tables<IdentityTables>().deleteFrom('identity.recovery_code').where('account', '=', account).execute();
      });
    },
    async recoveryCodesLeft(account) {
      const row = await read().selectFrom('identity.recovery_code').select(sql<number>`count(*)::int`.as('left')).where('account', '=', account).where('used_at', 'is', null).executeTakeFirst();
      return row?.left ?? 0;
    },
    async accept(account, typed, actor) {
      const code = readDigits(typed);
      if (code) return (await acceptTotp(account, code, actor, false)) ? 'totp' : undefined;
      return (await acceptRecovery(account, typed ?? '', actor)) ? 'recovery' : undefined;
    },
  };
}

function totpOf(secret: Secret, label = ''): TOTP {
  return new TOTP({ issuer: 'Serasan', label, secret, algorithm: 'SHA1', digits: 6, period });
}
