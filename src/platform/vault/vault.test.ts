import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openVault, VaultError } from './index.ts';

const random = (size: number) => randomBytes(size);
const first = Buffer.alloc(32, 1).toString('base64');
const second = Buffer.alloc(32, 2).toString('base64');
const nowhere = '/nonexistent';
const vault = openVault({ masterKey: first, dataFolder: nowhere, random });

describe('the vault', () => {
  it('opens what it sealed, whatever was written, and never seals twice alike', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (plain, about) => {
      const sealed = vault.seal(plain, about);
      expect(vault.open(sealed, about)).toBe(plain);
      expect(vault.seal(plain, about)).not.toBe(sealed);
    }));
  });

  it('opens nothing that was moved to another row or changed in any byte', () => {
    const sealed = vault.seal('1606012403900001', 'people/nik/a');
    expect(() => vault.open(sealed, 'people/nik/b')).toThrow(VaultError);
    const [made, key, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    fc.assert(fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(() => vault.open([made, key, changed.toString('base64url')].join('.'), 'people/nik/a')).toThrow(VaultError);
    }));
    expect(() => vault.open('v1.x', 'a')).toThrow(VaultError);
    expect(() => vault.open(`v1.${key ?? ''}.AAAA`, 'a')).toThrow(VaultError);
  });

  it('gives equal values equal fingerprints within a purpose only, and never shows the value', () => {
    fc.assert(fc.property(fc.string({ minLength: 4 }), fc.string({ minLength: 4 }), (a, b) => {
      expect(vault.blindIndex('nik', a) === vault.blindIndex('nik', b)).toBe(a === b);
      expect(vault.blindIndex('nik', a)).not.toBe(vault.blindIndex('phone', a));
    }));
    expect(vault.blindIndex('nik', '1606012403900001')).not.toContain('1606');
  });

  it('reads with old keys after a change of key, and says what is to be sealed again', () => {
    const old = { sealed: vault.seal('rahasia', 'x'), index: vault.blindIndex('nik', '1') };
    const rotated = openVault({ masterKey: second, oldKeys: first, dataFolder: nowhere, random });
    expect(rotated.open(old.sealed, 'x')).toBe('rahasia');
    expect(rotated.blindIndexes('nik', '1')).toContain(old.index);
    expect(rotated.blindIndex('nik', '1')).not.toBe(old.index);
    expect([rotated.isCurrent(old.sealed), rotated.isCurrent(old.index), rotated.isCurrent(rotated.seal('a', 'x')), rotated.isCurrent(rotated.blindIndex('nik', '1'))]).toEqual([false, false, true, true]);
    expect(rotated.deriveAll('sign')[1]).toEqual(vault.derive('sign'));
    expect(() => openVault({ masterKey: second, dataFolder: nowhere, random }).open(old.sealed, 'x')).toThrow('MASTER_KEYS_OLD');
  });

  it('makes a key file once, for its owner only, and keeps reading it after MASTER_KEY was set', () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'srs-vault-'));
    const sealed = openVault({ dataFolder, random }).seal('tetap', 'x');
    const file = join(dataFolder, 'keys', 'master');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const made = readFileSync(file, 'utf8');
    expect(openVault({ dataFolder, random }).open(sealed, 'x')).toBe('tetap');
    expect(readFileSync(file, 'utf8')).toBe(made);
    expect(openVault({ masterKey: second, dataFolder, random }).open(sealed, 'x')).toBe('tetap');
  });

  it('refuses a key that is not 32 bytes', () => {
    expect(() => openVault({ masterKey: 'pendek', dataFolder: nowhere, random })).toThrow('32 byte');
  });
});
