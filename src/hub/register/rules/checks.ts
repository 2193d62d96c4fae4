import type { InnovationRecord } from './record.ts';

export interface Finding {
  readonly code: 'expansion' | 'design-short' | 'design-elements' | 'dates-order' | 'date-claimed' | 'budget-years' | 'no-regulation' | 'no-team' | 'title-taken' | 'no-targets';
  /** What is needed next, in words for the owner. */
  readonly text: string;
}

/** The five things a design description must treat, each with words by which it is recognised. */
const elements: readonly (readonly [name: string, words: RegExp])[] = [
  ['dasar hukum', /\b(dasar hukum|undang-undang|peraturan|perbup|perda|permen)/i],
  ['permasalahan', /\b(masalah|permasalahan|kendala|keluhan)/i],
  ['isu strategis', /\b(isu strategis|strategis)/i],
  ['metode pembaharuan', /\b(metode|pembaharuan|pembaruan|cara baru)/i],
  ['keunggulan', /\b(keunggulan|unggul|lebih baik|dibanding)/i],
];
const designWords = 300;

/** Words as competitions count them: parts between white space, so a hyphenated word is one (domain file, section 5). */
export function countWords(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? 0 : trimmed.split(/\s+/u).length;
}

/** What a record still lacks before it can be submitted or scored. `proven` names the dates with accepted evidence. */
export function findingsOf(record: InnovationRecord, about: { proven: ReadonlySet<string>; titleTaken: boolean; thisYear: number }): Finding[] {
  const words = countWords(record.rancang_bangun);
  const missing = elements.filter(([, found]) => !found.test(record.rancang_bangun)).map(([name]) => name);
  const years = new Set(record.anggaran.map((row) => row.tahun));
  const wanted = [about.thisYear - 2, about.thisYear - 1, about.thisYear].filter((year) => !years.has(year));
  return [
    ...(record.akronim && !record.arti_akronim ? [{ code: 'expansion', text: 'Tulis kepanjangan akronimnya; judul wajib memuatnya.' } as const] : []),
    ...(about.titleTaken ? [{ code: 'title-taken', text: 'Judul ini sudah dipakai inovasi lain. Pakailah judul yang berbeda.' } as const] : []),
    ...(words < designWords ? [{ code: 'design-short', text: `Rancang bangun baru ${words} kata; tulis sekurang-kurangnya ${designWords}.` } as const] : []),
    ...(words >= designWords && missing.length > 0 ? [{ code: 'design-elements', text: `Rancang bangun belum membahas: ${missing.join(', ')}.` } as const] : []),
    ...(isOrdered(record.tanggal) ? [] : [{ code: 'dates-order', text: 'Urutan tanggal harus: ide, uji coba, lalu penerapan.' } as const]),
    ...claimedDates(record, about.proven).map((name) => ({ code: 'date-claimed', text: `Tanggal ${name.replace('_', ' ')} belum punya bukti; masih klaim.` }) as const),
    ...(wanted.length > 0 ? [{ code: 'budget-years', text: `Anggaran tahun ${wanted.join(', ')} belum diisi.` } as const] : []),
    ...(record.regulasi.length === 0 ? [{ code: 'no-regulation', text: 'Tambahkan dasar hukumnya: SK, Perbup, atau Perda.' } as const] : []),
    ...(record.tim.length === 0 ? [{ code: 'no-team', text: 'Tambahkan tim pelaksana beserta SK-nya.' } as const] : []),
    ...(record.sasaran.length === 0 ? [{ code: 'no-targets', text: 'Tambahkan sasaran: indikator, keadaan awal, dan target.' } as const] : []),
  ];
}

/** Idea ≤ trial ≤ application, as far as the dates are given. */
export function isOrdered({ ide, uji_coba, penerapan }: InnovationRecord['tanggal']): boolean {
  const given = [ide, uji_coba, penerapan].filter((one) => one !== undefined);
  return given.every((one, at) => at === 0 || (given[at - 1] ?? '') <= one);
}

/** Dates without accepted evidence: they are claims. */
function claimedDates(record: InnovationRecord, proven: ReadonlySet<string>): string[] {
  return (['ide', 'uji_coba', 'penerapan'] as const).filter((name) => record.tanggal[name] !== undefined && !proven.has(`tanggal/${name}`));
}

/** Months from idea to application, counted whole; nothing unless both dates are known. */
export function creationMonths({ ide, penerapan }: InnovationRecord['tanggal']): number | undefined {
  if (!ide || !penerapan) return undefined;
  const until = Temporal.PlainDate.from(ide).until(penerapan, { largestUnit: 'month' });
  return Math.max(1, until.months + (until.days > 0 ? 1 : 0));
}
