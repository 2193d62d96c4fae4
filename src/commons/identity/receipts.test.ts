import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingClock } from '#kernel/time';
import { openVault } from '#platform/vault';
import { openReceipts } from './receipts.ts';

const clock = standingClock('2026-11-23T02:00:00Z');
const [first, second] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
const vault = (masterKey: string, oldKeys?: string) => openVault({ masterKey, oldKeys, dataFolder: '/nonexistent', random: (size) => randomBytes(size) });
const receipts = openReceipts({ vault: vault(first), clock });
const tomorrow = clock.now().add({ hours: 24 });

describe('a receipt token', () => {
  it('says what was signed, for its purpose only, and the same each time', () => {
    fc.assert(fc.property(fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 100 })), fc.string(), fc.integer({ min: 1, max: 4_000_000 }), (subject, purpose, seconds) => {
      const expiresAt = clock.now().add({ seconds });
      const token = receipts.sign({ purpose, subject, expiresAt });
      expect(token).toMatch(/^[\w-]+$/);
      expect(receipts.read(purpose, token)).toEqual({ subject, expiresAt });
      expect(receipts.read(`${purpose}!`, token)).toBeUndefined();
      expect(receipts.sign({ purpose, subject, expiresAt })).toBe(token);
    }));
  });

  it('is about 50 characters for an id and shows nothing of it', () => {
    const subject = '0192f0c0-1234-7abc-8def-0123456789ab';
    const token = receipts.sign({ purpose: 'saroale/ticket', subject, expiresAt: tomorrow });
    expect(token.length).toBeLessThanOrEqual(52);
    expect(Buffer.from(token, 'base64url').includes(Buffer.from(subject.replaceAll('-', ''), 'hex'))).toBe(false);
  });

  it('is worth nothing when any bit was changed, when it was made up, or when its time is over', () => {
    const token = Buffer.from(receipts.sign({ purpose: 'p', subject: 'tiket', expiresAt: tomorrow }), 'base64url');
    fc.assert(fc.property(fc.integer({ min: 0, max: token.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(token);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(receipts.read('p', changed.toString('base64url'))).toBeUndefined();
    }));
    fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => { expect(receipts.read('p', text)).toBeUndefined(); }));
    clock.set(tomorrow);
    expect(receipts.read('p', token.toString('base64url'))).toBeUndefined();
    clock.set('2026-11-23T02:00:00Z');
  });

  it('stays good after a change of key, and is read by nobody with other keys', () => {
    const token = receipts.sign({ purpose: 'p', subject: 'tiket', expiresAt: tomorrow });
    expect(openReceipts({ vault: vault(second, first), clock }).read('p', token)?.subject).toBe('tiket');
    expect(openReceipts({ vault: vault(second), clock }).read('p', token)).toBeUndefined();
  });
});
