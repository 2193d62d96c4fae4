import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { verifyConsistency } from '#kernel/merkle';
import { formatCheckpoint, noteSigner, parseCheckpoint, signNote, type Checkpoint } from '#kernel/note';

/** Signs heads of the log and remembers, outside the database, the largest it ever signed. */
export interface LogSigner {
  readonly origin: string;
  readonly verifierKey: string;
  /** The last head signed, whatever the database says now. */
  last(): Checkpoint | undefined;
  /**
   * Signs a head that continues the last one. `proof` shows that. A smaller tree, another root at the same size, or a head that does not
   * contain the last one is refused for ever: a restored or rewritten database cannot get a signature.
   */
  sign(head: Checkpoint, proof: readonly Uint8Array[]): string;
}

/** The log went backwards or sideways. The page turns red and an operator must act; nothing is published until then. */
export class RewoundLog extends Error {
  constructor(last: Checkpoint, head: Checkpoint) {
    super(`The log of size ${head.size} does not continue the one of size ${last.size} that was signed before.`);
    this.name = 'RewoundLog';
  }
}

/** Opens the signer with its key and the file that outlives the database. */
export function openSigner(deps: { origin: string; seed: Uint8Array; stateFile: string }): LogSigner {
  const signer = noteSigner(deps.origin, deps.seed);
  const last = () => (existsSync(deps.stateFile) ? parseCheckpoint(readFileSync(deps.stateFile, 'utf8')) : undefined);
  return {
    origin: deps.origin,
    verifierKey: signer.verifierKey,
    last,
    sign(head, proof) {
      const before = last();
      if (before && before.size > 0 && !verifyConsistency({ from: before.size, to: head.size, fromRoot: before.root, toRoot: head.root, proof })) throw new RewoundLog(before, head);
      const text = formatCheckpoint(head);
      // Remembered before the signature leaves: a crash in between can only make us remember more than was published.
      keep(deps.stateFile, text);
      return signNote(text, [signer]);
    },
  };
}

function keep(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}
