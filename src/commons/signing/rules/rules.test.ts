import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { esignRefusals } from '../reference.ts';
import { esignFaults, refusalFault, statusFault } from './esign.ts';
import { actingWord, holderOn, overlap, positionTitle, type Holder } from './holder.ts';
import { formatFault, formatOn, writeNumber } from './number.ts';
import { initialsOf, standingOf } from './standing.ts';

const day = fc.integer({ min: 0, max: 700 }).map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }));

describe('numbers', () => {
  it('are never equal for two running numbers of one year, whatever the format that passes the check', () => {
    const part = fc.constantFrom('500.16.7/', '-', '/', 'SK.', '{month}', '{roman}', '{agency}');
    const format = fc.tuple(fc.array(part), fc.constantFrom('{n}', '{n:3}', '{n:4}'), fc.array(part), fc.constantFrom('/{year}', '.{year}')).map(([before, n, after, year]) => [...before, '|', n, '|', ...after, year].join(''));
    fc.assert(fc.property(format, fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }), day, (shape, left, right, date) => {
      expect(formatFault(shape)).toBeUndefined();
      const write = (n: number) => writeNumber(shape, { n, date, agency: 'DPMPTSP' });
      expect(write(left) === write(right)).toBe(left === right);
    }));
  });

  it('are written as the field writes them', () => {
    expect(writeNumber('500.16.7/{n:3}/{agency}/{roman}/{year}', { n: 7, date: Temporal.PlainDate.from('2026-11-26'), agency: 'DPMPTSP' })).toBe('500.16.7/007/DPMPTSP/XI/2026');
    expect(writeNumber('{n:3}/{month}/{year}', { n: 12345, date: Temporal.PlainDate.from('2027-02-01'), agency: '' })).toBe('12345/02/2027');
  });

  it.each([['{year}', /\{n\}/], ['{n}{n}/{year}', /\{n\}/], ['{n}/2026', /\{year\}/], ['{n}/{year}/{seq}', /hanya mengenal/]])('refuses the format %s', (format, why) => {
    expect(formatFault(format)).toMatch(why);
  });

  it('follow the format in force on the day', () => {
    const formats = [{ from: '2027-01-01', format: 'new' }, { from: '2026-01-01', format: 'old' }];
    expect(formatOn(formats, Temporal.PlainDate.from('2026-12-31'))).toBe('old');
    expect(formatOn(formats, Temporal.PlainDate.from('2027-01-01'))).toBe('new');
    expect(formatOn(formats, Temporal.PlainDate.from('2020-01-01'))).toBe('old');
  });
});

describe('who signs', () => {
  const term = fc.record({
    id: fc.uuid(), position: fc.constant('a/head'), kind: fc.constantFrom('definitive' as const, 'plh' as const, 'plt' as const), account: fc.uuid(), name: fc.constant('X'), rank: fc.constant(null), nip: fc.constant(null),
    from: day, length: fc.option(fc.integer({ min: 0, max: 60 })), ended: fc.boolean(),
  }).map(({ from, length, ...rest }): Holder => ({ ...rest, validFrom: from.toString(), validTo: length === null && rest.kind === 'definitive' ? null : from.add({ days: length ?? 5 }).toString() }));

  it('is in office that day, was not ended, and an acting official goes before the definitive one', () => {
    fc.assert(fc.property(fc.array(term, { maxLength: 8 }), day, (terms, date) => {
      const inForce = terms.filter((one) => !one.ended && one.validFrom <= date.toString() && (one.validTo === null || date.toString() <= one.validTo));
      const found = holderOn(terms, date);
      expect(found === undefined).toBe(inForce.length === 0);
      if (found) {
        expect(inForce).toContain(found);
        if (inForce.some((one) => one.kind !== 'definitive')) expect(found.kind).not.toBe('definitive');
      }
      expect(holderOn(terms.toReversed(), date)).toEqual(found);
    }));
  });

  it('sees overlapping terms the same from both sides, exactly when they share a day', () => {
    const span = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 40 }))).map(([from, length]) => ({ validFrom: from.toString(), validTo: length === null ? null : from.add({ days: length }).toString() }));
    fc.assert(fc.property(span, span, (left, right) => {
      const last = '2099-12-31';
      const shares = left.validFrom <= (right.validTo ?? last) && right.validFrom <= (left.validTo ?? last);
      expect(overlap(left, right)).toBe(shares);
      expect(overlap(right, left)).toBe(shares);
    }));
  });

  it('is called as the field calls them', () => {
    expect(positionTitle('Kepala Dinas', 'Dinas Perhubungan')).toBe('Kepala Dinas Perhubungan');
    expect(positionTitle('Direktur', 'Rumah Sakit Umum Daerah Sekayu')).toBe('Direktur Rumah Sakit Umum Daerah Sekayu');
    expect([actingWord('plh'), actingWord('plt'), actingWord('definitive')]).toEqual(['Plh.', 'Plt.', undefined]);
  });
});

