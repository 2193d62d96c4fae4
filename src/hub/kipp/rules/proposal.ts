import { formatRupiah } from '#kernel/money';
import { countWords } from '../../register/rules/checks.ts';
import type { InnovationRecord } from '../../register/rules/record.ts';
import type { Section } from '../reference.ts';

export interface SectionCount { readonly section: Section; readonly words: number; readonly over: boolean; readonly empty: boolean }

/** Words of every section against its limit; the limit itself is allowed, one more is not. */
export function countSections(sections: readonly Section[], texts: Readonly<Record<string, string>>): SectionCount[] {
  return sections.map((section) => {
    const words = countWords(texts[section.id] ?? '');
    return { section, words, over: words > section.maxWords, empty: words === 0 };
  });
}

/** Whole months from the proven start of application to the close of registration; the age rule asks for at least a year. */
export function ageInMonths(appliedOn: string | undefined, closes: Temporal.PlainDate): number | undefined {
  if (!appliedOn) return undefined;
  const until = Temporal.PlainDate.from(appliedOn).until(closes, { largestUnit: 'month' });
  return until.months + (until.days < 0 ? -1 : 0);
}

/** A figure of the service as the proposal quotes it, with where it comes from. */
export interface Quoted { readonly name: string; readonly value: string; readonly address: string }

/** First drafts from what the register and the figures know. Only measured figures are quoted; typed claims never are. */
export function draftSections(record: InnovationRecord, figures: readonly Quoted[]): Record<string, string> {
  const lines = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  return {
    ringkasan: [record.tujuan, record.manfaat].filter(Boolean).join(' '),
    latar: record.sasaran.length > 0 ? lines(record.sasaran.map((row) => `${row.indikator}: dari ${row.awal ?? '…'} (${row.periode_awal ?? '…'}) menuju ${row.target ?? '…'}`)) : '',
    kebaruan: '', implementasi: '',
    signifikansi: lines(figures.map((one) => `${one.name}: ${one.value} (sumber: ${one.address})`)),
    replikasi: lines(record.replikasi.map((row) => `${row.wilayah}, ${row.tanggal}`)),
    sumber: lines([...record.anggaran.map((row) => `Anggaran ${row.tahun}: ${formatRupiah(BigInt(row.jumlah))}`), ...(record.tim.length > 0 ? [`Tim: ${record.tim.length} orang`] : [])]),
    keberlanjutan: lines([...record.regulasi.map((row) => `${row.jenis} nomor ${row.nomor}`), ...record.mitra.map((row) => `Mitra: ${row.pihak}`)]),
  };
}
