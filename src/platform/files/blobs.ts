import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '#kernel/problem';
import { refusals } from './problems.ts';
import { headSize } from './recognise.ts';

/** Bytes that have arrived and wait to be judged. */
export interface Arrival {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly head: Uint8Array;
}

/** Bytes under their SHA-256 in a folder: equal files are stored once, a stored file never changes, and a half-written one is never seen. */
export function openBlobs(folder: string) {
  const place = (area: 'blobs' | 'quarantine', sha256: string) => join(folder, area, sha256.slice(0, 2), sha256);

  async function settle(area: 'blobs' | 'quarantine', { path, sha256 }: Arrival): Promise<void> {
    const target = place(area, sha256);
    await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
    await rename(path, target);
  }

  return {
    /** Writes a stream to a file of its own, counting and hashing; flushed to disk before it returns. Removed again when it is too large or breaks off. */
    async arrive(source: Readable | Uint8Array, name: string, maxBytes: number): Promise<Arrival> {
      await mkdir(join(folder, 'incoming'), { recursive: true, mode: 0o700 });
      const path = join(folder, 'incoming', name);
      const file = await open(path, 'wx', 0o600);
      const hash = createHash('sha256');
      const head: Uint8Array[] = [];
      let size = 0;
      try {
        for await (const chunk of source instanceof Uint8Array ? [source] : (source as AsyncIterable<Uint8Array>)) {
          if (size < headSize) head.push(chunk.subarray(0, headSize - size));
          size += chunk.byteLength;
          if (size > maxBytes) throw new Problem(refusals.tooLarge, { facts: { maxBytes } });
          hash.update(chunk);
          await file.write(chunk);
        }
        if (size === 0) throw new Problem(refusals.empty);
        await file.sync();
      } catch (error) {
        await file.close();
        await rm(path, { force: true });
        throw error;
      }
      await file.close();
      return { path, sha256: hash.digest('hex'), size, head: Buffer.concat(head) };
    },
    store: (arrival: Arrival) => settle('blobs', arrival),
    quarantine: (arrival: Arrival) => settle('quarantine', arrival),
    discard: (arrival: Arrival) => rm(arrival.path, { force: true }),
    read: (sha256: string) => createReadStream(place('blobs', sha256)),
    exists: (sha256: string) => stat(place('blobs', sha256)).then(() => true, () => false),

    /** Blobs older than `olderThan`, and arrivals that broke off as long ago, which are removed at once. */
    async *old(olderThan: Temporal.Instant): AsyncGenerator<string> {
      const isOld = async (path: string) => (await stat(path)).mtimeMs < olderThan.epochMilliseconds;
      for (const name of await readdir(join(folder, 'incoming')).catch(() => [])) if (await isOld(join(folder, 'incoming', name))) await rm(join(folder, 'incoming', name), { force: true });
      for (const prefix of await readdir(join(folder, 'blobs')).catch(() => [])) for (const sha256 of await readdir(join(folder, 'blobs', prefix))) if (await isOld(place('blobs', sha256))) yield sha256;
    },

    remove: (sha256: string) => rm(place('blobs', sha256), { force: true }),
  };
}

export type Blobs = ReturnType<typeof openBlobs>;
