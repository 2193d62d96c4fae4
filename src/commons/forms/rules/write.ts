import { textOf, type Answer, type Answers } from './answers.ts';
import type { Typed } from './read.ts';
import type { Field } from './tree.ts';

/** Answers as the text of form fields: what `readTyped` reads back into the same answers. */
export function writeTyped(fields: readonly Field[], answers: Answers, prefix = ''): Typed {
  const typed: Record<string, string> = {};
  for (const field of fields) Object.assign(typed, writeField(field, prefix + field.name, answers[field.name]));
  return typed;
}

function writeField(field: Field, path: string, answer: Answer): Typed {
  if (field.kind === 'group') {
    const rows = Array.isArray(answer) ? answer as readonly Answers[] : [];
    return Object.assign({ [`${path}.n`]: String(rows.length) }, ...rows.map((row, index) => writeTyped(field.rows, row, `${path}.${index}.`))) as Typed;
  }
  if (answer === undefined) return {};
  if (field.kind === 'choices') return Object.fromEntries((answer as readonly string[]).map((value) => [`${path}:${value}`, 'on']));
  if (field.kind === 'date' && typeof answer === 'string') {
    const [year = '', month = '', day = ''] = answer.split('-');
    return { [`${path}-day`]: plain(day), [`${path}-month`]: plain(month), [`${path}-year`]: year };
  }
  if (field.kind === 'address' || field.kind === 'point') return Object.fromEntries(Object.entries(answer as Answers).map(([part, value]) => [`${path}.${part}`, typeof value === 'number' ? decimal(value) : textOf(value)]));
  if (field.kind === 'file') return {};
  if (typeof answer === 'boolean') return { [path]: field.kind === 'tick' ? 'on' : answer ? 'ya' : 'tidak' };
  if (typeof answer === 'number') return { [path]: field.kind === 'number' ? decimal(answer) : thousands(answer) };
  return { [path]: textOf(answer) };
}

const plain = (part: string) => part.replace(/^0+(?=\d)/, '');

/** `1.500.000`. */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** `12,5`; three decimals get a fourth, because `1,234` could be thousands. */
export function decimal(value: number): string {
  const [whole = '', part] = exactDigits(value).split('.');
  return part ? `${whole},${part.length === 3 ? `${part}0` : part}` : whole;
}

/** Without an exponent. */
function exactDigits(value: number): string {
  return /e/.test(String(value)) ? value.toFixed(12).replace(/0+$/, '') : String(value);
}
