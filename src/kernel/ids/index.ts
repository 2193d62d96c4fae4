/** Randomness comes in through a parameter so that tests repeat; production passes `node:crypto`'s. */
export type RandomBytes = (size: number) => Uint8Array;

/** UUID version 7 (RFC 9562 §5.7): sortable by creation millisecond. `epochMs` is the instant in milliseconds. */
export function uuidv7(epochMs: number, random: RandomBytes): string {
  const bytes = new Uint8Array(16);
  bytes.set(random(16));
  let rest = Math.floor(epochMs);
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random text of `length` characters in Crockford base32: no I, L, O, U, so it can be read out over the phone. 5 bits a character. */
export function crockfordCode(length: number, random: RandomBytes): string {
  return Array.from(random(length), (byte) => crockford[byte & 31]).join('');
}

/** What a person meant when they typed a Crockford code: upper case, no spaces or dashes, O→0, I and L→1 (Crockford's own reading rule). */
export function readCrockford(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
