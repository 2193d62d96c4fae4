import { say } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import { fill } from '#platform/ui';
import type { Logic, Operand, Scalar } from '../document.ts';
import type { Field, FormTree } from '../rules/tree.ts';
import { words } from './words.ts';

/** A condition as an instruction on paper: `Isi hanya bila “Siapa yang mengajukan?”: Badan usaha.` */
export function conditionWords(tree: FormTree, logic: Logic, locale: Locale): string {
  return fill(words.paperOnlyIf, locale, { condition: clause(tree, logic, locale) });
}

function clause(tree: FormTree, logic: Logic, locale: Locale): string {
  const joined = (parts: readonly Logic[], word: string) => parts.map((part) => clause(tree, part, locale)).join(` ${word} `);
  const name = (operand: Operand) => operandWords(tree, operand, locale);
  if ('all' in logic) return joined(logic.all, fill(words.and, locale));
  if ('any' in logic) return joined(logic.any, fill(words.or, locale));
  if ('not' in logic) return `${fill(words.notSo, locale)} (${clause(tree, logic.not, locale)})`;
  if ('empty' in logic) return `${name(logic.empty)} ${fill(words.isEmpty, locale)}`;
  if ('in' in logic) return `${name(logic.in[0])}: ${logic.in[1].map((value) => valueWords(tree, logic.in[0], value, locale)).join(` ${fill(words.or, locale)} `)}`;
  const [[sign, [left, right]] = ['=', ['', '']]] = Object.entries(logic) as [string, readonly [Operand, Operand]][];
  const mark = sign === '=' ? ':' : ` ${sign}`;
  return `${name(left)}${mark} ${typeof right === 'object' ? name(right) : valueWords(tree, left, right, locale)}`;
}

function operandWords(tree: FormTree, operand: Operand, locale: Locale): string {
  if (typeof operand !== 'object') return String(operand);
  if ('today' in operand) return fill(words.today, locale);
  const field = fieldOf(tree, operand);
  return field ? `“${say(field.question.label, locale)}”` : '…';
}

function valueWords(tree: FormTree, operand: Operand, value: Scalar, locale: Locale): string {
  const field = typeof operand === 'object' ? fieldOf(tree, operand) : undefined;
  if (typeof value === 'boolean') return fill(value ? words.yes : words.no, locale);
  const option = field?.question.options?.[String(value)];
  return option ? say(option, locale) : String(value);
}

function fieldOf(tree: FormTree, operand: Exclude<Operand, Scalar>): Field | undefined {
  const name = ('field' in operand ? operand.field : 'count' in operand ? operand.count : 'row' in operand ? operand.row : '').split('.')[0];
  const all = 'row' in operand ? tree.fields.flatMap((field) => field.rows) : tree.fields;
  return all.find((field) => field.name === name);
}
