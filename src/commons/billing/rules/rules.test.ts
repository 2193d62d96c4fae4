import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiply, parseDecimal, roundTo } from './decimal.ts';
import { compute } from './formula.ts';
import { lateInterest, type InterestRule } from './interest.ts';
import { judge, statusAt } from './judge.ts';
import { crc16, qrisPayload, readQris } from './qris.ts';
import { isVirtualAccount, virtualAccount } from './virtual-account.ts';

const at = (text: string) => Temporal.Instant.from(text);
const day = (text: string) => Temporal.PlainDate.from(text);

describe('exact decimals', () => {
  it('multiply without losing anything and round only where told', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 6 }), fc.bigInt(0n, 10n ** 9n), fc.integer({ min: 0, max: 4 }), fc.constantFrom(1n, 100n, 1000n), (a, ap, b, bp, unit) => {
      const product = multiply({ digits: a, places: ap }, { digits: b, places: bp });
      const scale = 10n ** BigInt(ap + bp);
      const [down, half, up] = (['down', 'half-up', 'up'] as const).map((how) => roundTo(product, how, unit));
      expect(product.digits).toBe(a * b);
      expect((down ?? 0n) * scale <= a * b && a * b < ((down ?? 0n) + unit) * scale).toBe(true);
      expect((up ?? 0n) * scale >= a * b && a * b > ((up ?? 0n) - unit) * scale).toBe(true);
      expect(2n * ((half ?? 0n) * scale - a * b) <= unit * scale && 2n * (a * b - (half ?? 0n) * scale) < unit * scale).toBe(true);
    }));
  });
  it('read commas and points, and refuse what may mean two things', () => {
    expect(parseDecimal('72,5')).toEqual({ digits: 725n, places: 1 });
    expect(parseDecimal('0.004')).toEqual({ digits: 4n, places: 3 });
    for (const odd of ['1.250.000', '1,2.3', '', '1e5', 'Rp5']) expect(parseDecimal(odd)).toBeUndefined();
  });
});

describe('a levy by formula', () => {
  const pbg = { terms: [['luas', 'lokalitas', 'shst', 'terintegrasi', 'terbangun'], ['prasarana']], rounding: 'half-up', unit: 1 } as const;
  it('is the product of its factors, infrastructure added, rounded as the formula says', () => {
    const factors = [['luas', '72,5'], ['lokalitas', '0,004'], ['shst', '5000000'], ['terintegrasi', '0,1995'], ['terbangun', '1'], ['prasarana', '0']].map(([id = '', value = '']) => ({ id, name: id, value }));
    expect(compute(pbg, factors).amount).toBe(289_275n);
  });
  it('names every factor it cannot read, all at once', () => {
    try {
      compute(pbg, [{ id: 'luas', name: 'Luas lantai', value: 'tujuh' }]);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'billing/factor', fields: { luas: expect.stringContaining('Luas lantai'), shst: expect.anything(), prasarana: expect.anything() } });
    }
  });
});

describe('late interest', () => {
  const rules: InterestRule[] = [{ from: '2024-01-05', permilleAMonth: 10, maxMonths: 24, begunCounts: true, status: 'unverified', source: 'UU 1/2022' }];
  it('counts begun months, stops at the most, and is nothing before the due date or without a rule', () => {
    expect(lateInterest(rules, 1_000_000n, day('2026-01-10'), day('2026-01-10'))).toBe(0n);
    expect(lateInterest(rules, 1_000_000n, day('2026-01-10'), day('2026-01-11'))).toBe(10_000n);
    expect(lateInterest(rules, 1_000_000n, day('2026-01-10'), day('2026-03-10'))).toBe(20_000n);
    expect(lateInterest(rules, 1_000_000n, day('2024-02-01'), day('2030-01-01'))).toBe(240_000n);
    expect(lateInterest(rules, 1_000_000n, day('2023-02-01'), day('2030-01-01'))).toBe(0n);
  });
  it('never falls as time passes', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 1500 }), (amount, a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((days) => lateInterest(rules, amount, day('2026-01-31'), day('2026-01-31').add({ days: days })));
      expect((early ?? 0n) <= (late ?? -1n)).toBe(true);
    }));
  });
});

describe('arriving money', () => {
  const bill = { status: 'open', total: 500n, expiresAt: at('2026-11-30T00:00:00Z') } as const;
  it('settles an open bill in full and in time, and nothing else', () => {
    fc.assert(fc.property(fc.constantFrom('open', 'paid', 'expired', 'cancelled', 'replaced'), fc.bigInt(1n, 1000n), fc.integer({ min: -100, max: 100 }), (status, amount, hours) => {
      const paidAt = bill.expiresAt.add({ hours });
      const settles = (status === 'open' || status === 'expired') && amount === bill.total && hours < 0;
      expect(judge({ amount, paidAt }, { ...bill, status }).outcome === 'settled').toBe(settles);
    }));
    expect(judge({ amount: 500n, paidAt: at('2026-11-01T00:00:00Z') }, undefined)).toEqual({ outcome: 'suspense', why: 'unknown-account' });
  });
  it('meets a bill that expired by the clock even before the night job', () => {
    expect(statusAt(bill, at('2026-11-30T00:00:00Z'))).toBe('expired');
    expect(statusAt({ ...bill, status: 'paid' }, at('2027-01-01T00:00:00Z'))).toBe('paid');
  });
});

describe('QRIS', () => {
  it('has the checksum of the published example', () => { expect(crc16('123456789')).toBe('29B1'); });
  it('can be read back, and not after a change', () => {
    fc.assert(fc.property(fc.bigInt(1n, 10n ** 12n), fc.string({ minLength: 1, maxLength: 40 }), fc.nat(200), (amount, merchant, cut) => {
      const payload = qrisPayload({ nmid: 'ID1020000000000', merchant: `A${merchant}`, city: 'SEKAYU', amount, reference: '7716060000000000012' });
      expect(readQris(payload)?.get('54')).toBe(amount.toString());
      expect(readQris(payload)?.get('62')).toBe('01197716060000000000012');
      const place = cut % (payload.length - 8);
      const changed = payload.slice(0, place) + (payload[place] === '9' ? '8' : '9') + payload.slice(place + 1);
      expect(readQris(changed)).toBeUndefined();
    }));
  });
});

describe('a virtual account', () => {
  it('is ours by prefix and check digit, and a mistyped digit makes it nobody’s', () => {
    fc.assert(fc.property(fc.bigInt(1n, 9_999_999_999n), fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 9 }), (serial, place, step) => {
      const account = virtualAccount('77160600', serial);
      expect(isVirtualAccount('77160600', account)).toBe(true);
      const typo = account.slice(0, place) + String((Number(account[place]) + step) % 10) + account.slice(place + 1);
      expect(isVirtualAccount('77160600', typo)).toBe(false);
    }));
  });
});
