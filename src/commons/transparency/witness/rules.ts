import { verifyConsistency } from '#kernel/merkle';
import { openNote, parseCheckpoint, type NoteVerifier } from '#kernel/note';

/** What a log sends to its witness: the size the witness signed last, the proof from there, and the new checkpoint. */
export interface WitnessRequest { readonly old: number; readonly proof: readonly Buffer[]; readonly note: string }

/** What the witness knows of a log. */
export interface Witnessed { readonly size: number; readonly root: Uint8Array | undefined; readonly key: NoteVerifier }

export type Verdict =
  | { readonly status: 200; readonly size: number; readonly root: Uint8Array; readonly text: string }
  | { readonly status: 400 | 403 | 404 | 422 }
  | { readonly status: 409; readonly size: number };

/** Reads the body of `add-checkpoint` (c2sp.org/tlog-witness); nothing when malformed. */
export function readWitnessRequest(body: string): WitnessRequest | undefined {
  const split = body.indexOf('\n\n');
  if (split < 0) return undefined;
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const [, old] = /^old (0|[1-9]\d*)$/.exec(first) ?? [];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const exact = proof.every((hash, place) => hash.length === 32 && hash.toString('base64') === lines[place]);
  if (old === undefined || lines.length > 63 || !exact) return undefined;
  return { old: Number(old), proof, note: body.slice(split + 2) };
}

/** The origin a note claims, before anything is believed. */
export function claimedOrigin(note: string): string {
  return note.slice(0, Math.max(0, note.indexOf('\n')));
}

/** Decides as the specification orders its checks: known log, signature, sizes, stored state, proof. */
export function judge(request: WitnessRequest, known: Witnessed | undefined): Verdict {
  if (!known) return { status: 404 };
  const opened = openNote(request.note, [known.key]);
  if (!opened) return { status: 403 };
  const head = parseCheckpoint(opened.text);
  if (!head || request.old > head.size) return { status: 400 };
  if (request.old !== known.size) return { status: 409, size: known.size };
  if (known.size === head.size && known.size > 0 && !Buffer.from(head.root).equals(known.root ?? Buffer.alloc(0))) return { status: 409, size: known.size };
  const continues = known.size === 0 ? request.proof.length === 0 : verifyConsistency({ from: known.size, to: head.size, fromRoot: known.root ?? new Uint8Array(), toRoot: head.root, proof: request.proof });
  return continues ? { status: 200, size: head.size, root: head.root, text: opened.text } : { status: 422 };
}
