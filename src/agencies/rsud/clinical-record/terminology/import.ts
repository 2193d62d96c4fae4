import { readCsv } from '#platform/regency';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { NewConcept } from './concepts.ts';

/** The systems a hospital has files of, and the shape of their codes. */
export const importable = {
  'http://hl7.org/fhir/sid/icd-10': { name: 'ICD-10', code: /^[A-Z]\d{2}(\.\d{1,2})?[*+†]?$/, dotAfter: 3 },
  'http://hl7.org/fhir/sid/icd-9-cm': { name: 'ICD-9-CM', code: /^\d{2}(\.\d{1,2})?$/, dotAfter: 2 },
  'http://sys-ids.kemkes.go.id/kfa': { name: 'KFA', code: /^9[1-4]\d{6}$/, dotAfter: 0 },
} as const;
export type Importable = keyof typeof importable;

/** Names hospitals give these columns. */
const columns = {
  code: ['code', 'kode', 'kode icd', 'icd', 'kfa_code', 'kode_kfa'], display: ['display', 'nama', 'deskripsi', 'keterangan', 'uraian', 'nama_indonesia', 'indonesia', 'name'],
  english: ['english', 'inggris', 'title', 'description', 'str', 'nama_inggris'], synonyms: ['synonyms', 'sinonim', 'kata', 'istilah'],
} as const;

/**
 * Reads a code list as a hospital has it: CSV with comma, semicolon or tab, a heading row, a code and a text. `A011` is taken for `A01.1`; a code with narrower ones below it is a
 * heading. Lines whose code has no such shape, and codes that stand twice, are told by line and left out.
 */
export function readCodeList(system: Importable, text: string): { concepts: NewConcept[]; faults: { line: number; why: string }[] } {
  const { code: shape, dotAfter } = importable[system];
  const rows = readCsv(withCommas(text));
  const names = Object.keys(rows[0]?.fields ?? {});
  const column = (wanted: readonly string[]) => names.find((name) => wanted.includes(name.toLowerCase()));
  const [code, display, english, synonyms] = [column(columns.code), column(columns.display), column(columns.english), column(columns.synonyms)];
  if (code === undefined || (display === undefined && english === undefined)) throw new Problem(refusals.codeList);
  const faults: { line: number; why: string }[] = [];
  const found = new Map<string, NewConcept>();
  for (const { line, fields } of rows) {
    const written = (fields[code] ?? '').toUpperCase().replaceAll(/\s/g, '');
    const value = dotAfter > 0 && written.length > dotAfter && !written.includes('.') ? `${written.slice(0, dotAfter)}.${written.slice(dotAfter)}` : written;
    const shown = (display === undefined ? undefined : fields[display]) || (english === undefined ? undefined : fields[english]);
    if (!shape.test(value)) faults.push({ line, why: `kode “${written}” tidak berbentuk ${importable[system].name}` });
    else if (!shown) faults.push({ line, why: `kode ${value} tanpa keterangan` });
    else if (found.has(value)) faults.push({ line, why: `kode ${value} muncul dua kali` });
    else found.set(value, { code: value, display: shown, english: english === undefined ? undefined : fields[english] || undefined, synonyms: synonyms === undefined ? undefined : (fields[synonyms] ?? '').split(/[|;]/).map((word) => word.trim()).filter((word) => word !== ''), parent: value.includes('.') ? value.split('.')[0] : undefined });
  }
  const headings = new Set([...found.values()].flatMap((concept) => concept.parent ?? []));
  return { concepts: [...found.values()].map((concept) => ({ ...concept, selectable: !headings.has(concept.code) })), faults };
}

/** Semicolons or tabs, as spreadsheets here write them, as commas; commas within the cells stay. */
function withCommas(text: string): string {
  const head = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const separator = ['\t', ';'].find((one) => head.includes(one));
  if (separator === undefined || head.includes(',')) return text;
  return text.split('\n').map((line) => line.split(separator).map((cell) => (cell.includes(',') && !cell.trim().startsWith('"') ? `"${cell.replaceAll('"', '""').replace(/\r$/, '')}"` : cell)).join(',')).join('\n');
}
