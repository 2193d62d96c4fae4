import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifecycle } from '../procedure.ts';
import { countWords, creationMonths, findingsOf, isOrdered } from './checks.ts';
import { differencesOf, mergeRecords } from './diff.ts';
import { dateInside, isBackdated } from './document-date.ts';
import { recordSchema, type InnovationRecord } from './record.ts';

const plain = (more: Record<string, unknown> = {}): InnovationRecord => recordSchema.parse({ nama: 'Contoh', inisiator: 'opd', jenis: 'digital', bentuk: 'pelayanan_publik', urusan_utama: 'kesehatan', ...more });
const none = { proven: new Set<string>(), titleTaken: false, thisYear: 2026 };

describe('words', () => {
  it.each([['', 0], ['   ', 0], ['satu', 1], ['pelayanan-publik itu', 2], ['a\u00a0b\tc\nd  e', 5]])('of “%s” are %i', (text, count) => { expect(countWords(text)).toBe(count); });
});

describe('a record', () => {
  it('names what is missing and stops when all is there', () => {
    const codes = findingsOf(plain({ akronim: 'CTH', tanggal: { ide: '2026-03-01', penerapan: '2026-01-01' } }), { ...none, titleTaken: true }).map((finding) => finding.code);
    expect(codes).toEqual(expect.arrayContaining(['expansion', 'title-taken', 'design-short', 'dates-order', 'date-claimed', 'budget-years', 'no-regulation', 'no-team', 'no-targets']));
    const full = plain({
      akronim: 'CTH', arti_akronim: 'Contoh', rancang_bangun: `Dasar hukum Perbup. Masalah pokok. Isu strategis. Metode baru. Keunggulan dibanding dulu. ${'kata '.repeat(300)}`,
      tanggal: { ide: '2025-01-01', uji_coba: '2025-02-01', penerapan: '2025-03-01' }, tim: [{ nama: 'A', peran: 'ketua' }], sasaran: [{ indikator: 'served' }],
      regulasi: [{ jenis: 'Perbup', nomor: '1', tanggal: '2025-01-02' }], anggaran: [2024, 2025, 2026].map((tahun) => ({ tahun, jumlah: '1000' })),
    });
    expect(findingsOf(full, { ...none, proven: new Set(['tanggal/ide', 'tanggal/uji_coba', 'tanggal/penerapan']) })).toEqual([]);
    expect(findingsOf(full, none).map((finding) => finding.code)).toEqual(['date-claimed', 'date-claimed', 'date-claimed']);
  });

  it('counts creation in months, begun months whole', () => {
    expect(creationMonths({ ide: '2025-01-31', penerapan: '2025-03-01', pengembangan: [] })).toBe(2);
    expect(creationMonths({ ide: '2025-01-01', penerapan: '2025-05-01', pengembangan: [] })).toBe(4);
    expect(creationMonths({ ide: '2025-01-01', pengembangan: [] })).toBeUndefined();
    expect(isOrdered({ ide: '2025-02-01', penerapan: '2025-01-01', pengembangan: [] })).toBe(false);
  });

  it('refuses what is not in the dictionary, and money that is not whole', () => {
    expect(recordSchema.safeParse({ ...plain(), hasil_ketik: 500 }).success).toBe(false);
    expect(recordSchema.safeParse({ ...plain(), anggaran: [{ tahun: 2026, jumlah: '1.5' }] }).success).toBe(false);
  });
});

describe('two people at once', () => {
  const name = fc.constantFrom('A', 'B', 'C');
  const record = fc.record({ nama: name, tujuan: name, manfaat: name }).map((fields) => plain(fields));
  it('lose nothing: every change of either is in the merge, and what clashes is named', () => {
    fc.assert(fc.property(record, record, record, (base, theirs, mine) => {
      const merged = mergeRecords(base, theirs, mine);
      const differences = differencesOf(base, theirs, mine);
      for (const field of ['nama', 'tujuan', 'manfaat'] as const) {
        if (mine[field] !== base[field]) expect(merged[field]).toBe(mine[field]);
        else expect(merged[field]).toBe(theirs[field]);
        const clash = theirs[field] !== base[field] && mine[field] !== base[field] && mine[field] !== theirs[field];
        expect(differences.some((one) => one.field === field && one.clash)).toBe(clash);
      }
    }));
  });
});

describe('documents', () => {
  it('tell when they were made, and a younger one than it claims is noticed', () => {
    expect(dateInside(Buffer.from('%PDF-1.7 /CreationDate (D:20260314101500+07)'))).toBe('2026-03-14');
    expect(dateInside(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('Exif 2025:12:01 08:00:00')]))).toBe('2025-12-01');
    expect(dateInside(Buffer.from('%PDF-1.7 /CreationDate (D:20261399)'))).toBeUndefined();
    expect(isBackdated('2025-01-10', '2026-03-14')).toBe(true);
    expect(isBackdated('2026-03-14', '2026-03-15')).toBe(false);
    expect(isBackdated(null, '2026-03-14')).toBe(false);
  });
});

describe('the lifecycle', () => {
  it('ends only in retirement, from which every stage can be reached no more', () => {
    expect(lifecycle.final).toEqual(['pensiun']);
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 30 }), (choices) => {
      let stage: (typeof lifecycle.states)[number] = 'draf';
      const passed: string[] = [];
      for (const choice of choices) {
        const verbs = lifecycle.verbs(stage);
        const verb = verbs[choice % Math.max(1, verbs.length)];
        if (!verb) break;
        passed.push(verb);
        stage = lifecycle.next(stage, verb);
      }
      if (['uji_coba', 'penerapan', 'jeda'].includes(stage)) expect(passed.indexOf('tetapkan')).toBeGreaterThan(passed.indexOf('telaah'));
    }));
  });
});
