import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Has the file at `path` this SHA-256? */
export async function sameFile(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(chunk);
  return hash.digest('hex') === sha256;
}
