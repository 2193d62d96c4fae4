import { readSheet } from 'read-excel-file/universal';
import { Problem } from '#kernel/problem';
import { readCsvRows } from '#platform/regency';
import { refusals } from '../../problems.ts';
import { readClaml } from './claml.ts';
import { readKfa } from './kfa.ts';
import { readTable, type Row } from './rows.ts';
import { importable, type CodeFile, type Importable } from './systems.ts';

/** Most bytes of a spreadsheet once unpacked, so that a small file cannot fill the memory. */
const unpacked = 200_000_000;

/**
 * Reads a code list in the form a hospital has it, told by its content: ClaML (XML), a spreadsheet (XLSX, first sheet), saved answers of KFA (JSON), CSV with comma, semicolon or tab, or plain text
 * with the code first. Nothing is kept yet. Refuses a file that is none of these.
 */
export async function readCodeFile(system: Importable, bytes: Uint8Array): Promise<CodeFile> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { format: 'XLSX', ...readTable(system, await sheetRows(bytes)) };
  const text = textOf(bytes);
  const first = text.trimStart()[0];
  if (first === '<') return readClaml(system, text);
  if (first === '{' || first === '[') return readKfa(jsonOf(text));
  return readText(system, text);
}

/** CSV by the separator its first lines agree on; else each line a code, a space and the words, as CMS publishes ICD-9-CM. */
function readText(system: Importable, text: string): CodeFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '').slice(0, 20);
  const count = (one: string) => (lines[0] ?? '').split(one).length;
  const separator = [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
  const plain = importable[system].dotAfter > 0 && count(';') === 1 && count('\t') === 1 && lines.every((line) => /^[A-Za-z]?\d[\d.]{0,8}[*+†]? +\S/.test(line));
  if (plain) {
    const rows = text.split(/\r?\n/).flatMap((line, index): Row[] => { const [, code, words] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? []; return code === undefined || words === undefined ? [] : [{ line: index + 1, cells: [code, words] }]; });
    return { format: 'teks', ...readTable(system, [{ line: 0, cells: ['code', 'title'] }, ...rows]) };
  }
  return { format: `CSV (${separator === '\t' ? 'tab' : separator})`, ...readTable(system, readCsvRows(text, separator)) };
}

async function sheetRows(bytes: Uint8Array): Promise<Row[]> {
  if (statedSize(bytes) > unpacked) throw new Problem(refusals.codeList, { detail: 'Lembar kerja ini terlalu besar. Simpan lembar kodenya saja, lalu muat lagi.' });
  try {
    const rows = await readSheet(bytes.slice().buffer, { parseNumber: (text: string) => text });
    return rows.map((cells, index) => ({ line: index + 1, cells: cells.map((cell) => (cell === null ? '' : String(cell as string | number | boolean))) }));
  } catch (error) {
    throw new Problem(refusals.codeList, { detail: 'Lembar kerja ini tidak terbaca. Simpan ulang sebagai .xlsx atau CSV, lalu muat lagi.', cause: error });
  }
}

/** The sum of the unpacked sizes that the archive's directory states (ZIP, central directory header, offset 24). */
function statedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at + 46 <= bytes.length; at += 1) if (view.getUint32(at, true) === 0x02014b50) sum += view.getUint32(at + 24, true);
  return sum;
}

/** UTF-8, or what an older spreadsheet writes. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(refusals.codeList, { detail: 'JSON ini tidak utuh. Simpan ulang jawaban KFA, lalu muat lagi.', cause: error });
  }
}
