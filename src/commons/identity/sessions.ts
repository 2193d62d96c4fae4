import { sql } from 'kysely';
import type { Database, Work } from '#platform/database';
import { expiry, isAlive } from './rules/session-life.ts';
import { tokenHash } from './secrets.ts';
import type { IdentityTables, Method, Stage } from './tables.ts';

export interface Session {
  readonly id: string;
  readonly kind: 'staff' | 'resident';
  readonly stage: Stage;
  readonly method: Method;
  /** Account or resident id. */
  readonly owner: string;
  /** A staff member's name; nothing for residents. */
  readonly name: string | undefined;
  readonly username: string | undefined;
  /** A resident's sealed phone. */
  readonly sealedPhone: string | undefined;
  readonly agency: string | undefined;
  readonly device: string;
  readonly createdAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly provedAt: Temporal.Instant | undefined;
}

export interface NewSession {
  /** The token the cookie will carry; only its hash is stored. */
  readonly token: string;
  readonly kind: 'staff' | 'resident';
  readonly owner: string;
  readonly stage: Stage;
  readonly method: Method;
  readonly agency?: string | undefined;
  readonly device: string;
  /** The session this one takes the place of: it ends in the same write. */
  readonly replaces?: string | undefined;
}

/** Finds the living session of a token. */
export async function findSession(database: Database, token: string): Promise<Session | undefined> {
  const rows = await sessionsWhere(database, { token_hash: tokenHash(token) });
  return rows[0];
}

/** The living sessions of one owner, newest first. */
export async function sessionsOf(database: Database, kind: 'staff' | 'resident', owner: string): Promise<Session[]> {
  return sessionsWhere(database, kind === 'staff' ? { account: owner } : { resident: owner });
}

/** Begins a session under a token nobody has seen before, and ends the one it replaces: what was known before signing in is worth nothing after. */
export async function startSession(work: Work, session: NewSession): Promise<string> {
  const id = work.newId();
  if (session.replaces) await endSession(work, session.replaces);
  await work.tables<IdentityTables>().insertInto('identity.session').values({
    id, token_hash: tokenHash(session.token), account: session.kind === 'staff' ? session.owner : null, resident: session.kind === 'resident' ? session.owner : null,
    stage: session.stage, method: session.method, agency: session.agency ?? null, device: session.device, created_at: work.now.toString(), seen_at: work.now.toString(),
    expires_at: expiry(session.kind, session.stage, work.now).toString(), proved_at: session.stage === 'factor' ? null : work.now.toString(), ended_at: null,
  }).execute();
  return id;
}

export async function endSession(work: Work, id: string): Promise<void> {
  await work.tables<IdentityTables>().updateTable('identity.session').set({ ended_at: work.now.toString() }).where('id', '=', id).where('ended_at', 'is', null).execute();
}

/** Ends every session of an account except one. */
export async function endOthers(work: Work, account: string, keep?: string): Promise<void> {
  const all = work.tables<IdentityTables>().updateTable('identity.session').set({ ended_at: work.now.toString() }).where('account', '=', account).where('ended_at', 'is', null);
  await (keep ? all.where('id', '<>', keep) : all).execute();
}

/** Notes that the session is in use, at most once a minute: a log of its own, not something anybody did. */
export async function touchSession(database: Database, session: Session): Promise<void> {
  const now = database.clock.now();
  if (now.epochMilliseconds - session.seenAt.epochMilliseconds < 60_000) return;
  await database.journal<IdentityTables, unknown>((tables) => tables.updateTable('identity.session').set({ seen_at: sql`greatest(seen_at, ${now.toString()}::timestamptz)` }).where('id', '=', session.id).execute());
}

async function sessionsWhere(database: Database, filter: { token_hash?: string; account?: string; resident?: string }): Promise<Session[]> {
  const [[column, value] = ['token_hash', ''] as const] = Object.entries(filter) as ['token_hash' | 'account' | 'resident', string][];
  const rows = await database.read<IdentityTables>().selectFrom('identity.session as session')
    .leftJoin('identity.account as account', 'account.id', 'session.account').leftJoin('identity.resident as resident', 'resident.id', 'session.resident')
    .selectAll('session').select(['account.name', 'account.username', 'account.closed_at', 'resident.phone'])
    .where(`session.${column}` as const, '=', value).where('session.ended_at', 'is', null).orderBy('session.created_at', 'desc').execute();
  const now = database.clock.now();
  return rows.filter((row) => row.closed_at === null).map((row): Session => ({
    id: row.id, kind: row.account ? 'staff' : 'resident', stage: row.stage, method: row.method, owner: row.account ?? row.resident ?? '', name: row.name ?? undefined,
    username: row.username ?? undefined, sealedPhone: row.phone ?? undefined, agency: row.agency ?? undefined, device: row.device, createdAt: row.created_at, seenAt: row.seen_at,
    expiresAt: row.expires_at, provedAt: row.proved_at ?? undefined,
  })).filter((session) => isAlive({ ...session, ended: false }, now));
}
