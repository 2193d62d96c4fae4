import { Problem } from '#kernel/problem';
import type { IdentityDeps } from './deps.ts';
import { refusals } from './problems.ts';
import { charge, policies, refund, type ThrottleState } from './rules/throttle.ts';
import type { IdentityTables } from './tables.ts';

export type Counter = readonly [kind: keyof typeof policies, name: string];

export interface Throttle {
  /** Counts an attempt on every counter before it is made; throws when any of them says wait. Attempts at the same moment wait for each other's count. */
  charge(...counters: Counter[]): Promise<void>;
  /** The attempt was honest: forgets the counter of the account, gives the address its attempt back. */
  forgive(...counters: Counter[]): Promise<void>;
}

/** Counters in the database, so that several processes count together. Names are stored as keyed fingerprints. */
export function openThrottle({ database, vault }: Pick<IdentityDeps, 'database' | 'vault'>): Throttle {
  const keyOf = ([kind, name]: Counter) => vault.blindIndex(`identity/throttle/${kind}`, name.toLowerCase());

  return {
    async charge(...counters) {
      const now = database.clock.now();
      const waits = await database.journal<IdentityTables, number[]>(async (tables) => {
        const refused: number[] = [];
        for (const counter of sorted(counters, keyOf)) {
          const key = keyOf(counter);
          // The insert makes sure there is a row to lock; whoever comes second waits here for the first one's count.
          await tables.insertInto('identity.throttle').values({ key, count: 0, last_at: now.toString(), blocked_until: null }).onConflict((conflict) => conflict.column('key').doNothing()).execute();
          const row = await tables.selectFrom('identity.throttle').selectAll().where('key', '=', key).forUpdate().executeTakeFirstOrThrow();
          const result = charge(row.count === 0 ? undefined : stateOf(row), now, policies[counter[0]]);
          if (!result.allowed) refused.push(result.waitSeconds);
          else await tables.updateTable('identity.throttle').set(columns(result.state)).where('key', '=', key).execute();
        }
        return refused;
      });
      if (waits.length > 0) throw tooMany(Math.max(...waits));
    },
    async forgive(...counters) {
      await database.journal<IdentityTables, void>(async (tables) => {
        for (const counter of sorted(counters, keyOf)) {
          const key = keyOf(counter);
          const row = await tables.selectFrom('identity.throttle').selectAll().where('key', '=', key).forUpdate().executeTakeFirst();
          if (!row) continue;
          if (counter[0] === 'account' || counter[0] === 'factor') await tables.deleteFrom('identity.throttle').where('key', '=', key).execute();
          else await tables.updateTable('identity.throttle').set(columns(refund(stateOf(row), policies[counter[0]]))).where('key', '=', key).execute();
        }
      });
    },
  };
}

/** One order for everybody, so that two attempts never wait for each other in a circle. */
function sorted(counters: readonly Counter[], keyOf: (counter: Counter) => string): Counter[] {
  return counters.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function stateOf(row: { count: number; last_at: Temporal.Instant; blocked_until: Temporal.Instant | null }): ThrottleState {
  return { count: row.count, lastAt: row.last_at, blockedUntil: row.blocked_until ?? undefined };
}

function columns(state: ThrottleState) {
  return { count: state.count, last_at: state.lastAt.toString(), blocked_until: state.blockedUntil?.toString() ?? null };
}

function tooMany(seconds: number): Problem {
  const wait = seconds < 90 ? `${seconds} detik` : `${Math.ceil(seconds / 60)} menit`;
  return new Problem(refusals.tooManyTries, { detail: `Tunggu ${wait}, lalu coba lagi.`, facts: { waitSeconds: seconds } });
}
