import { createCipheriv, createDecipheriv } from 'node:crypto';
import { hmacSha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';
import { readKeys, type KeySources, type MasterKey } from './keys.ts';

/**
 * Seals personal data and secrets with keys derived from the master key. Every sealed text names its key, so that keys can be changed:
 * the new one seals, the old ones still open, and a pass over the rows with `isCurrent` moves them.
 */
export interface Vault {
  /** AES-256-GCM. `about` is authenticated but not stored (`people/nik/<person id>`): a sealed text copied to another row does not open there. */
  seal(plain: string, about: string): string;
  /** Throws VaultError when the text was changed, belongs to something else, or its key is not here. */
  open(sealed: string, about: string): string;
  /** A keyed fingerprint to store beside a sealed value, equal for equal values, useless without the key. Normalise the value first. */
  blindIndex(purpose: string, value: string): string;
  /** The fingerprints to search with: of the current key first, then of every older one. */
  blindIndexes(purpose: string, value: string): string[];
  /** Was this sealed text or fingerprint made with the current key? */
  isCurrent(text: string): boolean;
  /** 32 bytes for one purpose from the current key; for signing and tokens. */
  derive(purpose: string): Buffer;
  /** The same of every readable key, current first; for checking what was signed before the key changed. */
  deriveAll(purpose: string): Buffer[];
}

/** A sealed text could not be opened. Never says what was inside. */
export class VaultError extends Error {
  constructor(why: string, cause?: unknown) {
    super(`Isi tersegel tidak dapat dibuka: ${why}.`, { cause });
    this.name = 'VaultError';
  }
}

const version = 'v1';
const nonceSize = 12;
const tagSize = 16;

/** Opens the vault with the keys of this deployment. The first start without MASTER_KEY makes one in the data folder. */
export function openVault(sources: KeySources): Vault {
  const keys = readKeys(sources);
  const [current] = keys;
  const sealing = new Map(keys.map((key) => [key.id, key.derive('seal')]));

  return {
    seal: (plain, about) => `${version}.${current.id}.${encrypt(sealing.get(current.id) ?? Buffer.alloc(0), plain, about, sources.random).toString('base64url')}`,
    open(sealed, about) {
      const [made, keyId = '', body = '', ...rest] = sealed.split('.');
      if (made !== version || rest.length > 0) throw new VaultError('bentuknya tidak dikenal');
      const key = sealing.get(keyId);
      if (!key) throw new VaultError(`kunci ${keyId} tidak ada; isi MASTER_KEYS_OLD`);
      return decrypt(key, Buffer.from(body, 'base64url'), about);
    },
    blindIndex: (purpose, value) => fingerprint(current, purpose, value),
    blindIndexes: (purpose, value) => keys.map((key) => fingerprint(key, purpose, value)),
    isCurrent: (text) => text.split('.').at(-2) === current.id,
    derive: (purpose) => current.derive(purpose),
    deriveAll: (purpose) => keys.map((key) => key.derive(purpose)),
  };
}

function encrypt(key: Buffer, plain: string, about: string, random: RandomBytes): Buffer {
  const nonce = random(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSize }).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, bytes: Buffer, about: string): string {
  if (bytes.length < nonceSize + tagSize) throw new VaultError('isinya terpotong');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceSize), { authTagLength: tagSize }).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(nonceSize, nonceSize + tagSize));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceSize + tagSize)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new VaultError('isinya berubah atau bukan milik baris ini', error);
  }
}

function fingerprint(key: MasterKey, purpose: string, value: string): string {
  return `${key.id}.${hmacSha256(key.derive(`index/${purpose}`), value).toString('base64url')}`;
}
