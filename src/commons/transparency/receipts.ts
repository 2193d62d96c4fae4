import { canonicalJson, hmacSha256, sha256 } from '#kernel/digest';
import { crockfordCode, readCrockford } from '#kernel/ids';
import { proveCounted, type CountedStep } from '#kernel/merkle';
import { formatTlogProof } from '#kernel/note';
import type { Database, Work } from '#platform/database';
import type { ClosingPayload } from './closings.ts';
import type { TransparencyLog } from './log.ts';
import type { Tables } from './tables.ts';

/** What a receipt says today. `file` has everything needed to check it without us; it is there once the closing is under a signature. */
export type ReceiptState =
  | { readonly state: 'unknown' }
  | { readonly state: 'recorded'; readonly givenAt: string }
  | { readonly state: 'erased'; readonly day: string; readonly service: string }
  | { readonly state: 'closed'; readonly day: string; readonly service: string; readonly count: number; readonly ordinal: number; readonly file: string | undefined };

/** What the `extra` line of a receipt's proof holds: the logged entry, the closing it names, and why the event is in it. */
export interface CountedExtra {
  readonly v: 1;
  readonly entry: string;
  readonly closing: string;
  readonly eventId: string;
  readonly salt: string;
  readonly steps: readonly { readonly side: CountedStep['side']; readonly hash: string; readonly count: number }[];
}

/** The 16 characters (80 bits) of the receipt for an event, as people read them. Made from a key of this house, so that it can be shown again to whoever sees their own case. */
export function receiptCode(key: Uint8Array, event: { type: string; subject: string }): string {
  const code = crockfordCode(16, (size) => hmacSha256(key, canonicalJson([event.type, event.subject])).subarray(0, size));
  return code.match(/.{4}/g)?.join('-') ?? code;
}

/** Keeps the hash of the receipt of an event somebody was served by. */
export async function keepReceipt(work: Work, key: Uint8Array, event: { type: string; subject: string; at: Temporal.Instant }): Promise<void> {
  await work.tables<Tables>().insertInto('transparency.receipt').values({ code_hash: hashOf(receiptCode(key, event)), event_type: event.type, event_subject: event.subject, given_at: event.at.toString() })
    .onConflict((conflict) => conflict.doNothing()).execute();
}

/** Reads a receipt as typed by a person and proves, when its day is closed, that the event was counted. */
export async function readReceipt(database: Database, log: TransparencyLog, typed: string): Promise<ReceiptState> {
  const tables = database.read<Tables>();
  const receipt = await tables.selectFrom('transparency.receipt').selectAll().where('code_hash', '=', hashOf(typed)).executeTakeFirst();
  if (!receipt) return { state: 'unknown' };
  const counted = await tables.selectFrom('transparency.commitment').selectAll().where('event_subject', '=', receipt.event_subject).where('event_type', '=', receipt.event_type).orderBy('event_id').limit(1).executeTakeFirst();
  const closing = counted && await tables.selectFrom('transparency.closing').selectAll().where('day', '=', counted.day).where('service', '=', counted.service).executeTakeFirst();
  if (counted && !counted.salt) return { state: 'erased', day: counted.day, service: counted.service };
  if (!counted?.salt || !closing) return { state: 'recorded', givenAt: receipt.given_at.toString() };
  const day = await tables.selectFrom('transparency.commitment').select('commitment').where('day', '=', counted.day).where('service', '=', counted.service).orderBy('ordinal').execute();
  const steps = proveCounted(day.map((row) => row.commitment), counted.ordinal).map((step) => ({ ...step, hash: base64(step.hash) }));
  const proved = await proveEntry(database, log, closing.entry_id);
  const extra = proved && ({ v: 1, entry: proved.entry, closing: closing.payload, eventId: counted.event_id, salt: base64(counted.salt), steps } satisfies CountedExtra);
  return {
    state: 'closed', day: counted.day, service: counted.service, count: (JSON.parse(closing.payload) as ClosingPayload).count, ordinal: counted.ordinal,
    file: proved && formatTlogProof({ ...proved, extra: Buffer.from(canonicalJson(extra)) }),
  };
}

/** Destroys the salt of whoever holds the code: the total stays, the link to the person is gone for ever. False when there was nothing to destroy. */
export async function forgetReceipt(work: Work, typed: string): Promise<boolean> {
  const tables = work.tables<Tables>();
  const receipt = await tables.selectFrom('transparency.receipt').select(['event_type', 'event_subject']).where('code_hash', '=', hashOf(typed)).executeTakeFirst();
  if (!receipt) return false;
  return forgetSubject(work, receipt.event_subject);
}

/** The same for every event about a subject whose holder asked to be erased. */
export async function forgetSubject(work: Work, subject: string): Promise<boolean> {
  const { numUpdatedRows } = await work.tables<Tables>().updateTable('transparency.commitment').set({ salt: null }).where('event_subject', '=', subject).where('salt', 'is not', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The proof that an entry of the log is under the newest signature; nothing while it waits for one. */
export async function proveEntry(database: Database, log: TransparencyLog, at: string | number): Promise<{ index: number; entry: string; path: Uint8Array[]; checkpoint: string } | undefined> {
  const column = typeof at === 'number' ? 'index' : 'id';
  const entry = await database.read<Tables>().selectFrom('transparency.entry').select(['index', 'body']).where(column, '=', at).executeTakeFirst();
  const checkpoint = await log.checkpoint();
  if (!entry || !checkpoint || Number(entry.index) >= checkpoint.size) return undefined;
  return { index: Number(entry.index), entry: entry.body, path: await log.prove(Number(entry.index), checkpoint.size), checkpoint: checkpoint.note };
}

const hashOf = (typed: string) => sha256(readCrockford(typed));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
