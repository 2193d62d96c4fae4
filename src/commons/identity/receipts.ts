import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '#kernel/digest';
import type { Clock } from '#kernel/time';
import type { Vault } from '#platform/vault';

/** Tokens for links that work without signing in: a live ticket, a form to bind a person, the first password. */
export interface Receipts {
  /** Opaque, URL-safe text; about 50 characters for a UUID. Equal for equal input, so that a message sent again carries the same link. */
  sign(receipt: { purpose: string; subject: string; expiresAt: Temporal.Instant }): string;
  /** What the token says, or nothing when it is forged, made for another purpose, or too old. */
  read(purpose: string, token: string): { subject: string; expiresAt: Temporal.Instant } | undefined;
}

const macSize = 16;
const timeSize = 5;
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Authenticated encryption with a synthetic initialisation vector (the idea of RFC 5297): the MAC over purpose and content is also the counter
 * block of AES-256-CTR, so a token is short, tells nothing, and needs no randomness. Tokens made before a change of key stay good.
 */
export function openReceipts({ vault, clock }: { vault: Vault; clock: Clock }): Receipts {
  const macKeys = vault.deriveAll('receipts/mac');
  const bodyKeys = vault.deriveAll('receipts/body');

  return {
    sign({ purpose, subject, expiresAt }) {
      const plain = pack(subject, expiresAt);
      const [macKey, bodyKey] = [macKeys[0] ?? Buffer.alloc(0), bodyKeys[0] ?? Buffer.alloc(0)];
      const mac = macOf(macKey, purpose, plain);
      const cipher = createCipheriv('aes-256-ctr', bodyKey, mac);
      return Buffer.concat([mac, cipher.update(plain), cipher.final()]).toString('base64url');
    },
    read(purpose, token) {
      if (!/^[\w-]{29,400}$/.test(token)) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      for (const [index, macKey] of macKeys.entries()) {
        const mac = bytes.subarray(0, macSize);
        const decipher = createDecipheriv('aes-256-ctr', bodyKeys[index] ?? Buffer.alloc(0), mac);
        const plain = Buffer.concat([decipher.update(bytes.subarray(macSize)), decipher.final()]);
        if (timingSafeEqual(macOf(macKey, purpose, plain), mac)) return inTime(unpack(plain), clock);
      }
      return undefined;
    },
  };
}

function inTime(receipt: { subject: string; expiresAt: Temporal.Instant }, clock: Clock) {
  return Temporal.Instant.compare(clock.now(), receipt.expiresAt) < 0 ? receipt : undefined;
}

/** Seconds since 1970 in five bytes (until the year 36812), one byte for the form of the subject, then the subject. */
function pack(subject: string, expiresAt: Temporal.Instant): Buffer {
  const head = Buffer.alloc(timeSize + 1);
  head.writeUIntBE(Math.floor(expiresAt.epochMilliseconds / 1000), 0, timeSize);
  head[timeSize] = uuidForm.test(subject) ? 1 : 0;
  return Buffer.concat([head, head[timeSize] === 1 ? Buffer.from(subject.replaceAll('-', ''), 'hex') : Buffer.from(subject, 'utf8')]);
}

function unpack(plain: Buffer): { subject: string; expiresAt: Temporal.Instant } {
  const expiresAt = Temporal.Instant.fromEpochMilliseconds(plain.readUIntBE(0, timeSize) * 1000);
  const rest = plain.subarray(timeSize + 1);
  return { expiresAt, subject: plain[timeSize] === 1 ? rest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : rest.toString('utf8') };
}

function macOf(key: Buffer, purpose: string, plain: Uint8Array): Buffer {
  return hmacSha256(key, Buffer.concat([Buffer.from(`${purpose}\0`), plain])).subarray(0, macSize);
}
