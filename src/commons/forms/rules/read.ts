import type { Words } from '#kernel/manifest';
import { at, isEmpty, type Answer, type Answers } from './answers.ts';
import { readDigits, readNpwp, readPhone } from './identifiers.ts';
import { readNumber } from './numbers.ts';
import type { Field } from './tree.ts';

/** The fields of a posted form, one text each. */
export type Typed = Readonly<Record<string, string>>;

/** Answers of the given fields, and where the text could not be read at all. Files are answered apart, for they arrive as bytes. */
export interface Read { readonly answers: Answers; readonly faults: Readonly<Record<string, Words>> }

/** Most rows a posted group may claim, whatever the schema allows: a row number is never an invitation to allocate. */
const mostRows = 200;

/** Reads posted text into answers by kind. `before` holds the answers so far: files keep theirs. */
export function readTyped(fields: readonly Field[], typed: Typed, before: Answers, prefix = ''): Read {
  const answers: Record<string, Answer> = {};
  const faults: Record<string, Words> = {};
  for (const field of fields) {
    const path = prefix + field.name;
    if (field.question.compute !== undefined) continue;
    if (field.kind === 'group') {
      const rows: Answers[] = [];
      for (let index = 0; index < Math.min(mostRows, rowsIn(typed, path)); index += 1) {
        const read = readTyped(field.rows, typed, (at(before, `${field.name}.${index}`) ?? {}) as Answers, `${path}.${index}.`);
        rows.push(read.answers);
        Object.assign(faults, read.faults);
      }
      answers[field.name] = rows;
      continue;
    }
    const read = readField(field, path, typed, before[field.name]);
    if ('fault' in read) faults[path] = read.fault;
    else if (!isEmpty(read.answer)) answers[field.name] = read.answer;
  }
  return { answers, faults };
}

/** How many rows a group was posted with: told by a hidden field, so that a row left empty is still a row. */
export function rowsIn(typed: Typed, path: string): number {
  const told = typed[`${path}.n`] ?? '';
  return /^\d{1,3}$/.test(told) ? Number(told) : 0;
}

type ReadOne = { readonly answer: Answer } | { readonly fault: Words };

function readField(field: Field, path: string, typed: Typed, before: Answer): ReadOne {
  const text = tidy(typed[path]);
  switch (field.kind) {
    case 'text': case 'name': return { answer: text };
    case 'lines': return { answer: (typed[path] ?? '').normalize('NFC').replaceAll('\r\n', '\n').replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim() };
    case 'nik': case 'nitku': case 'nib': case 'kbli': return { answer: readDigits(text) };
    case 'npwp': return { answer: readNpwp(text, field.schema.format === 'npwp-person') };
    case 'phone': return { answer: readPhone(text) };
    case 'email': return { answer: text.toLowerCase() };
    case 'choice': return { answer: field.schema.enum?.find((value) => String(value) === text) as string | undefined };
    case 'choices': return { answer: (field.schema.items?.enum ?? []).filter((value) => typed[`${path}:${String(value)}`] === 'on').map(String) };
    case 'yesno': return { answer: text === 'ya' ? true : text === 'tidak' ? false : undefined };
    case 'tick': return { answer: text === 'on' ? true : undefined };
    case 'date': return readDate(path, typed);
    case 'integer': case 'rupiah': case 'number': return text === '' ? { answer: undefined } : number(text, field.kind !== 'number');
    case 'address': return { answer: address(path, typed) };
    case 'point': return point(path, typed);
    case 'file': return { answer: text === 'hapus' ? undefined : before };
    case 'group': return { answer: undefined };
  }
}

/** One line without invisible letters and double spaces. */
function tidy(text: string | undefined): string {
  return (text ?? '').normalize('NFC').replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();
}

function number(text: string, whole: boolean): ReadOne {
  const read = readNumber(text, { whole });
  if (read.ok) return { answer: read.value };
  const [one, two] = read.meanings ?? [];
  if (read.why === 'two-meanings') return { fault: { id: `“${text}” dapat dibaca dua cara. Tulis ${one} untuk ribuan, atau ${two} untuk pecahan.`, en: `“${text}” can be read in two ways. Write ${one} for thousands, or ${two} for a fraction.` } };
  if (read.why === 'not-whole') return { fault: { id: 'Tulis angka bulat tanpa koma.', en: 'Write a whole number.' } };
  return { fault: { id: 'Tulis dengan angka, misalnya 1.500 atau 12,5.', en: 'Write a number, for example 1.500 or 12,5.' } };
}

/** Three small fields, or the one of a native date input (scripts and tools). An impossible date is kept as typed for the format to refuse. */
function readDate(path: string, typed: Typed): ReadOne {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => tidy(typed[`${path}-${part}`]));
  if (!day && !month && !year) return { answer: tidy(typed[path]) };
  return { answer: `${(year ?? '').padStart(4, '0')}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}` };
}

function address(path: string, typed: Typed): Answer {
  const parts = Object.fromEntries(['village', 'street', 'rt', 'rw'].map((part) => [part, tidy(typed[`${path}.${part}`])]).filter(([, value]) => value !== ''));
  return parts as Answers;
}

function point(path: string, typed: Typed): ReadOne {
  const parts = (['lat', 'lon'] as const).map((part) => [part, tidy(typed[`${path}.${part}`])] as const).filter(([, text]) => text !== '');
  const read = parts.map(([part, text]) => [part, coordinate(text)] as const);
  if (read.some(([, value]) => value === undefined)) return { fault: { id: 'Tulis koordinat dengan angka, misalnya -2,8871 dan 103,8390.', en: 'Write coordinates as numbers, for example -2.8871 and 103.8390.' } };
  return { answer: Object.fromEntries(read) as Answers };
}

/** Coordinates have no thousands, so one comma or dot is always the decimal mark. */
function coordinate(text: string): number | undefined {
  return /^[-−]?\d{1,3}([.,]\d{1,12})?$/.test(text) ? Number(text.replace(',', '.').replace('−', '-')) : undefined;
}
