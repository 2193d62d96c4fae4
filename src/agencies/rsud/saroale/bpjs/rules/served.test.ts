import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownWords, words } from './refusals.ts';
import { readDate, readHours, readNewPatient, readTake } from './shape.ts';
import { refuseTake, waitSeconds, type TakeFacts } from './take.ts';

const today = Temporal.PlainDate.from('2026-11-24');
const now = Temporal.Instant.from('2026-11-24T01:00:00Z');
const fine: TakeFacts = {
  today, now, date: today, payer: 'jkn', poli: { name: 'Anak' }, poliOpen: true, doctorName: 'dr. Contoh', session: { lastCallAt: now.add({ hours: 2 }), lastCallClock: '10:00', left: { jkn: 3, other: 0 } },
  referenceUsed: false, alreadyThatDay: false, hasRecord: true,
};
/** Each thing that can be wrong, in the order BPJS checks it. */
const wrongs: readonly (readonly [Partial<TakeFacts>, { message: string }])[] = [
  [{ date: today.subtract({ days: 1 }) }, words.datePast],
  [{ poli: undefined }, words.noPoli],
  [{ poliOpen: false }, words.poliClosed],
  [{ session: undefined }, words.doctorAway('dr. Contoh')],
  [{ now: now.add({ hours: 3 }) }, words.afterHours('Anak', '10:00')],
  [{ referenceUsed: true }, ownWords.referenceUsed],
  [{ alreadyThatDay: true }, words.twice],
  [{ payer: 'umum' }, ownWords.quotaOther],
  [{ hasRecord: false }, words.noRecord],
];

describe('taking a place from Mobile JKN', () => {
  it('passes what is fine', () => {
    expect(refuseTake(fine)).toBeUndefined();
  });

  it('answers with the earliest of everything that is wrong', () => {
    fc.assert(fc.property(fc.subarray(wrongs.map((_, index) => index), { minLength: 1 }), (chosen) => {
      const facts = chosen.reduce((mixed, index) => ({ ...mixed, ...wrongs[index]?.[0] }), fine);
      expect(refuseTake(facts)?.message).toBe(wrongs[Math.min(...chosen)]?.[1].message);
    }));
  });

  it('tells the JKN quota from the other', () => {
    const none = { lastCallAt: now.add({ hours: 2 }), lastCallClock: '10:00', left: { jkn: 0, other: 5 } };
    expect(refuseTake({ ...fine, session: none })).toEqual(ownWords.quotaJkn);
    expect(refuseTake({ ...fine, payer: 'umum', session: none })).toBeUndefined();
  });

  it('answers 202 only to those without a medical record', () => {
    expect(refuseTake({ ...fine, hasRecord: false })?.code).toBe(202);
  });

  it('says the wait in seconds, never below nothing', () => {
    expect(waitSeconds(600, 4)).toBe(1800);
    expect(waitSeconds(600, 1)).toBe(0);
    expect(waitSeconds(600, 0)).toBe(0);
  });
});