describe('what the public page says', () => {
  it('is valid only for a signed document that nobody ended and that has not expired', () => {
    const state = fc.constantFrom('waiting' as const, 'signing' as const, 'signed' as const, 'withdrawn' as const, 'void' as const);
    fc.assert(fc.property(state, fc.boolean(), fc.boolean(), fc.boolean(), fc.option(day), day, (current, revoked, superseded, suspended, expires, today) => {
      const standing = standingOf({ state: current, revoked, superseded, suspended, expiresOn: expires?.toString() ?? null }, today);
      const expired = expires !== null && Temporal.PlainDate.compare(expires, today) < 0;
      expect(standing === 'valid').toBe(current === 'signed' && !revoked && !superseded && !suspended && !expired);
      if (current === 'signed' && revoked) expect(standing).toBe('revoked');
      if (current === 'signed' && suspended && !revoked && !superseded) expect(standing).toBe('suspended');
    }));
  });

  it('shows initials only', () => {
    expect(initialsOf('Siti Contoh, A.Md.Keb.')).toBe('S.C.');
    expect(initialsOf('M. Yusuf bin Umar Ali')).toBe('M.Y.B.');
    expect(initialsOf('Soekarno')).toBe('S.');
    expect(initialsOf('😀 · ، 123')).toBe('');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => { expect(initialsOf(name).length).toBeLessThanOrEqual(12); }));
  });
});

describe('settings of the signing service', () => {
  const good = { url: 'https://esign.contoh.go.id', username: 'serasan', password: 'kata sandi panjang', roots: '/etc/root.pem' };
  it('start when they are safe', () => {
    expect(esignFaults(good)).toEqual([]);
    for (const host of ['127.0.0.1', '10.20.1.5', '172.31.0.9', '192.168.100.7', 'localhost', '[::1]', '[fd00::5]']) expect(esignFaults({ ...good, url: `http://${host}:8080` })).toEqual([]);
  });
  it.each([
    [{ url: 'http://esign.contoh.go.id' }, /di luar jaringan privat/], [{ url: 'http://172.32.0.1' }, /di luar jaringan privat/], [{ url: 'http://8.8.8.8' }, /di luar jaringan privat/], [{ url: 'ftp://10.0.0.1' }, /harus https/],
    [{ url: 'https://a:b@esign.contoh.go.id' }, /tidak boleh memuat nama/], [{ username: 'esign', password: 'qwerty' }, /bawaan pembuatnya/], [{ username: 'Admin', password: 'ADMIN' }, /bawaan pembuatnya/], [{ roots: undefined }, /ESIGN_ROOTS/], [{ password: undefined }, /ESIGN_PASSWORD/],
  ])('refuse %j', (change, why) => { expect(esignFaults({ ...good, ...change }).join(' ')).toMatch(why); });

  it('let only ISSUE sign', () => {
    expect(statusFault('ISSUE')).toBe('ready');
    fc.assert(fc.property(fc.string(), (word) => { if (word.trim().toUpperCase() !== 'ISSUE') expect(statusFault(word)).not.toBe('ready'); }));
    expect([statusFault('EXPIRED'), statusFault('REVOKE'), statusFault('NOT_REGISTERED'), statusFault('NEW')]).toEqual(['certificate-expired', 'certificate-revoked', 'not-registered', 'not-issued']);
  });
  it('read refusals by code and by words', () => {
    const fault = (status: number, message: string) => refusalFault(status, message, esignRefusals);
    expect(fault(401, '')).toBe('credentials');
    expect(fault(400, 'Passphrase anda salah')).toBe('passphrase');
    expect(fault(400, 'TOTP tidak valid')).toBe('totp');
    expect(fault(400, 'Sertifikat telah expired.')).toBe('certificate-expired');
    expect(fault(400, 'format berkas')).toBe('document');
    expect(fault(400, 'berkas laptop')).toBe('document');
    for (const { fault: expected, words } of esignRefusals) for (const word of words) expect(fault(400, `Gagal: ${word.toUpperCase()}!`)).toBe(expected);
  });
});
