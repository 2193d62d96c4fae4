import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readSync, fstatSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Told } from './sequencer.ts';

/**
 * Every entry that is about to be signed, one JSON line each, in a file beside the signing key and outside the database. After a restore the entries the database lost
 * are taken from here, at the index they had: an index is never issued twice.
 */
export interface Keepsake {
  /** How many entries are kept. */
  size(): number;
  /** Adds entries from index `size()` on; on disk when this returns. */
  add(entries: readonly Told[]): void;
  /** At most `most` entries from index `from` on. */
  read(from: number, most: number): Promise<Told[]>;
}

export function openKeepsake(file: string): Keepsake {
  let known: number | undefined;
  const size = () => { known ??= lastIndex(file) + 1; return known; };
  return {
    size,
    add(entries) {
      if (entries.length === 0) return;
      const first = size();
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const handle = openSync(file, 'a', 0o600);
      appendFileSync(handle, entries.map((entry, place) => `${JSON.stringify({ index: first + place, ...entry })}\n`).join(''));
      fsyncSync(handle);
      closeSync(handle);
      known = first + entries.length;
    },
    async read(from, most) {
      const found: Told[] = [];
      if (!existsSync(file)) return found;
      const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
      for await (const line of lines) {
        const entry = parse(line);
        if (!entry || entry.index < from) continue;
        if (entry.index !== from + found.length || found.length === most) break;
        const { index: _, ...told } = entry;
        found.push(told);
      }
      return found;
    },
  };
}

/** Index of the last whole line; a line cut by a power failure does not count. */
function lastIndex(file: string): number {
  if (!existsSync(file)) return -1;
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    for (let reach = 65_536 * 2; ; reach *= 2) {
      const part = Buffer.alloc(Math.min(reach, size));
      readSync(handle, part, 0, part.length, size - part.length);
      const whole = part.toString().split('\n').slice(part.length < size ? 1 : 0).map(parse).filter((entry) => entry !== undefined);
      const last = whole.at(-1);
      if (last) return last.index;
      if (part.length === size) return -1;
    }
  } finally {
    closeSync(handle);
  }
}

function parse(line: string): (Told & { index: number }) | undefined {
  try {
    return JSON.parse(line) as Told & { index: number };
  } catch {
    return undefined;
  }
}