describe('what Mobile JKN sends', () => {
  const take = { nomorkartu: '0001234567890', nik: '1606010101900001', nohp: '081200000001', kodepoli: 'ANA', norm: '', tanggalperiksa: '2026-11-24', kodedokter: 12346, jampraktek: '08:00 - 12:00', jeniskunjungan: 1, nomorreferensi: '0601R0011126P000123' };

  it('reads a request for a place, codes as numbers or text, hours however spelt', () => {
    expect(readTake(take)).toMatchObject({ ok: true, value: { doctor: 12346, hours: '08:00-12:00', visitKind: 1 } });
    expect(readTake({ ...take, kodedokter: '12346', jeniskunjungan: '1' })).toMatchObject({ ok: true, value: { doctor: 12346 } });
  });

  it.each([
    [{ nomorkartu: '12' }, 'Format Nomor Kartu Tidak Sesuai'], [{ nik: '' }, 'NIK Belum Diisi'], [{ nik: '1606010101900000' }, 'Format NIK Tidak Sesuai'],
    [{ tanggalperiksa: '24-11-2026' }, 'Format Tanggal Tidak Sesuai, format yang benar adalah yyyy-mm-dd'], [{ tanggalperiksa: '2026-02-30' }, 'Format Tanggal Tidak Sesuai, format yang benar adalah yyyy-mm-dd'],
    [{ jampraktek: 'pagi' }, 'Format Jam Praktek Tidak Sesuai'], [{ jeniskunjungan: 7 }, 'Format Jenis Kunjungan Tidak Sesuai'], [{ nomorreferensi: '' }, 'Nomor Referensi Belum Diisi'], [{ nomorreferensi: '<b>' }, 'Format Nomor Referensi Tidak Sesuai'],
  ])('refuses %j', (change, message) => {
    expect(readTake({ ...take, ...change })).toMatchObject({ ok: false, refusal: { message } });
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...Object.keys(take), 'nama', 'tanggallahir'), fc.jsonValue()), (raw) => {
      readTake(raw);
      readNewPatient(raw, today);
    }));
  });

  it('reads dates and hours strictly', () => {
    expect(readDate('2026-11-24')?.toString()).toBe('2026-11-24');
    expect(readDate('2026-1-4')).toBeUndefined();
    expect(readHours('8.00 – 12.00')).toBe('08:00-12:00');
    expect(readHours('25:00-26:00')).toBeUndefined();
  });
});

describe('the form of a new patient', () => {
  const form: Record<string, unknown> = {
    nomorkartu: '0001234567890', nik: '1606010101900001', nomorkk: '1606010101900002', nama: 'Contoh', jeniskelamin: 'L', tanggallahir: '1990-01-01', nohp: '0812', alamat: 'Jl. Contoh', kodeprop: '16',
    namaprop: 'Sumatera Selatan', kodedati2: '1606', namadati2: 'Musi Banyuasin', kodekec: '160601', namakec: 'Sekayu', kodekel: '1606011001', namakel: 'Serasan Jaya', rw: '01', rt: '02',
  };

  it.each([
    ['nomorkartu', 'Nomor Kartu Belum Diisi'], ['nik', 'NIK Belum Diisi'], ['nomorkk', 'Nomor KK Belum Diisi'], ['nama', 'Nama Belum Diisi'], ['jeniskelamin', 'Jenis Kelamin Belum Dipilih'],
    ['tanggallahir', 'Tanggal Lahir Belum Diisi'], ['alamat', 'Alamat Belum Diisi'], ['kodeprop', 'Kode Propinsi Belum Diisi'], ['namaprop', 'Nama Propinsi Belum Diisi'], ['kodedati2', 'Kode Dati 2 Belum Diisi'],
    ['namadati2', 'Dati 2 Belum Diisi'], ['kodekec', 'Kode Kecamatan Belum Diisi'], ['namakec', 'Kecamatan Belum Diisi'], ['kodekel', 'Kode Kelurahan Belum Diisi'], ['namakel', 'Kelurahan Belum Diisi'], ['rw', 'RW Belum Diisi'], ['rt', 'RT Belum Diisi'],
  ])('asks for %s', (field, message) => {
    expect(readNewPatient({ ...form, [field]: '' }, today)).toMatchObject({ ok: false, refusal: { code: 201, message } });
  });

  it('refuses a birth in the future and one that cannot be', () => {
    for (const tanggallahir of ['2027-01-01', '1990-02-30', '01-01-1990']) expect(readNewPatient({ ...form, tanggallahir }, today)).toMatchObject({ ok: false, refusal: { message: 'Format Tanggal Lahir Tidak Sesuai' } });
  });

  it('trusts the key names of rw and rt', () => {
    expect(readNewPatient(form, today)).toMatchObject({ ok: true, value: { rw: '01', rt: '02' } });
  });
});
