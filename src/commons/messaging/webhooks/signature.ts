import { hmacSha256, sameSecret } from '#kernel/digest';

/** Is `X-Hub-Signature-256` the HMAC-SHA256 of these very bytes? Any malformed header is simply false; the comparison takes the same time wherever they differ. */
export function signatureIsRight(header: unknown, body: Uint8Array, secret: string): boolean {
  if (typeof header !== 'string' || !/^sha256=[0-9a-f]{64}$/i.test(header)) return false;
  return sameSecret(header.slice(7).toLowerCase(), hmacSha256(secret, body).toString('hex'));
}

/** What a provider sends along with a body so that we know it is the provider. */
export function sign(body: Uint8Array, secret: string): string {
  return `sha256=${hmacSha256(secret, body).toString('hex')}`;
}
