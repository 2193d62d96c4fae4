import { z } from 'zod';

const line = z.string().trim().min(1).max(300);
const text = z.string().trim().max(20_000);
const date = z.iso.date('Tulis tanggal sebagai tttt-bb-hh, misalnya 2026-03-31.');
const year = z.coerce.number().int().min(1990).max(2100);

/** The actor classes of a partnership (pentahelix). */
export const partnerClasses = ['pemerintah', 'akademisi', 'usaha', 'masyarakat', 'media'] as const;
export const regulationKinds = ['SK kepala OPD', 'SK Bupati', 'Perbup', 'Perda'] as const;
const dates = z.object({ ide: date.optional(), uji_coba: date.optional(), penerapan: date.optional(), pengembangan: z.array(date).max(30).default([]) }).strict();

const target = z.object({
  /** Measure of the service that gives the actual value; nobody types it. */
  indikator: line, satuan: line.optional(),
  awal: z.string().trim().max(60).optional(), periode_awal: z.string().trim().max(60).optional(), target: z.string().trim().max(60).optional(),
}).strict();

/** The data dictionary of an innovation (domain file, section 3). Field names are the field's own words. */
export const recordSchema = z.object({
  nama: line,
  akronim: line.optional(),
  arti_akronim: line.optional(),
  unit: line.optional(),
  inisiator: z.enum(['kepala_daerah', 'dprd', 'opd', 'asn', 'masyarakat']),
  inisiator_nama: z.array(line).max(20).default([]),
  jenis: z.enum(['digital', 'non_digital']),
  bentuk: z.enum(['tata_kelola', 'pelayanan_publik', 'lainnya']),
  urusan_utama: line,
  urusan_lain: z.array(line).max(10).default([]),
  tanggal: dates.default({ pengembangan: [] }),
  rancang_bangun: text.default(''),
  tujuan: text.default(''),
  manfaat: text.default(''),
  hasil: text.default(''),
  sasaran: z.array(target).max(30).default([]),
  anggaran: z.array(z.object({ tahun: year, kode: line.optional(), jumlah: z.string().regex(/^\d{1,15}$/, 'Tulis rupiah bulat tanpa titik, misalnya 25000000.'), sumber: line.optional() }).strict()).max(40).default([]),
  regulasi: z.array(z.object({ jenis: z.enum(regulationKinds), nomor: line, tanggal: date, halaman: line.optional() }).strict()).max(40).default([]),
  tim: z.array(z.object({ nama: line, peran: line, sk: line.optional() }).strict()).max(200).default([]),
  mitra: z.array(z.object({ pihak: line, golongan: z.enum(partnerClasses), perjanjian: line.optional(), peran: line.optional() }).strict()).max(60).default([]),
  replikasi: z.array(z.object({ wilayah: z.string().regex(/^\d\d\.\d\d$/, 'Tulis kode wilayah, misalnya 16.71.'), tanggal: date, surat: line.optional(), versi_kit: line.optional() }).strict()).max(60).default([]),
  penghargaan: z.array(z.object({ jenjang: line, nama: line, tahun: year }).strict()).max(60).default([]),
  hki: z.array(z.object({ jenis: line, nomor: line, tahun: year }).strict()).max(60).default([]),
  panduan: z.url().optional(),
  video: z.url().optional(),
  keterangan_status: text.optional(),
}).strict();

export type InnovationRecord = z.infer<typeof recordSchema>;
export type RecordField = keyof InnovationRecord;
export const recordFields = Object.keys(recordSchema.shape) as RecordField[];
