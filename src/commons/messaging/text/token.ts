import { createHash } from 'node:crypto';

const prefix = 't|';

/** The short name of a long button id: always the same for the same id, 24 bytes. */
export function tokenOf(id: string): string {
  return prefix + createHash('sha256').update(id).digest('base64url').slice(0, 22);
}

export function isToken(id: string): boolean {
  return id.startsWith(prefix);
}

/** The id itself when it fits into `limit` bytes of UTF-8, else its token. */
export function fitId(id: string, limit: number): string {
  return needsToken(id, limit) ? tokenOf(id) : id;
}

/** Does a channel with this limit need a token? An id that looks like a token needs one too, so that nobody's id is mistaken. */
export function needsToken(id: string, limit: number): boolean {
  return Buffer.byteLength(id) > limit || isToken(id);
}
