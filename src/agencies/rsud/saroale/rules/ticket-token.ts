import { createHmac, timingSafeEqual } from 'node:crypto';

const signatureSize = 12;

/** The secret part of a ticket link: booking id and 96 bits of HMAC-SHA256, 38 letters. Whoever holds the link sees place and window, nothing of the person. `keys`: current first. */
export function signTicket(bookingId: string, keys: readonly Uint8Array[]): string {
  const [current] = keys;
  if (!current) throw new Error('A ticket link needs a key.');
  const id = Buffer.from(bookingId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, signature(id, current)]).toString('base64url');
}

/** The booking id of a link, or nothing when it was not made here. */
export function openTicket(token: string, keys: readonly Uint8Array[]): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + signatureSize || bytes.toString('base64url') !== token) return undefined;
  const id = bytes.subarray(0, 16);
  if (!keys.some((key) => timingSafeEqual(signature(id, key), bytes.subarray(16)))) return undefined;
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function signature(id: Uint8Array, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('saroale/ticket/').update(id).digest().subarray(0, signatureSize);
}
