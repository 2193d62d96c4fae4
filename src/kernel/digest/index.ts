import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces, so that equal values give equal bytes (the spirit of RFC 8785; values here are only text, safe
 * integers, booleans, null, arrays and objects). Bigints are written as decimal text, Temporal values as their ISO text.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return JSON.stringify(value.toString());
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON());
  const entries = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** HMAC-SHA256 bytes. */
export function hmacSha256(key: string | Uint8Array, data: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** Compares two texts without telling, by its duration, where they differ. Texts of unequal length are unequal. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(hmacSha256('compare', given), hmacSha256('compare', expected));
}
