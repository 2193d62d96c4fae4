import { Problem } from '#kernel/problem';
import { refusals } from '../../problems.ts';
import type { NewConcept } from '../concepts.ts';
import { codeOf, importable, withParents, type Fault, type Importable } from './systems.ts';

export interface Row { readonly line: number; readonly cells: readonly string[] }

/** Names hospitals give these columns. */
const names = {
  code: ['code', 'kode', 'kode icd', 'kode_icd', 'icd', 'icd10', 'icd-10', 'icd9', 'kfa_code', 'kode_kfa'], display: ['display', 'nama', 'deskripsi', 'keterangan', 'uraian', 'nama_indonesia', 'indonesia', 'diagnosa', 'tindakan'],
  english: ['english', 'inggris', 'title', 'description', 'str', 'nama_inggris', 'name', 'long description'], synonyms: ['synonyms', 'sinonim', 'kata', 'istilah'],
} as const;
type Columns = { readonly [K in keyof typeof names]: number | undefined };

/**
 * Reads a table of codes: a heading row that names the columns, or none when one column is plainly the code. Rows whose code has no such shape, without words, or that stand twice are told
 * by line and left out.
 */
export function readTable(system: Importable, rows: readonly Row[]): { concepts: NewConcept[]; faults: Fault[] } {
  const [head, ...rest] = rows;
  const named = head && columnsOf(head.cells);
  const columns = named ?? guessed(system, rows);
  if (!columns) throw new Problem(refusals.codeList);
  const faults: Fault[] = [];
  const found = new Map<string, NewConcept>();
  for (const { line, cells } of named ? rest : rows) {
    const cell = (column: number | undefined) => (column === undefined ? '' : (cells[column] ?? '').trim());
    const written = cell(columns.code);
    const [display, english] = [cell(columns.display), cell(columns.english)];
    const known = codeOf(system, written);
    if (!known) faults.push({ line, why: `kode “${written.slice(0, 20)}” tidak berbentuk ${importable[system].name}` });
    else if (display === '' && english === '') faults.push({ line, why: `kode ${known.code} tanpa keterangan` });
    else if (found.has(known.code)) faults.push({ line, why: `kode ${known.code} muncul dua kali` });
    else {
      found.set(known.code, {
        code: known.code, display: display === '' ? undefined : display, english: english === '' ? undefined : english, ...(known.mark ? { properties: { mark: known.mark } } : {}),
        synonyms: columns.synonyms === undefined ? undefined : cell(columns.synonyms).split(/[|;]/).map((word) => word.trim()).filter((word) => word !== ''),
      });
    }
  }
  return { concepts: withParents(found), faults };
}

function columnsOf(head: readonly string[]): Columns | undefined {
  const at = (wanted: readonly string[]) => { const index = head.findIndex((cell) => wanted.includes(cell.trim().toLowerCase())); return index < 0 ? undefined : index; };
  const columns = { code: at(names.code), display: at(names.display), english: at(names.english), synonyms: at(names.synonyms) };
  return columns.code !== undefined && (columns.display !== undefined || columns.english !== undefined) ? columns : undefined;
}

/** Without headings: the column nine of ten of whose cells are different codes, the most exact one; and the column of the longest texts. */
function guessed(system: Importable, rows: readonly Row[]): Columns | undefined {
  const width = Math.max(0, ...rows.slice(0, 200).map((row) => row.cells.length));
  const sample = rows.slice(0, 2000);
  const share = (column: number) => new Set(sample.flatMap((row) => codeOf(system, row.cells[column] ?? '')?.code ?? [])).size / Math.max(1, sample.length);
  const length = (column: number) => sample.reduce((sum, row) => sum + (row.cells[column] ?? '').trim().length, 0);
  const columns = Array.from({ length: width }, (_, column) => column);
  const code = columns.filter((column) => share(column) > 0.9).toSorted((a, b) => share(b) - share(a) || length(b) - length(a))[0];
  const text = columns.filter((column) => column !== code && share(column) < 0.1).toSorted((a, b) => length(b) - length(a))[0];
  // Lists without headings are the publishers' own, in English.
  return code === undefined || text === undefined || sample.length < 3 ? undefined : { code, display: undefined, english: text, synonyms: undefined };
}
