import { sha256 } from '#kernel/digest';
import { leafHash, verifyCounted, verifyInclusion } from '#kernel/merkle';
import { openNote, parseCheckpoint, type NoteVerifier } from '#kernel/note';
import { commitmentOf, type ClosingPayload } from './closings.ts';
import type { CountedProof } from './receipts.ts';

/** Checks a receipt's proof with nothing but the log's public key. Returns the first step that does not hold, in words, or nothing when all hold. */
export function faultOfProof(proof: CountedProof, key: NoteVerifier): string | undefined {
  const closing = JSON.parse(proof.closing) as ClosingPayload;
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const steps = proof.steps.map((step) => ({ ...step, hash: bytes(step.hash) }));
  if (!verifyCounted({ commitment: commitmentOf(bytes(proof.salt), proof.eventId), steps, root: { hash: bytes(closing.root), count: closing.count } })) return 'Kejadian ini tidak termasuk dalam penutupan hari itu.';
  if (!proof.entry) return 'Penutupan hari itu belum terbit di catatan publik.';
  const said = JSON.parse(proof.entry.body) as { payload_sha256?: unknown; period?: unknown; subject?: unknown };
  if (said.payload_sha256 !== sha256(proof.closing) || said.period !== closing.day || said.subject !== closing.service) return 'Penutupan itu bukan yang tercatat di catatan publik.';
  const opened = openNote(proof.entry.checkpoint, [key]);
  const head = opened && parseCheckpoint(opened.text);
  if (!head) return 'Tanda tangan catatan publik tidak sah.';
  const inside = verifyInclusion({ index: proof.entry.index, size: head.size, leaf: leafHash(Buffer.from(proof.entry.body)), proof: proof.entry.path.map(bytes), root: head.root });
  return inside ? undefined : 'Penutupan itu tidak ada di catatan publik yang ditandatangani.';
}
