import type { Transaction } from 'kysely';
import { hmacSha256 } from '#kernel/digest';
import type { Answer, Cause, Outcome } from '../rules/answers.ts';
import type { OutboxDeps } from './drain.ts';
import type { OutboxTables } from './tables.ts';

/** Days a number from there is taken from the cache without asking again. */
const freshDays = 90;

export type Looked = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly park: { cause: Cause; words: string } } | { readonly ok: false; readonly wait: { seconds: number; words: string } };
export type CacheDeps = Pick<OutboxDeps, 'database' | 'cacheKey' | 'base'>;
type Kind = OutboxTables['sih_larajaket.satusehat_master']['kind'];

/** Key of the cache: keyed, so that the table holds no personal number; and of this SATUSEHAT, so that numbers of its trial system are never taken for those of the real one. */
function keyFor(deps: Pick<OutboxDeps, 'cacheKey' | 'base'>, text: string): string {
  return hmacSha256(deps.cacheKey, `${deps.base} ${text}`).toString('base64url');
}

/** What is kept, and whether it is still fresh. */
export async function cachedId(deps: CacheDeps, kind: Kind, text: string): Promise<{ id: string; fresh: boolean } | undefined> {
  const row = await deps.database.read<OutboxTables>().selectFrom('sih_larajaket.satusehat_master').select(['ihs', 'found_at']).where('kind', '=', kind).where('key', '=', keyFor(deps, text)).executeTakeFirst();
  return row && { id: row.ihs, fresh: Temporal.Instant.compare(row.found_at.add({ hours: 24 * freshDays }), deps.database.clock.now()) > 0 };
}

export async function keepId(deps: CacheDeps, kind: Kind, text: string, id: string): Promise<void> {
  const key = keyFor(deps, text);
  const now = deps.database.clock.now().toString();
  await deps.database.journal((tables: Transaction<OutboxTables>) => tables.insertInto('sih_larajaket.satusehat_master').values({ kind, key, ihs: id, found_at: now }).onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ ihs: id, found_at: now })).execute());
}

/** The number from the cache while it is fresh, else by asking; and from the cache however old while SATUSEHAT is down. `none`: why it stands when there it is not known. */
export async function looked(deps: CacheDeps, kind: Kind, text: string, ask: () => Promise<Outcome>, none: { cause: Cause; words: string }): Promise<Looked> {
  const kept = await cachedId(deps, kind, text);
  if (kept?.fresh) return { ok: true, id: kept.id };
  const outcome = await ask();
  if (outcome.kind === 'found' || outcome.kind === 'kept') {
    await keepId(deps, kind, text, outcome.remoteId);
    return { ok: true, id: outcome.remoteId };
  }
  if (kept) return { ok: true, id: kept.id };
  return missed(outcome, none);
}

/** What a look-up that found nothing means. */
export function missed(outcome: Outcome, none: { cause: Cause; words: string }): Looked {
  if (outcome.kind === 'refused') return { ok: false, park: { cause: outcome.cause, words: outcome.words } };
  if (outcome.kind === 'again') return { ok: false, wait: { seconds: outcome.waitSeconds ?? 0, words: outcome.words } };
  if (outcome.kind === 'token') return { ok: false, wait: { seconds: 0, words: 'Masuk ke SATUSEHAT ditolak.' } };
  return { ok: false, park: none };
}

/** How many a search found: one is an answer, several are none. */
export function entriesIn(answer: Answer): number {
  return ((answer.body as { entry?: unknown[] } | null)?.entry ?? []).length;
}
