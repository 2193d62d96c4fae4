import { sha256 } from '#kernel/digest';
import { leafHash, verifyCounted, verifyInclusion } from '#kernel/merkle';
import { openNote, parseCheckpoint, parseTlogProof, type NoteVerifier } from '#kernel/note';
import { commitmentOf, type ClosingPayload } from './closings.ts';
import type { CountedExtra } from './receipts.ts';

/** What a proof file shows once every step of it holds. */
export interface Proven {
  readonly origin: string;
  readonly index: number;
  readonly size: number;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly signedBy: readonly string[];
  /** What the entry carries the hash of, when the file brings it along. */
  readonly payload?: unknown;
  /** For a receipt: the day and how many were counted, one of them the holder. */
  readonly counted?: { readonly service: string; readonly day: string; readonly count: number };
}

/** Checks a proof file with nothing but public keys: the log's first, then those of witnesses. Returns what it proves, or the first step that does not hold, in words. */
export function checkProof(file: string, [log, ...witnesses]: readonly [NoteVerifier, ...NoteVerifier[]]): Proven | { readonly fault: string } {
  const proof = parseTlogProof(file);
  const extra = proof?.extra && readExtra(proof.extra);
  if (!proof || !extra) return { fault: 'Berkas ini bukan bukti yang utuh.' };
  const opened = openNote(proof.checkpoint, [log, ...witnesses]);
  const head = opened?.signedBy.includes(log.name) ? parseCheckpoint(opened.text) : undefined;
  if (!opened || !head) return { fault: 'Tanda tangan catatan publik tidak sah.' };
  const inside = verifyInclusion({ index: proof.index, size: head.size, leaf: leafHash(Buffer.from(extra.entry)), proof: proof.path, root: head.root });
  if (!inside) return { fault: 'Catatan itu tidak ada di catatan publik yang ditandatangani.' };
  const entry = JSON.parse(extra.entry) as Readonly<Record<string, unknown>>;
  const proven = { origin: head.origin, index: proof.index, size: head.size, entry, signedBy: opened.signedBy };
  if (extra.payload !== undefined && entry['payload_sha256'] !== sha256(extra.payload)) return { fault: 'Isi yang dibawa berkas ini bukan yang tercatat di catatan publik.' };
  if (extra.closing === undefined) return extra.payload === undefined ? proven : { ...proven, payload: JSON.parse(extra.payload) as unknown };
  const counted = checkCounted(extra as CountedExtra, entry);
  return typeof counted === 'string' ? { fault: counted } : { ...proven, counted };
}

function checkCounted(extra: CountedExtra, entry: Readonly<Record<string, unknown>>): NonNullable<Proven['counted']> | string {
  const closing = JSON.parse(extra.closing) as ClosingPayload;
  if (entry['payload_sha256'] !== sha256(extra.closing) || entry['period'] !== closing.day || entry['subject'] !== closing.service) return 'Penutupan itu bukan yang tercatat di catatan publik.';
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const steps = extra.steps.map((step) => ({ ...step, hash: bytes(step.hash) }));
  const inside = verifyCounted({ commitment: commitmentOf(bytes(extra.salt), extra.eventId), steps, root: { hash: bytes(closing.root), count: closing.count } });
  return inside ? { service: closing.service, day: closing.day, count: closing.count } : 'Kejadian ini tidak termasuk dalam penutupan hari itu.';
}

function readExtra(bytes: Uint8Array): (Partial<CountedExtra> & { entry: string; payload?: string }) | undefined {
  try {
    const extra = JSON.parse(Buffer.from(bytes).toString()) as (Partial<CountedExtra> & { payload?: string }) | null;
    return typeof extra?.entry === 'string' ? { ...extra, entry: extra.entry } : undefined;
  } catch {
    return undefined;
  }
}
