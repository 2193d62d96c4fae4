import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Signs the text of a note; `line` is the whole signature line (c2sp.org/signed-note). */
export interface NoteSigner { readonly name: string; readonly verifierKey: string; line(text: string): string }

/** Knows one key. `check` is given the text and the bytes after the key id. */
export interface NoteVerifier { readonly name: string; readonly keyId: Buffer; check(text: string, signature: Buffer): boolean }

export interface OpenedNote { readonly text: string; readonly signedBy: readonly string[] }

const ed25519 = 0x01;
const dash = '—';
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A signer from a 32-byte Ed25519 seed. `name` is a scheme-less URL without spaces or plus signs. */
export function noteSigner(name: string, seed: Uint8Array): NoteSigner {
  const key = privateKey(seed);
  const publicBytes = publicKeyBytes(key);
  const id = keyId(name, ed25519, publicBytes);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(ed25519), publicBytes]).toString('base64')}`,
    line: (text) => signatureLine(name, Buffer.concat([id, sign(null, Buffer.from(text), key)])),
  };
}

/** A verifier from a published key `name+hash+base64`. Throws when the hash does not belong to the key. */
export function noteVerifier(published: string): NoteVerifier {
  const { name, id, type, bytes } = readVerifierKey(published);
  if (type !== ed25519) throw new Error(`Key ${name} is not an Ed25519 note key.`);
  const key = publicKey(bytes);
  return { name, keyId: id, check: (text, signature) => signature.length === 64 && verify(null, Buffer.from(text), key, signature) };
}

/** The whole note: text (which must end in a newline), an empty line, one signature a line. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n')) throw new Error('The text of a note ends in a newline.');
  return `${text}\n${signers.map((signer) => signer.line(text)).join('')}`;
}

/** Reads a note. A known key with a bad signature spoils the note; unknown keys are passed over; without one good signature nothing is returned. */
export function openNote(note: string, known: readonly NoteVerifier[]): OpenedNote | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  const signedBy: string[] = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const found = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    if (!found) return undefined;
    const [, name = '', encoded = ''] = found;
    const bytes = Buffer.from(encoded, 'base64');
    const verifier = known.find((candidate) => candidate.name === name && candidate.keyId.equals(bytes.subarray(0, 4)));
    if (!verifier) continue;
    if (!verifier.check(text, bytes.subarray(4))) return undefined;
    if (!signedBy.includes(name)) signedBy.push(name);
  }
  return signedBy.length > 0 ? { text, signedBy } : undefined;
}

/** First four bytes of SHA-256(name ‖ newline ‖ type ‖ key). */
export function keyId(name: string, type: number, publicBytes: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(publicBytes).digest().subarray(0, 4);
}

export function readVerifierKey(published: string): { name: string; id: Buffer; type: number; bytes: Buffer } {
  const [name = '', hash = '', ...rest] = published.split('+');
  const decoded = Buffer.from(rest.join('+'), 'base64');
  const [type = 0, bytes] = [decoded[0], decoded.subarray(1)];
  const id = keyId(name, type, bytes);
  if (id.toString('hex') !== hash || bytes.length !== 32) throw new Error(`The published key of ${name} is damaged.`);
  return { name, id, type, bytes };
}

export function signatureLine(name: string, bytes: Uint8Array): string {
  return `${dash} ${name} ${Buffer.from(bytes).toString('base64')}\n`;
}

export function privateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: 'der', type: 'pkcs8' });
}

export function publicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });
}

export function publicKeyBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}
