import { z } from 'zod';
import { block, signatory } from './blocks.ts';
import { qrSvg } from './qr.ts';
import { template } from './template.ts';

const text = z.string();
const source = (layout: string) => `#import "/serasan.typ": *\n#show: ${layout}\n`;

/** A letter or decision of an agency: letterhead, heading and number, body, signatory, copies. */
export const letter = template({
  id: 'standard/letter', version: 1, source: source('letter'),
  data: z.object({
    /** `SURAT IZIN PRAKTIK BIDAN`; printed as given. */
    heading: text, subheading: text.optional(),
    /** `Yth.` lines of a letter sent to somebody; a decision has none. */
    recipient: z.array(text).optional(), about: text.optional(),
    blocks: z.array(block), signatory: signatory.optional(), copies: z.array(text).optional(),
  }),
  title: (data) => data.heading,
  example: {
    heading: 'SURAT IZIN PRAKTIK BIDAN', subheading: 'tentang praktik mandiri',
    blocks: [
      { kind: 'clauses', clauses: [{ word: 'Dasar', items: ['Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan;', 'permohonan yang diterima lengkap.'], marks: 'letters' }] },
      { kind: 'paragraph', text: 'Dengan ini memberikan izin praktik kepada:' },
      { kind: 'fields', rows: [['Nama', 'Siti Contoh, A.Md.Keb.'], ['Alamat praktik', 'Jalan Contoh, Sekayu'], ['Berlaku sampai', '26 November 2031']] },
      { kind: 'table', head: ['No.', 'Hari', 'Jam praktik'], rows: [['1', 'Senin–Jumat', '16.00–20.00'], ['2', 'Sabtu', '08.00–12.00']], align: ['center', 'left', 'left'], widths: [1, 4, 4] },
      { kind: 'list', items: ['Izin ini tidak dapat dipindahkan kepada orang lain.', 'Perubahan alamat dilaporkan paling lambat 30 hari.'], numbered: true },
    ],
    signatory: { mode: 'electronic', position: 'Kepala Dinas', name: 'Contoh Pejabat, S.H.', rank: 'Pembina Tingkat I', nip: '190001012000011001' },
    copies: ['Kepala Dinas Kesehatan', 'Arsip'],
  },
});

/** A report: title, contents, chapters of any length; long ones are what the typesetting threads are for. */
export const report = template({
  id: 'standard/report', version: 1, source: source('report'),
  data: z.object({ heading: text, subheading: text.optional(), period: text.optional(), summary: text.optional(), contents: z.boolean().optional(), landscape: z.boolean().optional(), blocks: z.array(block), signatory: signatory.optional() }),
  title: (data) => data.heading,
  example: {
    heading: 'Laporan Triwulan IV 2026', subheading: 'Pelayanan perizinan', period: 'Oktober–Desember 2026', summary: 'Angka contoh untuk melihat tata letak.', contents: true,
    blocks: [
      { kind: 'heading', text: 'Ringkasan' }, { kind: 'paragraph', text: 'Dari 120 permohonan, 114 selesai pada waktunya.' },
      { kind: 'table', caption: 'Permohonan per bulan', head: ['Bulan', 'Masuk', 'Selesai'], rows: [['Oktober', '40', '39'], ['November', '45', '41'], ['Desember', '35', '34']], total: ['Jumlah', '120', '114'], align: ['left', 'right', 'right'] },
      { kind: 'heading', text: 'Catatan' }, { kind: 'notice', text: 'Data contoh, bukan keadaan sesungguhnya.' },
    ],
  },
});

/** A form on paper, filled by hand: the same blocks with room to write. */
export const paperForm = template({
  id: 'standard/paper-form', version: 1, source: source('paper-form'),
  data: z.object({ heading: text, subheading: text.optional(), help: text.optional(), blocks: z.array(block), receivedBy: z.boolean().optional() }),
  title: (data) => data.heading,
  example: {
    heading: 'Formulir permohonan', subheading: 'Izin praktik bidan', help: 'Isi dengan huruf cetak. Tanda * wajib diisi.',
    blocks: [
      { kind: 'heading', text: 'Pemohon', level: 2 }, { kind: 'lines', label: 'Nama lengkap *' }, { kind: 'boxes', label: 'NIK *', hint: '16 angka pada KTP', count: 16 },
      { kind: 'checkboxes', items: [{ text: 'Praktik baru' }, { text: 'Perpanjangan' }] }, { kind: 'lines', label: 'Alamat praktik', count: 3 },
    ],
    receivedBy: true,
  },
});

/** Labels for files, boxes and things: one label a page of the label's own size, with a QR code of its text. */
export const labels = template({
  id: 'standard/labels', version: 1, source: source('labels'),
  data: z.object({
    widthMm: z.number().min(30).max(210), heightMm: z.number().min(20).max(297),
    labels: z.array(z.object({ title: text, lines: z.array(text), code: text }).transform((label) => ({ ...label, qr: qrSvg(label.code) }))).min(1),
  }),
  title: () => 'Label',
  example: { widthMm: 80, heightMm: 40, labels: [{ title: 'BOKS 12', lines: ['Arsip statis 1987–1991', 'Depot 2 · Rak 4'], code: 'ARS-0012' }, { title: 'BOKS 13', lines: ['Arsip statis 1992'], code: 'ARS-0013' }] },
});

export const standardTemplates = [letter, report, paperForm, labels] as const;
