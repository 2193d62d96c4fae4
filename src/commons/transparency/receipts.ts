import { sha256 } from '#kernel/digest';
import { crockfordCode, readCrockford, type RandomBytes } from '#kernel/ids';
import { proveCounted, type CountedStep } from '#kernel/merkle';
import type { Database, Work } from '#platform/database';
import type { TransparencyLog } from './log.ts';
import type { Tables } from './tables.ts';

/** What a receipt says today. `proof` has everything needed to check it without us. */
export type ReceiptState =
  | { readonly state: 'unknown' }
  | { readonly state: 'recorded'; readonly givenAt: string }
  | { readonly state: 'erased'; readonly day: string; readonly service: string }
  | { readonly state: 'closed'; readonly day: string; readonly service: string; readonly proof: CountedProof };

export interface CountedProof {
  readonly eventId: string;
  readonly salt: string;
  readonly ordinal: number;
  readonly steps: readonly { side: CountedStep['side']; hash: string; count: number }[];
  readonly closing: string;
  /** The log entry that carries the closing's hash; nothing until the log is next published. */
  readonly entry?: { readonly index: number; readonly body: string; readonly size: number; readonly path: readonly string[]; readonly checkpoint: string };
}

/** Gives a receipt for an event of this very transaction: 16 characters, 80 bits, of which only the hash is kept. */
export async function giveReceipt(work: Work, random: RandomBytes, event: { type: string; subject: string }): Promise<string> {
  const code = crockfordCode(16, random);
  await work.tables<Tables>().insertInto('transparency.receipt').values({ code_hash: sha256(code), event_type: event.type, event_subject: event.subject, given_at: work.now.toString() }).execute();
  return code.match(/.{4}/g)?.join('-') ?? code;
}

/** Reads a receipt as typed by a person and proves, when its day is closed, that the event was counted. */
export async function readReceipt(database: Database, log: TransparencyLog, typed: string): Promise<ReceiptState> {
  const tables = database.read<Tables>();
  const receipt = await tables.selectFrom('transparency.receipt').selectAll().where('code_hash', '=', sha256(readCrockford(typed))).executeTakeFirst();
  if (!receipt) return { state: 'unknown' };
  const counted = await tables.selectFrom('transparency.commitment').selectAll().where('event_subject', '=', receipt.event_subject).where('event_type', '=', receipt.event_type).orderBy('event_id').limit(1).executeTakeFirst();
  const closing = counted && await tables.selectFrom('transparency.closing').selectAll().where('day', '=', counted.day).where('service', '=', counted.service).executeTakeFirst();
  if (!counted || !closing) return { state: 'recorded', givenAt: receipt.given_at.toString() };
  if (!counted.salt) return { state: 'erased', day: counted.day, service: counted.service };
  const day = await tables.selectFrom('transparency.commitment').select('commitment').where('day', '=', counted.day).where('service', '=', counted.service).orderBy('ordinal').execute();
  const steps = proveCounted(day.map((row) => row.commitment), counted.ordinal).map((step) => ({ ...step, hash: base64(step.hash) }));
  const entry = await proveEntry(database, log, closing.entry_id);
  return { state: 'closed', day: counted.day, service: counted.service, proof: { eventId: counted.event_id, salt: base64(counted.salt), ordinal: counted.ordinal, steps, closing: closing.payload, ...(entry ? { entry } : {}) } };
}

async function proveEntry(database: Database, log: TransparencyLog, id: string): Promise<CountedProof['entry']> {
  const entry = await database.read<Tables>().selectFrom('transparency.entry').select(['index', 'body']).where('id', '=', id).executeTakeFirst();
  const checkpoint = await log.checkpoint();
  if (!entry || !checkpoint || Number(entry.index) >= checkpoint.size) return undefined;
  const path = await log.prove(Number(entry.index), checkpoint.size);
  return { index: Number(entry.index), body: entry.body, size: checkpoint.size, path: path.map(base64), checkpoint: checkpoint.note };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
