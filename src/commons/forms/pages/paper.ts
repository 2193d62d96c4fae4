import { say } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import type { Block } from '#platform/documents';
import { fill } from '#platform/ui';
import type { Form } from '../registry.ts';
import type { Field } from '../rules/tree.ts';
import { conditionWords } from './condition.ts';
import { words } from './words.ts';

/** Rows of a repeating group that fit on paper; the officer adds a sheet for more. */
const paperRows = 5;
const boxes: Readonly<Partial<Record<Field['kind'], number>>> = { nik: 16, npwp: 16, nitku: 22, nib: 13, kbli: 5, phone: 14 };

/** The paper twin of a form: the same questions in the same order with room to write, conditions in words, computed answers left out. */
export function paperBlocks(form: Form, locale: Locale): Block[] {
  return form.tree.steps.flatMap(({ step, fields }): Block[] => [
    { kind: 'heading', text: say(step.title, locale), level: 2 },
    ...(step.when ? [{ kind: 'notice', text: conditionWords(form.tree, step.when, locale) } as const] : []),
    ...fields.filter((field) => field.question.compute === undefined).flatMap((field) => question(form, field, locale)),
  ]);
}

function question(form: Form, field: Field, locale: Locale): Block[] {
  const label = `${say(field.question.label, locale)}${field.required ? ' *' : ''}`;
  const hint = [field.question.when ? conditionWords(form.tree, field.question.when, locale) : '', field.question.hint ? say(field.question.hint, locale) : ''].filter(Boolean).join(' ');
  const told = hint ? { hint } : {};
  const count = boxes[field.kind];
  if (count !== undefined) return [{ kind: 'boxes', label, count, ...told }];
  switch (field.kind) {
    case 'choice': case 'choices': return [heading(label, hint), { kind: 'checkboxes', items: options(field, locale) }];
    case 'yesno': return [heading(label, hint), { kind: 'checkboxes', items: [{ text: fill(words.yes, locale) }, { text: fill(words.no, locale) }] }];
    case 'tick': return [{ kind: 'checkboxes', items: [{ text: label }] }];
    case 'file': return [{ kind: 'checkboxes', items: [{ text: `${fill(words.paperAttach, locale)}: ${label}${hint ? ` (${hint})` : ''}` }] }];
    case 'date': return [{ kind: 'boxes', label: `${label} (${fill(words.paperDate, locale)})`, count: 8, ...told }];
    case 'address': return [heading(label, hint), ...[words.street, words.village, words.rt].map((part): Block => ({ kind: 'lines', label: part === words.rt ? 'RT / RW' : fill(part, locale) }))];
    case 'group': return [{ kind: 'table', caption: hint ? `${label}. ${hint}` : label, head: ['No.', ...field.rows.map((row) => say(row.question.label, locale))], rows: Array.from({ length: Math.min(paperRows, field.schema.maxItems ?? paperRows) }, (_, index) => [String(index + 1), ...field.rows.map(() => '\u00a0')]), widths: [1, ...field.rows.map(() => 4)] }];
    case 'lines': return [{ kind: 'lines', label, count: 4, ...told }];
    case 'text': case 'name': case 'nik': case 'npwp': case 'nitku': case 'nib': case 'kbli': case 'phone': case 'email': case 'integer': case 'number': case 'rupiah': case 'point': return [{ kind: 'lines', label, count: 1, ...told }];
  }
}

function heading(label: string, hint: string): Block {
  return { kind: 'heading', text: hint ? `${label}. ${hint}` : label, level: 3 };
}

function options(field: Field, locale: Locale): { text: string }[] {
  const values = (field.kind === 'choices' ? field.schema.items?.enum : field.schema.enum) ?? [];
  return values.map((value) => { const found = field.question.options?.[String(value)]; return { text: found ? say(found, locale) : String(value) }; });
}
