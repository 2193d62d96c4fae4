import type { Actor } from '#kernel/actor';
import { anonymous } from '#kernel/actor';
import { sameSecret } from '#kernel/digest';
import { maskPhone, parsePhone, type Phone } from '#kernel/phone';
import { Problem } from '#kernel/problem';
import type { Locale } from '#kernel/time';
import type { Work } from '#platform/database';
import type { IdentityDeps } from './deps.ts';
import { refusals } from './problems.ts';
import { codeIsOpen, codeMinutes, readDigits, sixDigits } from './rules/one-time-code.ts';
import { newToken, shortHash, tokenHash } from './secrets.ts';
import { startSession } from './sessions.ts';
import type { IdentityTables } from './tables.ts';
import type { Throttle } from './throttle.ts';

/** Residents have no password: they prove a phone number with a code sent to it. Every number may ask, so nothing tells who is known. */
export interface Residents {
  /** Sends a code and returns the token that ties the answer to this browser. */
  requestCode(input: { phone: string | undefined; address: string; locale: Locale; requestId?: string }): Promise<{ token: string; masked: string }>;
  /** Signs in with the code; every wrong answer counts, even those sent at the same moment. */
  enterCode(input: { token: string | undefined; typed: string | undefined; address: string; device: string; replaces?: string | undefined; requestId?: string }): Promise<{ sessionToken: string }>;
  /** The proved phone of a signed-in resident. */
  phoneOf(actor: Actor): Promise<Phone | undefined>;
  /** The phone a pending code was sent to, masked. */
  pending(token: string | undefined): Promise<string | undefined>;
}

const indexPurpose = 'identity/phone';

export function openResidents(deps: IdentityDeps, throttle: Throttle): Residents {
  const { database, vault, random } = deps;
  const residentAbout = (id: string) => `identity/resident/${id}`;

  return {
    async requestCode({ phone: typed, address, locale, requestId }) {
      const phone = parsePhone(typed ?? '');
      if (!phone) throw new Problem(refusals.phoneUnreadable, { fields: { phone: refusals.phoneUnreadable.detail } });
      await throttle.charge(['codeForPhone', phone], ['codeForAddress', address]);
      const [token, code, index] = [newToken(random), sixDigits(random), vault.blindIndex(indexPurpose, phone)];
      await database.write({ actor: anonymous('web'), action: 'identity/request-code', requestId }, async (work) => {
        const id = work.newId();
        const expiresAt = work.now.add({ minutes: codeMinutes });
        // One code at a time: what was sent before stops working, so that an old message is never the right one.
        await work.tables<IdentityTables>().updateTable('identity.one_time_code').set({ used_at: work.now.toString() }).where('phone_index', '=', index).where('used_at', 'is', null).execute();
        await work.tables<IdentityTables>().insertInto('identity.one_time_code').values({
          id, token_hash: tokenHash(token), phone_index: index, phone: vault.seal(phone, `identity/code/${id}`), code_hash: shortHash(vault, id, code),
          created_at: work.now.toString(), expires_at: expiresAt.toString(), used_at: null,
        }).execute();
        work.note({ subject: id });
        await deps.deliver(work, { phone }, { id, code, minutes: codeMinutes, locale, expiresAt });
      });
      return { token, masked: maskPhone(phone) };
    },

    async enterCode({ token, typed, address, device, replaces, requestId }) {
      await throttle.charge(['address', address]);
      const sessionToken = newToken(random);
      const signedIn = await database.write({ actor: anonymous('web'), action: 'identity/enter-code', requestId }, async (work) => {
        const phone = await takeCode(deps, work, token, readDigits(typed));
        if (!phone) return false;
        const resident = await residentOf(work, phone);
        await startSession(work, { token: sessionToken, kind: 'resident', owner: resident, stage: 'full', method: 'code', device, replaces });
        work.note({ subject: resident, accepted: true });
        return true;
      });
      if (!signedIn) throw new Problem(refusals.wrongCode, { fields: { code: refusals.wrongCode.detail } });
      await throttle.forgive(['address', address]);
      return { sessionToken };
    },

    async phoneOf(actor) {
      if (actor.kind !== 'resident') return undefined;
      const row = await database.read<IdentityTables>().selectFrom('identity.resident').select('phone').where('id', '=', actor.id).executeTakeFirst();
      return row ? vault.open(row.phone, residentAbout(actor.id)) as Phone : undefined;
    },

    async pending(token) {
      if (!token) return undefined;
      const row = await database.read<IdentityTables>().selectFrom('identity.one_time_code').select(['id', 'phone']).where('token_hash', '=', tokenHash(token)).executeTakeFirst();
      return row ? maskPhone(vault.open(row.phone, `identity/code/${row.id}`)) : undefined;
    },
  };

  async function residentOf(work: Work, phone: string): Promise<string> {
    const indexes = vault.blindIndexes(indexPurpose, phone);
    const known = await work.tables<IdentityTables>().selectFrom('identity.resident').select('id').where('phone_index', 'in', indexes).forUpdate().executeTakeFirst();
    if (known) return known.id;
    const id = work.newId();
    const made = await work.tables<IdentityTables>().insertInto('identity.resident').values({ id, phone_index: indexes[0] ?? '', phone: vault.seal(phone, residentAbout(id)), created_at: work.now.toString() })
      .onConflict((conflict) => conflict.column('phone_index').doUpdateSet((values) => ({ phone_index: values.ref('excluded.phone_index') }))).returning('id').executeTakeFirstOrThrow();
    return made.id;
  }
}

/** Counts the try and returns the phone when the code is right. A wrong answer must stay counted, so it is an answer here and not an error that rolls back. */
async function takeCode({ vault }: IdentityDeps, work: Work, token: string | undefined, typed: string | undefined): Promise<string | undefined> {
  const table = work.tables<IdentityTables>();
  const row = token ? await table.selectFrom('identity.one_time_code').selectAll().where('token_hash', '=', tokenHash(token)).forUpdate().executeTakeFirst() : undefined;
  if (!row || !codeIsOpen({ tries: row.tries, used: row.used_at !== null, expiresAt: row.expires_at }, work.now)) return undefined;
  const right = sameSecret(shortHash(vault, row.id, typed ?? ''), row.code_hash);
  await table.updateTable('identity.one_time_code').set({ tries: row.tries + 1, ...(right ? { used_at: work.now.toString() } : {}) }).where('id', '=', row.id).execute();
  work.note({ subject: row.id, tries: row.tries + 1 });
  return right ? vault.open(row.phone, `identity/code/${row.id}`) : undefined;
}
