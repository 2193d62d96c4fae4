import { leafHash, rootOf, tileWidth, entriesPath, type Hash } from '#kernel/merkle';
import { noteVerifier, openNote, parseCheckpoint, type OpenedNote } from '#kernel/note';

/** What a full reading of a log found. `fault` is the first thing that does not hold, in words. */
export interface LogReading { readonly size: number; readonly origin: string; readonly fault?: string }

/** Reads a whole log as anybody outside can (`path` below `/log/`) and recomputes its root against the signed checkpoint. */
export async function readWholeLog(read: (path: string) => Promise<Uint8Array>, verifierKey: string): Promise<LogReading> {
  const note = Buffer.from(await read('checkpoint')).toString();
  const opened = await openByKeyOrSuccessor(note, read, verifierKey);
  const head = opened && parseCheckpoint(opened.text);
  if (!head) return { size: 0, origin: '', fault: 'Tanda tangan pada /log/checkpoint tidak sah untuk kunci ini.' };
  const leaves: Hash[] = [];
  while (leaves.length < head.size) {
    const width = Math.min(tileWidth, head.size - leaves.length);
    const entries = split(await read(entriesPath(leaves.length / tileWidth, width)));
    if (entries?.length !== width) return { size: head.size, origin: head.origin, fault: `Petak catatan setelah nomor ${leaves.length} rusak atau terpotong.` };
    leaves.push(...entries.map((entry) => leafHash(entry)));
  }
  if (!Buffer.from(rootOf(leaves)).equals(head.root)) return { size: head.size, origin: head.origin, fault: 'Isi catatan tidak cocok dengan akar yang ditandatangani.' };
  return { size: head.size, origin: head.origin };
}

/** A key that was handed over since is followed, note by note, to the key in use: each step is signed by the key before it. */
async function openByKeyOrSuccessor(note: string, read: (path: string) => Promise<Uint8Array>, verifierKey: string): Promise<OpenedNote | undefined> {
  let key = noteVerifier(verifierKey);
  for (let step = 1; ; step += 1) {
    const opened = openNote(note, [key]);
    if (opened) return opened;
    const rotation = await read(`kunci/rotasi/${step}`).catch(() => undefined);
    const handover = Buffer.from(rotation ?? []).toString();
    const [, next] = /^kunci baru (\S+)$/m.exec(handover) ?? [];
    if (!next) return undefined;
    // One that our key did not sign is a hand-over from before the key we know.
    if (openNote(handover, [key])) key = noteVerifier(next);
  }
}

/** Entries of a tile: big-endian uint16 length, then the bytes. Nothing when the last one is cut. */
function split(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = Buffer.from(bytes);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < view.length;) {
    if (at + 2 > view.length) return undefined;
    const end = at + 2 + view.readUInt16BE(at);
    if (end > view.length) return undefined;
    entries.push(view.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
