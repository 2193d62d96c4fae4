import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatNumber, formatRupiah } from './index.ts';

it.each([[0n, 'Rp0'], [15000n, 'Rp15.000'], [999n, 'Rp999'], [1250000n, 'Rp1.250.000'], [-1250000n, '-Rp1.250.000']] as const)('writes %s as %s', (amount, text) => { expect(formatRupiah(amount)).toBe(text); });

it('loses no digit of any amount', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
    expect(BigInt(formatRupiah(amount).replace('Rp', '').replaceAll('.', ''))).toBe(amount);
  }));
});

it('writes decimals with a comma', () => { expect(formatNumber(1234.5)).toBe('1.234,5'); });
