import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import lzString from 'lz-string';
import { hmacSha256 } from '#kernel/digest';

/** What BPJS gives a hospital to call it with. */
export interface Credentials {
  readonly consId: string;
  readonly consSecret: string;
  readonly userKey: string;
}

/** `x-signature`: base64 of HMAC-SHA256 over `consId&timestamp`. `timestamp` is UTC epoch seconds as text. */
export function signature(credentials: Pick<Credentials, 'consId' | 'consSecret'>, timestamp: string): string {
  return hmacSha256(credentials.consSecret, `${credentials.consId}&${timestamp}`).toString('base64');
}

/** The four headers every call carries. */
export function signedHeaders(credentials: Credentials, timestamp: string): Record<string, string> {
  return { 'x-cons-id': credentials.consId, 'x-timestamp': timestamp, 'x-signature': signature(credentials, timestamp), user_key: credentials.userKey };
}

/** The AES key of one answer: SHA-256 over consId, consSecret and the timestamp of the request it answers. */
export function answerKey(credentials: Pick<Credentials, 'consId' | 'consSecret'>, timestamp: string): Buffer {
  return createHash('sha256').update(credentials.consId + credentials.consSecret + timestamp).digest();
}

/** Opens an encrypted `response`: base64, AES-256-CBC with the first 16 key bytes as IV, LZ-String, JSON. Throws when it was sealed for another request. */
export function openAnswer(sealed: string, credentials: Pick<Credentials, 'consId' | 'consSecret'>, timestamp: string): unknown {
  const key = answerKey(credentials, timestamp);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const packed = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
  const text = lzString.decompressFromEncodedURIComponent(packed);
  if (!text) throw new Error('The answer was not LZ-String text.');
  return JSON.parse(text) as unknown;
}

/** Seals an answer as BPJS does; the stand-in's half. */
export function sealAnswer(value: unknown, credentials: Pick<Credentials, 'consId' | 'consSecret'>, timestamp: string): string {
  const key = answerKey(credentials, timestamp);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  return Buffer.concat([cipher.update(lzString.compressToEncodedURIComponent(JSON.stringify(value)), 'utf8'), cipher.final()]).toString('base64');
}
