import { sql } from 'kysely';
import type { IdentityDeps } from './deps.ts';
import { newToken, tokenHash } from './secrets.ts';
import type { IdentityTables } from './tables.ts';

/** Half of a proof under way, kept here and named by a token in a cookie; taken once. */
export interface Challenges {
  /** Keeps `body` for ten minutes; returns the token that names it. */
  put(kind: string, body: Readonly<Record<string, string>>): Promise<string>;
  /** Takes it away, so that it cannot be answered twice. Nothing when it is unknown, used, of another kind or old. */
  take(kind: string, token: string | undefined): Promise<Readonly<Record<string, string>> | undefined>;
}

const minutes = 10;

export function openChallenges({ database, vault, random }: Pick<IdentityDeps, 'database' | 'vault' | 'random'>): Challenges {
  return {
    async put(kind, body) {
      const token = newToken(random);
      const key = tokenHash(token);
      await database.journal<IdentityTables, unknown>((tables) => tables.insertInto('identity.challenge').values({
        token_hash: key, kind, body: vault.seal(JSON.stringify(body), `identity/challenge/${key}`), expires_at: database.clock.now().add({ minutes }).toString(),
      }).execute());
      return token;
    },
    async take(kind, token) {
      if (!token) return undefined;
      const key = tokenHash(token);
      const now = database.clock.now();
      const row = await database.journal<IdentityTables, { body: string } | undefined>((tables) => tables.deleteFrom('identity.challenge')
        .where('token_hash', '=', key).where('kind', '=', kind).where('expires_at', '>', sql<Temporal.Instant>`${now.toString()}::timestamptz`).returning('body').executeTakeFirst());
      return row ? JSON.parse(vault.open(row.body, `identity/challenge/${key}`)) as Record<string, string> : undefined;
    },
  };
}
