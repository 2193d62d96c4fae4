/** The state of a log at one moment (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Scheme-less URL of the log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text of the note: origin, size, base64 root, each on its line. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${Buffer.from(checkpoint.root).toString('base64')}\n`;
}

/** Reads the text of a checkpoint; nothing when a line is missing, the size has a leading zero or the root is not 32 bytes. Extension lines are allowed. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', root = ''] = text.split('\n');
  const bytes = Buffer.from(root, 'base64');
  if (origin === '' || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)) || bytes.length !== 32 || bytes.toString('base64') !== root) return undefined;
  return { origin, size: Number(size), root: bytes };
}
