import { hmacSha256, sha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';
import type { Vault } from '#platform/vault';

/** 256 random bits for a cookie. */
export function newToken(random: RandomBytes): string {
  return Buffer.from(random(32)).toString('base64url');
}

/** What is stored of a token: with 256 random bits a plain hash cannot be reversed. */
export function tokenHash(token: string): string {
  return sha256(token);
}

/** What is stored of a short code: keyed, because a million codes are hashed in a second by whoever has the table. `about` binds it to its row. */
export function shortHash(vault: Vault, about: string, code: string): string {
  return hmacSha256(vault.derive('identity/short-code'), `${about}\n${code}`).toString('base64url');
}
