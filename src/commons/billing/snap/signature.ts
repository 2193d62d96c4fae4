import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { sameSecret, sha256 } from '#kernel/digest';

/**
 * Signatures of the national open payment API (SNAP, Bank Indonesia). What is signed is the very bytes of the body as they travelled;
 * banks send base64, some hexadecimal, so both are read.
 */
export interface SignedCall {
  readonly method: string;
  /** Path and query as called. */
  readonly path: string;
  readonly token: string;
  readonly body: string;
  /** ISO 8601 with offset, as in `X-TIMESTAMP`. */
  readonly timestamp: string;
}

/** `METHOD:path:token:lowerhex(sha256(body)):timestamp` under HMAC-SHA512, base64. */
export function signCall(secret: string, call: SignedCall): string {
  return mac(secret, call).toString('base64');
}

/** Is the signature of these bytes right, in base64 or hexadecimal? Anything malformed is simply false. */
export function callIsSigned(secret: string, call: SignedCall, given: string): boolean {
  const expected = mac(secret, call);
  return sameSecret(given, expected.toString('base64')) || sameSecret(given.toLowerCase(), expected.toString('hex'));
}

/** `SHA256withRSA(clientKey|timestamp)`, base64: how a bank proves itself when it asks for a token. */
export function signTokenRequest(privateKeyPem: string, clientKey: string, timestamp: string): string {
  return sign('sha256', Buffer.from(`${clientKey}|${timestamp}`), createPrivateKey(privateKeyPem)).toString('base64');
}

/** Is the token request signed by the holder of this public key? */
export function tokenRequestIsSigned(publicKeyPem: string, clientKey: string, timestamp: string, given: string): boolean {
  try {
    return verify('sha256', Buffer.from(`${clientKey}|${timestamp}`), createPublicKey(publicKeyPem), Buffer.from(given, 'base64'));
  } catch {
    return false;
  }
}

/** A timestamp within five minutes of ours; an old call replayed is refused. */
export function isFresh(timestamp: string, now: Temporal.Instant): boolean {
  try {
    return Math.abs(Temporal.Instant.from(timestamp).until(now).total('seconds')) <= 300;
  } catch {
    return false;
  }
}

function mac(secret: string, call: SignedCall): Buffer {
  return createHmac('sha512', secret).update([call.method.toUpperCase(), call.path, call.token, sha256(call.body), call.timestamp].join(':')).digest();
}
