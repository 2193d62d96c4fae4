import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { verifyConsistency } from '#kernel/merkle';
import { formatCheckpoint, noteSigner, parseCheckpoint, signNote, type Checkpoint } from '#kernel/note';

/** Signs heads of the log and remembers, outside the database, the largest it ever signed. */
export interface LogSigner {
  readonly origin: string;
  /** The key in use now; it changes with a rotation. */
  readonly verifierKey: string;
  /** The last head signed, whatever the database says now. */
  last(): Checkpoint | undefined;
  /**
   * Signs a head that continues the last one. `proof` shows that. A smaller tree, another root at the same size, or a head that does not
   * contain the last one is refused for ever: a restored or rewritten database cannot get a signature.
   */
  sign(head: Checkpoint, proof: readonly Uint8Array[]): string;
  /** The note that hands the log to its next key, signed by the key in use and by the next one. Nothing changes yet. */
  nextRotation(): string;
  /** From now on the next key signs. */
  keepRotation(note: string): void;
  /** Every rotation so far, oldest first: whoever knows an old key follows them to the new one. */
  rotations(): readonly string[];
}

/** The log went backwards or sideways. The page turns red and an operator must act; nothing is published until then. */
export class RewoundLog extends Error {
  constructor(last: Checkpoint, head: Checkpoint) {
    super(`The log of size ${head.size} does not continue the one of size ${last.size} that was signed before.`);
    this.name = 'RewoundLog';
  }
}

/** Opens the signer with the seeds of its keys (0 the first, 1 after one rotation, …) and the folder that outlives the database. */
export function openSigner(deps: { origin: string; seed: (generation: number) => Uint8Array; folder: string }): LogSigner {
  const stateFile = join(deps.folder, 'log-signed');
  const rotationFile = (generation: number) => join(deps.folder, `log-rotation-${generation}`);
  const signerOf = (generation: number) => noteSigner(deps.origin, deps.seed(generation));
  // Looked up at each use, so that a rotation by a command reaches a house that is running.
  const generation = () => { for (let at = 0; ; at += 1) if (!existsSync(rotationFile(at + 1))) return at; };
  const last = () => (existsSync(stateFile) ? parseCheckpoint(readFileSync(stateFile, 'utf8')) : undefined);
  return {
    origin: deps.origin,
    get verifierKey() { return signerOf(generation()).verifierKey; },
    last,
    sign(head, proof) {
      const before = last();
      if (before && before.size > 0 && !verifyConsistency({ from: before.size, to: head.size, fromRoot: before.root, toRoot: head.root, proof })) throw new RewoundLog(before, head);
      const text = formatCheckpoint(head);
      // Remembered before the signature leaves: a crash in between can only make us remember more than was published.
      keep(deps.folder, stateFile, text);
      return signNote(text, [signerOf(generation())]);
    },
    nextRotation() {
      const [old, next] = [signerOf(generation()), signerOf(generation() + 1)];
      return signNote(`${deps.origin}\nkunci lama ${old.verifierKey}\nkunci baru ${next.verifierKey}\n`, [old, next]);
    },
    keepRotation: (note) => { keep(deps.folder, rotationFile(generation() + 1), note); },
    rotations: () => Array.from({ length: generation() }, (_, at) => readFileSync(rotationFile(at + 1), 'utf8')),
  };
}

function keep(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}
