import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formOf, recordOf } from './form.ts';
import { recordSchema } from './rules/record.ts';

const text = fc.string({ minLength: 1, maxLength: 20 }).map((value) => value.replace(/\s+/g, ' ').trim()).filter((value) => value !== '');
const record = fc.record({
  nama: text, tujuan: text, tahun: fc.integer({ min: 1990, max: 2100 }), jumlah: fc.integer({ min: 0, max: 10 ** 9 }), orang: fc.array(text, { maxLength: 4 }), ide: fc.constantFrom(undefined, '2025-01-31'),
}).map((given) => recordSchema.parse({
  nama: given.nama, tujuan: given.tujuan, inisiator: 'opd', jenis: 'digital', bentuk: 'lainnya', urusan_utama: 'kesehatan', inisiator_nama: given.orang, tanggal: { ...(given.ide ? { ide: given.ide } : {}), pengembangan: ['2026-01-01'] },
  anggaran: [{ tahun: given.tahun, jumlah: String(given.jumlah) }], tim: given.orang.map((nama) => ({ nama, peran: 'anggota' })), mitra: [{ pihak: given.nama, golongan: 'media' }],
}));

it('a record sent through the form and back is the same record', () => {
  fc.assert(fc.property(record, (one) => { expect(recordSchema.parse(recordOf(formOf(one)))).toEqual(one); }));
});

it('empty rows and fields are left out, gaps close up', () => {
  expect(recordOf({ nama: ' A ', akronim: '  ', 'tim-3-nama': 'B', 'tim-3-peran': 'ketua', 'tim-0-nama': '' })).toMatchObject({ nama: 'A', tim: [{ nama: 'B', peran: 'ketua' }], anggaran: [] });
});
