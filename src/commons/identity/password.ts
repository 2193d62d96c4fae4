import { argon2, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { sameSecret } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** OWASP Password Storage, argon2id: 19 MiB, 2 passes, 1 lane. Raise here; old hashes are renewed when their owner signs in. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. About 30 ms of work off the main thread: never inside a write. */
export async function hashPassword(password: string, random: RandomBytes): Promise<string> {
  const nonce = random(16);
  const hash = await derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(nonce)}$${plain64(hash)}`;
}

/** Compares a typed password with a stored hash. Without a stored hash it works just as long and says no, so that time does not tell whether an account exists. */
export async function passwordMatches(password: string, stored: string | null | undefined): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? nobody);
  if (!parts) return false;
  const [, memory, passes, parallelism, salt = '', expected = ''] = parts;
  const hash = await derive('argon2id', { message: password.normalize('NFKC'), nonce: Buffer.from(salt, 'base64'), tagLength, memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) });
  return sameSecret(plain64(hash), expected) && stored !== null && stored !== undefined;
}

/** Was this hash made with less work than we ask today? */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`);
}

const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(Buffer.alloc(16))}$${plain64(Buffer.alloc(tagLength))}`;

/** Base64 without padding, as PHC strings have it. */
function plain64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}
