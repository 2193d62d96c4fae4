import { partnerClasses, recordFields, regulationKinds, type InnovationRecord, type RecordField } from './rules/record.ts';

/** A column of a list inside the record: `anggaran-0-tahun`. */
export interface ListColumn { readonly name: string; readonly type: 'text' | 'date' | 'number'; readonly choices?: readonly string[] }

export const lists = {
  sasaran: [{ name: 'indikator', type: 'text' }, { name: 'satuan', type: 'text' }, { name: 'awal', type: 'text' }, { name: 'periode_awal', type: 'text' }, { name: 'target', type: 'text' }],
  anggaran: [{ name: 'tahun', type: 'number' }, { name: 'kode', type: 'text' }, { name: 'jumlah', type: 'number' }, { name: 'sumber', type: 'text' }],
  regulasi: [{ name: 'jenis', type: 'text', choices: regulationKinds }, { name: 'nomor', type: 'text' }, { name: 'tanggal', type: 'date' }, { name: 'halaman', type: 'text' }],
  tim: [{ name: 'nama', type: 'text' }, { name: 'peran', type: 'text' }, { name: 'sk', type: 'text' }],
  mitra: [{ name: 'pihak', type: 'text' }, { name: 'golongan', type: 'text', choices: partnerClasses }, { name: 'perjanjian', type: 'text' }, { name: 'peran', type: 'text' }],
  replikasi: [{ name: 'wilayah', type: 'text' }, { name: 'tanggal', type: 'date' }, { name: 'surat', type: 'text' }, { name: 'versi_kit', type: 'text' }],
  penghargaan: [{ name: 'jenjang', type: 'text' }, { name: 'nama', type: 'text' }, { name: 'tahun', type: 'number' }],
  hki: [{ name: 'jenis', type: 'text' }, { name: 'nomor', type: 'text' }, { name: 'tahun', type: 'number' }],
} as const satisfies Partial<Record<RecordField, readonly ListColumn[]>>;

export type ListField = keyof typeof lists;
export const listFields = Object.keys(lists) as ListField[];
const dateFields = ['ide', 'uji_coba', 'penerapan'] as const;

/** A record as the flat texts of a form. */
export function formOf(record: InnovationRecord): Record<string, string> {
  const out: Record<string, string> = {};
  for (const field of recordFields) {
    const value = record[field];
    if (typeof value === 'string') out[field] = value;
  }
  out['inisiator_nama'] = record.inisiator_nama.join('\n');
  out['urusan_lain'] = record.urusan_lain.join('\n');
  out['pengembangan'] = record.tanggal.pengembangan.join('\n');
  for (const name of dateFields) out[`tanggal-${name}`] = record.tanggal[name] ?? '';
  for (const field of listFields) (record[field] as readonly Record<string, unknown>[]).forEach((row, at) => { for (const [name, value] of Object.entries(row)) out[`${field}-${at}-${name}`] = String(value); });
  return out;
}

/** What was typed, in the shape of a record, not yet checked: empty fields and empty rows are left out. */
export function recordOf(values: Readonly<Record<string, string>>): unknown {
  const out: Record<string, unknown> = {};
  for (const field of recordFields) {
    const typed = values[field]?.trim();
    if (typed && !(field in lists) && field !== 'tanggal') out[field] = typed;
  }
  for (const name of ['inisiator_nama', 'urusan_lain'] as const) out[name] = linesOf(values[name]);
  out['tanggal'] = { ...Object.fromEntries(dateFields.flatMap((name) => { const typed = values[`tanggal-${name}`]?.trim(); return typed ? [[name, typed]] : []; })), pengembangan: linesOf(values['pengembangan']) };
  for (const field of listFields) out[field] = rowsOf(values, field);
  return out;
}

function rowsOf(values: Readonly<Record<string, string>>, field: ListField): Record<string, string>[] {
  const rows = new Map<number, Record<string, string>>();
  for (const [key, typed] of Object.entries(values)) {
    const [list, at, name] = key.split('-');
    if (list !== field || !name || typed.trim() === '') continue;
    rows.set(Number(at), { ...rows.get(Number(at)), [name]: typed.trim() });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
