import { sql } from 'kysely';
import { system } from '#kernel/actor';
import type { DeclaredRole } from '#commons/access';
import { wholeRegency } from '#commons/access';
import { storeAccount } from './accounts.ts';
import type { IdentityDeps } from './deps.ts';
import { hashPassword } from './password.ts';
import type { IdentityTables } from './tables.ts';

/** Shown on the sign-in page of a demonstration, and good nowhere else: made-up accounts cannot sign in when DEMO is off. */
export const demoPassword = 'perahu kuning di sungai musi';

export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly agency: string;
}

/** One made-up officer for every role a service declares, one for every role of the regency that must not meet another in one hand, and one who looks after the whole regency. */
export function demoAccounts(roles: readonly DeclaredRole[]): DemoAccount[] {
  const ofServices = roles.filter((role) => role.agency !== undefined).map((role): DemoAccount => ({
    username: `${role.id.split('/')[1]}.${role.declaredBy}`, name: `${role.name.id} Contoh`, roles: [role.id], agency: role.agency ?? wholeRegency,
  }));
  const ofRegency = roles.filter((role) => role.sampleAgency !== undefined).map((role): DemoAccount => ({
    username: `${role.id.split('/')[1]}.${role.declaredBy}`, name: `${role.name.id} Contoh`, roles: [role.id], agency: role.sampleAgency ?? wholeRegency,
  }));
  const elsewhere = roles.flatMap((role) => (role.heldBy ?? []).map((agency): DemoAccount => ({ username: `${role.id.split('/')[1]}-${agency}.${role.declaredBy}`, name: `${role.name.id} ${agency} Contoh`, roles: [role.id], agency })));
  return [...ofServices, ...ofRegency, ...elsewhere, { username: 'pengelola.kabupaten', name: 'Pengelola Contoh', roles: roles.filter((role) => role.agency === undefined && !role.heldBy && role.id !== 'access/agency-administrator').map((role) => role.id), agency: wholeRegency }];
}

/** Makes the demonstration accounts that are not there yet; without DEMO ends whatever sessions they left behind. */
export async function prepareDemo(deps: IdentityDeps): Promise<void> {
  if (!deps.settings.demo) return endSynthetic(deps);
  const wanted = demoAccounts(deps.access.roles());
  const known = new Set((await deps.database.read<IdentityTables>().selectFrom('identity.account').select('username').where('username', 'in', wanted.map((one) => one.username)).execute()).map((row) => row.username));
  const missing = wanted.filter((one) => !known.has(one.username));
  if (missing.length === 0) return;
  const passwordHash = await hashPassword(demoPassword, deps.random);
  for (const account of missing) {
    await deps.database.write({ actor: system('demo'), action: 'identity/prepare-demo' }, async (work) => {
      const id = await storeAccount(work, { ...account, passwordHash, synthetic: true });
      for (const role of account.roles) await deps.access.storeGrant(work, { account: id, role, agency: account.agency, reason: 'Akun contoh' });
    });
  }
}

async function endSynthetic({ database }: IdentityDeps): Promise<void> {
  await database.journal<IdentityTables, unknown>((tables) => tables.updateTable('identity.session').set({ ended_at: database.clock.now().toString() })
    .where('ended_at', 'is', null).where('account', 'in', tables.selectFrom('identity.account').select('id').where('synthetic', '=', sql<boolean>`true`)).execute());
}
