import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { sha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';

/** One master key and the short name that sealed texts carry. Nothing is ever sealed with the master itself, only with keys derived from it. */
export interface MasterKey {
  readonly id: string;
  derive(purpose: string): Buffer;
}

export interface KeySources {
  /** 32 bytes in base64; the key everything new is sealed with. Empty: the first line of the key file. */
  readonly masterKey?: string | undefined;
  /** Earlier keys, comma separated: still readable, never used for anything new. */
  readonly oldKeys?: string | undefined;
  /** `keys/master` in this folder is made once when there is no `masterKey`. */
  readonly dataFolder: string;
  readonly random: RandomBytes;
}

/** Every key this deployment can read with, the current one first. A key file left from before `MASTER_KEY` was set stays readable. */
export function readKeys(sources: KeySources): readonly [MasterKey, ...MasterKey[]] {
  const file = join(sources.dataFolder, 'keys', 'master');
  const given = [sources.masterKey, ...(sources.oldKeys ?? '').split(',')].filter((text) => text !== undefined && text.trim() !== '').map((text) => parseKey(text ?? '', 'MASTER_KEY'));
  const kept = sources.masterKey ? keysOfFile(file) : makeKeyFile(file, sources.random);
  const [current, ...older] = sources.masterKey ? [...given, ...kept] : [...kept, ...given];
  if (!current) throw new Error(`Kunci induk tidak ada. Isi MASTER_KEY atau pulihkan berkas ${file}.`);
  return [current, ...older.filter((key, index) => key.id !== current.id && older.findIndex((other) => other.id === key.id) === index)];
}

function parseKey(text: string, origin: string): MasterKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 32) throw new Error(`${origin} harus 32 byte dalam base64 (buat dengan: openssl rand -base64 32).`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), `serasan/${purpose}`, 32));
  // The id says which key without saying anything of it: a hash of a key derived only for naming.
  return { id: sha256(derive('key-id')).slice(0, 8), derive };
}

function keysOfFile(file: string): MasterKey[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => parseKey(line, file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

/** Two processes may start at once: each writes its own whole file and only the first link wins, so both read the same key. */
function makeKeyFile(file: string, random: RandomBytes): MasterKey[] {
  const found = keysOfFile(file);
  if (found.length > 0) return found;
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  const draft = `${file}.${Buffer.from(random(6)).toString('hex')}`;
  writeFileSync(draft, `${Buffer.from(random(32)).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  return keysOfFile(file);
}
