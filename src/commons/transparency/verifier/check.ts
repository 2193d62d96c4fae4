import { verify as ed25519Verify, hashes } from '@noble/ed25519';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

// The second implementation of the checks, for browsers: no Node, no connection, nothing of the server's own code. `verify-proof.ts` is the first; tests hold the two together.
hashes.sha512 = sha512;

type Bytes = Uint8Array;
interface Key { readonly name: string; readonly id: Bytes; readonly type: number; readonly bytes: Bytes }
interface Step { readonly side: 'left' | 'right'; readonly hash: string; readonly count: number }

/** What was found: the lines of a whole proof, or the first thing that does not hold. */
export type Found =
  | { readonly ok: true; readonly origin: string; readonly index: number; readonly size: number; readonly entry: Record<string, unknown>; readonly signedBy: readonly string[]; readonly payload?: unknown; readonly counted?: { readonly service: string; readonly day: string; readonly count: number } }
  | { readonly ok: false; readonly fault: 'file' | 'key' | 'signature' | 'inclusion' | 'payload' | 'closing' | 'counted' };

const text = (value: string) => new TextEncoder().encode(value);
const fault = (name: Extract<Found, { ok: false }>['fault']): Found => ({ ok: false, fault: name });

/** Checks a proof file against the keys typed or pasted, one a line: the log's first, then witnesses'. */
export function check(file: string, keyLines: string): Found {
  const keys = keyLines.split(/\s+/).filter((line) => line !== '').map(readKey);
  const [log] = keys;
  if (!log || !keys.every((key) => key !== undefined)) return fault('key');
  const proof = readProof(file);
  if (!proof) return fault('file');
  const note = openNote(proof.checkpoint, keys as Key[]);
  if (!note?.signedBy.includes(log.name)) return fault('signature');
  const [origin = '', size = '', root = ''] = note.text.split('\n');
  const count = /^(0|[1-9]\d*)$/.test(size) ? Number(size) : -1;
  if (!includes(proof.index, count, leafHash(text(proof.extra.entry)), proof.path, decode(root))) return fault('inclusion');
  const entry = JSON.parse(proof.extra.entry) as Record<string, unknown>;
  const found = { ok: true as const, origin, index: proof.index, size: count, entry, signedBy: note.signedBy };
  if (proof.extra.payload !== undefined && entry['payload_sha256'] !== hex(sha256(text(proof.extra.payload)))) return fault('payload');
  if (proof.extra.closing === undefined) return proof.extra.payload === undefined ? found : { ...found, payload: JSON.parse(proof.extra.payload) as unknown };
  const closing = JSON.parse(proof.extra.closing) as { service: string; day: string; count: number; root: string };
  if (entry['payload_sha256'] !== hex(sha256(text(proof.extra.closing))) || entry['period'] !== closing.day || entry['subject'] !== closing.service) return fault('closing');
  const commitment = hmac(sha256, decode(proof.extra.salt ?? '') ?? new Uint8Array(), text(proof.extra.eventId ?? ''));
  return counts(commitment, proof.extra.steps ?? [], closing) ? { ...found, counted: { service: closing.service, day: closing.day, count: closing.count } } : fault('counted');
}

interface Extra { readonly entry: string; readonly payload?: string; readonly closing?: string; readonly eventId?: string; readonly salt?: string; readonly steps?: readonly Step[] }

function readProof(file: string): { extra: Extra; index: number; path: Bytes[]; checkpoint: string } | undefined {
  const split = file.indexOf('\n\n');
  const [header, extraLine = '', indexLine = '', ...lines] = file.slice(0, Math.max(split, 0)).split('\n');
  const index = /^index (0|[1-9]\d*)$/.exec(indexLine)?.[1];
  const path = lines.map((line) => decode(line));
  const extra = extraLine.startsWith('extra ') ? decode(extraLine.slice(6)) : undefined;
  if (header !== 'c2sp.org/tlog-proof@v1' || !extra || index === undefined || path.length > 63 || !path.every((hash): hash is Bytes => hash?.length === 32)) return undefined;
  try {
    const said = JSON.parse(new TextDecoder().decode(extra)) as Extra | null;
    return typeof said?.entry === 'string' ? { extra: said, index: Number(index), path, checkpoint: file.slice(split + 2) } : undefined;
  } catch {
    return undefined;
  }
}

function readKey(line: string): Key | undefined {
  const [name = '', hash = '', ...rest] = line.split('+');
  const decoded = decode(rest.join('+'));
  if (decoded?.length !== 33) return undefined;
  const id = sha256(concat(text(`${name}\n`), decoded)).subarray(0, 4);
  return hex(id) === hash ? { name, id, type: decoded[0] ?? 0, bytes: decoded.subarray(1) } : undefined;
}

function openNote(note: string, keys: readonly Key[]): { text: string; signedBy: string[] } | undefined {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const body = note.slice(0, split + 1);
  const signedBy: string[] = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name = '', encoded = ''] = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
    const bytes = decode(encoded);
    if (!bytes || bytes.length < 5) return undefined;
    const key = keys.find((one) => one.name === name && hex(one.id) === hex(bytes.subarray(0, 4)));
    if (!key) continue;
    if (!signatureHolds(key, body, bytes.subarray(4))) return undefined;
    signedBy.push(name);
  }
  return { text: body, signedBy };
}

/** Key type 1 signs the text itself; 4, a witness, signs it with the time it saw it. */
function signatureHolds(key: Key, body: string, bytes: Bytes): boolean {
  if (key.type === 1) return bytes.length === 64 && ed25519Verify(bytes, text(body), key.bytes);
  const seen = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return key.type === 4 && bytes.length === 72 && ed25519Verify(bytes.subarray(8), text(`cosignature/v1\ntime ${seen}\n${body}`), key.bytes);
}

/** RFC 9162 §2.1.3.2. */
function includes(index: number, size: number, leaf: Bytes, path: readonly Bytes[], root: Bytes | undefined): boolean {
  if (!root || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  const up = () => { [node, last] = [Math.floor(node / 2), Math.floor(last / 2)]; };
  for (const step of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(step, hash);
      while (node % 2 === 0 && node !== 0) up();
    } else {
      hash = nodeHash(hash, step);
    }
    up();
  }
  return last === 0 && hex(hash) === hex(root);
}

/** The day's sum tree: who changes the count must change the hash. */
function counts(commitment: Bytes, steps: readonly Step[], closing: { root: string; count: number }): boolean {
  let [hash, count] = [sha256(concat(Uint8Array.of(0x10), commitment, be64(1))), 1];
  for (const step of steps) {
    const other = decode(step.hash);
    if (other?.length !== 32 || !Number.isSafeInteger(step.count) || step.count < 1) return false;
    const [left, right] = step.side === 'left' ? [concat(other, be64(step.count)), concat(hash, be64(count))] : [concat(hash, be64(count)), concat(other, be64(step.count))];
    hash = sha256(concat(Uint8Array.of(0x11), left, right));
    count += step.count;
  }
  const root = decode(closing.root);
  return root !== undefined && count === closing.count && hex(hash) === hex(root);
}

const leafHash = (entry: Bytes) => sha256(concat(Uint8Array.of(0), entry));
const nodeHash = (left: Bytes, right: Bytes) => sha256(concat(Uint8Array.of(1), left, right));
const hex = (bytes: Bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function concat(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function be64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Bytes of a base64 text that is spelled the one right way. */
function decode(encoded: string): Bytes | undefined {
  try {
    const raw = atob(encoded);
    return btoa(raw) === encoded ? Uint8Array.from(raw, (letter) => letter.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}
