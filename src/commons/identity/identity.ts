import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';
import { accountActions, accountNames, createAdministrator, findAccount } from './accounts.ts';
import { openChallenges } from './challenges.ts';
import { openCookies } from './cookies.ts';
import { demoAccounts, prepareDemo } from './demo.ts';
import type { IdentityDeps } from './deps.ts';
import { openFactors } from './factors.ts';
import { mountHook } from './hook.ts';
import { openOidc } from './oidc.ts';
import { ownDeclaration } from './own.ts';
import { mountPages } from './pages/mount.tsx';
import { openPasskeys } from './passkeys.ts';
import { refusals } from './problems.ts';
import { openReceipts } from './receipts.ts';
import { openResidents } from './residents.ts';
import { openStaff } from './staff.ts';
import type { IdentityTables } from './tables.ts';
import { openThrottle } from './throttle.ts';

export type Identity = ReturnType<typeof openIdentity>;

/** Opens accounts, sessions and every way to prove who one is. Nothing is shown before `mount`. */
export function openIdentity(deps: IdentityDeps & { jobs: Jobs }) {
  deps.access.declare(ownDeclaration);
  const throttle = openThrottle(deps);
  const challenges = openChallenges(deps);
  const factors = openFactors(deps);
  const residents = openResidents(deps, throttle);
  const parts = { throttle, challenges, factors, residents, staff: openStaff(deps, throttle, factors), passkeys: openPasskeys(deps, challenges), oidc: openOidc(deps, challenges), cookies: openCookies(deps.settings.publicUrl) };
  deps.jobs.handle({ queue: 'identity-sweep', schedule: '17 3 * * *', handle: () => sweep(deps) });

  return {
    actions: accountActions(deps),
    /** Signed links that work without signing in. */
    receipts: openReceipts({ vault: deps.vault, clock: deps.database.clock }),
    /** The proved phone of a signed-in resident. */
    phoneOf: (actor: Actor) => residents.phoneOf(actor),
    /** The open account with this user name. */
    async accountOf(username: string): Promise<{ readonly id: string; readonly name: string; readonly agency: string } | undefined> {
      const account = await findAccount(deps, { username: username.trim().toLowerCase() });
      return account?.closed === false ? { id: account.id, name: account.name, agency: account.agency } : undefined;
    },
    /** Names of staff accounts. */
    accountNames: (ids: readonly string[]) => accountNames(deps, ids),
    /** Refuses with `identity/confirm-again` unless the person proved who they are within these minutes. Call before a sensitive step. */
    requireRecent(request: FastifyRequest, minutes = 10): void {
      if (!request.session) throw new Problem(refusals.signInFirst);
      if (!isRecent(deps, request, minutes)) throw new Problem(refusals.confirmAgain, { facts: { next: '/masuk/lagi' } });
    },
    /** Makes the first administrator of a new deployment. */
    createAdministrator: (input: { username: string; name: string; password: string }) => createAdministrator(deps, input),
    /** Makes the demonstration accounts when DEMO is on. Call when every manifest is declared. */
    prepareDemo: () => prepareDemo(deps),
    demoAccounts: () => (deps.settings.demo ? demoAccounts(deps.access.roles()) : []),
    /** Opens the pages and sets `request.actor` on every request. */
    mount(http: Http): void {
      mountHook(http, deps, parts.cookies);
      mountPages({ http, deps, parts, isRecent: (request, minutes) => isRecent(deps, request, minutes) });
    },
  };
}

function isRecent({ database }: IdentityDeps, request: FastifyRequest, minutes: number): boolean {
  const proved = request.session?.provedAt;
  return proved !== undefined && Temporal.Instant.compare(database.clock.now(), proved.add({ minutes })) < 0;
}

/** Throws away what is over: half proofs, used codes and counters after two days, ended sessions after ninety. */
async function sweep({ database }: IdentityDeps): Promise<void> {
  const now = database.clock.now();
  const old = sql<Temporal.Instant>`${now.subtract({ hours: 48 }).toString()}::timestamptz`;
  const veryOld = sql<Temporal.Instant>`${now.subtract({ hours: 90 * 24 }).toString()}::timestamptz`;
  await database.journal<IdentityTables, void>(async (tables) => {
    await tables.deleteFrom('identity.challenge').where('expires_at', '<', old).execute();
    await tables.deleteFrom('identity.one_time_code').where('expires_at', '<', old).execute();
    await tables.deleteFrom('identity.throttle').where('last_at', '<', old).execute();
    await tables.deleteFrom('identity.session').where('expires_at', '<', veryOld).execute();
  });
}
