import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeIsOpen, readDigits, sixDigits } from './one-time-code.ts';
import { localPath } from './local-path.ts';
import { longest, passwordFault, shortest } from './password-policy.ts';
import { expiry, isAlive, lives, stageAfter } from './session-life.ts';
import { charge, policies, refund, type ThrottleState } from './throttle.ts';

const start = Temporal.Instant.from('2026-11-23T02:00:00Z');

describe('the throttle', () => {
  it('lets at most about a hundred guesses a day through, however they are spaced', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 600 }), (gaps) => {
      let now = start;
      let state: ThrottleState | undefined;
      let allowed = 0;
      for (const gap of gaps) {
        now = now.add({ seconds: gap });
        if (now.epochMilliseconds - start.epochMilliseconds > 86_400_000) break;
        const result = charge(state, now, policies.account);
        if (!result.allowed) { expect(result.waitSeconds).toBeGreaterThan(0); continue; }
        allowed += 1;
        state = result.state;
      }
      expect(allowed).toBeLessThanOrEqual(105);
    }));
  });

  it('stops a burst after the free attempts, waits longer each time and forgets after a quiet day', () => {
    let state: ThrottleState | undefined;
    for (let index = 0; index < 5; index += 1) {
      const result = charge(state, start, policies.account);
      expect(result.allowed).toBe(true);
      if (result.allowed) state = result.state;
    }
    expect(charge(state, start, policies.account)).toEqual({ allowed: false, waitSeconds: 30 });
    const later = charge(state, start.add({ seconds: 30 }), policies.account);
    expect(later.allowed && later.state.blockedUntil?.epochMilliseconds).toBe(start.add({ seconds: 90 }).epochMilliseconds);
    expect(charge(state, start.add({ hours: 25 }), policies.account)).toMatchObject({ state: { count: 1 } });
  });

  it('takes an honest attempt back', () => {
    const full: ThrottleState = { count: 60, lastAt: start, blockedUntil: start.add({ seconds: 30 }) };
    expect(refund(full, policies.address)).toEqual({ count: 59, lastAt: start });
  });
});

describe('the password policy', () => {
  it('refuses what is short, long, repeated, only digits, the own name or well known', () => {
    const names = ['perawat.saroale', 'Siti Contoh', 'rsud'];
    expect(passwordFault('pendek', names)).toBe('short');
    expect(passwordFault('a'.repeat(longest + 1), names)).toBe('long');
    expect(passwordFault('aaaaaaaaaaaaaaaaaa', names)).toBe('repeats');
    expect(passwordFault('abc1abc1abc1abc1', names)).toBe('repeats');
    expect(passwordFault('1234567890123456', names)).toBe('repeats');
    expect(passwordFault('Perawat.Saroale2026', names)).toBe('name');
    expect(passwordFault('MusiBanyuasin2026!', names)).toBe('common');
    expect(passwordFault('R4h4s1aRahasia2026', names)).toBe('common');
    expect(passwordFault('perahu kuning di musi', names)).toBeUndefined();
  });

  it('never refuses a long random phrase for want of signs or capitals, and counts characters rather than bytes', () => {
    const words = ['durian', 'perahu', 'kuning', 'lembah', 'wayang', 'sungai', 'gambir', 'ketupat', 'hujan', 'pelita'];
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...words), { minLength: 4, maxLength: 6 }), (chosen) => {
      expect(passwordFault(chosen.join(' '), ['budi'])).toBeUndefined();
    }));
    expect(passwordFault('é'.repeat(shortest - 1), [])).toBe('short');
  });
});

describe('the way back after signing in', () => {
  it('never leaves this site', () => {
    const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.string().map((text) => `/${text}`), fc.string().map((text) => `//${text}`), fc.string().map((text) => `/\\${text}`), fc.constantFrom('/\t/jahat.example', '/\n//x', 'javascript:alert(1)', '/%2f/x', '///x'));
    fc.assert(fc.property(hostile, (asked) => {
      const path = localPath(asked);
      expect(new URL(path, 'https://layanan.example').host).toBe('layanan.example');
      expect(path.startsWith('/')).toBe(true);
    }), { numRuns: 500 });
  });

  it('keeps an honest path with its query', () => {
    expect(localPath('/saroale/tiket?x=1#y')).toBe('/saroale/tiket?x=1#y');
    expect(localPath(undefined, '/akun')).toBe('/akun');
  });
});

describe('the one-time code', () => {
  it('is six digits and does not favour any', () => {
    const first = Array.from({ length: 20_000 }, () => sixDigits((size) => randomBytes(size))[0] ?? '');
    for (const digit of '0123456789') expect(first.filter((one) => one === digit).length).toBeGreaterThan(1700);
    const high = [new Uint8Array([255, 255, 255, 255]), new Uint8Array([0, 0, 0, 7])];
    expect(sixDigits(() => high.shift() ?? new Uint8Array(4))).toBe('000007');
  });

  it('is read with the spaces people type, and never as anything else', () => {
    expect(readDigits(' 123 456')).toBe('123456');
    expect(readDigits('123-456')).toBe('123456');
    for (const wrong of ['12345', '1234567', 'abcdef', '', undefined, '12345６7']) expect(readDigits(wrong)).toBeUndefined();
  });

  it('closes with use, with the fifth try and with its time', () => {
    const open = { tries: 0, used: false, expiresAt: start.add({ minutes: 10 }) };
    expect(codeIsOpen(open, start)).toBe(true);
    expect(codeIsOpen({ ...open, used: true }, start)).toBe(false);
    expect(codeIsOpen({ ...open, tries: 5 }, start)).toBe(false);
    expect(codeIsOpen(open, start.add({ minutes: 10 }))).toBe(false);
  });
});

describe('a session', () => {
  it('is never alive after it ended, after its absolute end, or after idling', () => {
    fc.assert(fc.property(fc.constantFrom('staff' as const, 'resident' as const), fc.constantFrom('full' as const, 'factor' as const, 'enrol' as const), fc.integer({ min: 0, max: 800 * 60 }), fc.integer({ min: 0, max: 800 * 60 }), (kind, stage, seen, now) => {
      const session = { kind, stage, seenAt: start.add({ minutes: seen }), expiresAt: expiry(kind, stage, start), ended: false };
      const at = start.add({ minutes: now });
      const limit = stage === 'factor' ? lives.half : lives[kind];
      expect(isAlive(session, at)).toBe(now < limit.absolute * 60 && now - seen < limit.idle * 60);
      expect(isAlive({ ...session, ended: true }, at)).toBe(false);
    }));
  });

  it('is full after a password only where no second factor exists or is demanded', () => {
    expect(stageAfter('password', { hasSecondFactor: true, mustHaveOne: false })).toBe('factor');
    expect(stageAfter('password', { hasSecondFactor: false, mustHaveOne: true })).toBe('enrol');
    expect(stageAfter('password', { hasSecondFactor: false, mustHaveOne: false })).toBe('full');
    expect(stageAfter('passkey', { hasSecondFactor: true, mustHaveOne: true })).toBe('full');
    expect(stageAfter('oidc', { hasSecondFactor: true, mustHaveOne: true })).toBe('factor');
    expect(stageAfter('oidc', { hasSecondFactor: true, mustHaveOne: true, providerAskedTwo: true })).toBe('full');
  });
});
