import type { Words } from '#kernel/manifest';
import type { Answer, Answers } from './answers.ts';
import { isEmpty } from './answers.ts';
import type { Expression } from '../document.ts';
import { holds, type Situation } from './logic.ts';
import { faultWords, type RawFault } from './messages.ts';
import type { Field, FormTree } from './tree.ts';

/** What the world gives: today's date (moved by a period), the figures fees are made of, and the reckoning of fees (`rules/compute.ts`; pages without fees go without). */
export interface Given extends Pick<Situation, 'dateOf' | 'rates'> {
  readonly compute: (expression: Expression, situation: Situation) => number | undefined;
}

/** The compiled validator: Ajv on the server, Ajv's standalone code in the browser. Required answers are judged here, for only asked ones are. */
export type Validate = (answers: Answers) => readonly RawFault[];

export interface Checked {
  /** Only known, asked answers; computed ones are ours. */
  readonly answers: Answers;
  /** By path (`anggota.0.nama`), in the order of asking. */
  readonly faults: Readonly<Record<string, Words>>;
  /** Paths of questions that are asked; rows with their number. */
  readonly asked: ReadonlySet<string>;
}

/** Clears what is not asked, computes what nobody types, judges the rest. The same code decides on the server and in the browser; only the server's answer counts. */
export function checkAnswers(tree: FormTree, validate: Validate, raw: Answers, given: Given): Checked {
  const { answers, asked } = clearUnasked(tree, raw, given);
  const found = new Map<string, Words>();
  for (const [path, field] of askedFields(tree, asked)) if (field.required && isMissing(answers, path)) found.set(path, faultWords({ instancePath: '', keyword: 'required', params: {} }, field));
  for (const fault of validate(answers)) {
    const { path, field, part } = placeOf(tree, fault);
    const stands = [...found.keys()].some((known) => known === path || path.startsWith(`${known}.`));
    if (!stands) found.set(path, faultWords(fault, field, part));
  }
  for (const check of tree.checks) {
    const situation = { answers, ...given };
    if (asked.has(check.at) && !found.has(check.at) && (!check.when || holds(check.when, situation)) && !holds(check.must, situation)) found.set(check.at, check.says);
  }
  const order = [...askedFields(tree, asked).keys()];
  const rank = (path: string) => order.findIndex((known) => known === path || path.startsWith(`${known}.`));
  return { answers, faults: Object.fromEntries([...found].sort(([a], [b]) => rank(a) - rank(b))), asked };
}

/** Walks the questions in order: those whose condition fails, and whatever the form does not know, are left out. Conditions look back only, so one walk is enough. */
function clearUnasked(tree: FormTree, raw: Answers, given: Given): { answers: Answers; asked: ReadonlySet<string> } {
  const answers: Record<string, Answer> = {};
  const asked = new Set<string>();
  for (const { step, fields } of tree.steps) {
    if (step.when && !holds(step.when, { answers, ...given })) continue;
    for (const field of fields) {
      if (field.question.when && !holds(field.question.when, { answers, ...given })) continue;
      asked.add(field.name);
      const value = field.kind === 'group' ? clearRows(field, raw[field.name], answers, given, asked) : field.question.compute !== undefined ? given.compute(field.question.compute, { answers, ...given }) : raw[field.name];
      if (!isEmpty(value)) answers[field.name] = value;
    }
  }
  return { answers, asked };
}

function clearRows(group: Field, raw: Answer, answers: Answers, given: Given, asked: Set<string>): readonly Answers[] {
  if (!Array.isArray(raw)) return [];
  const rows = (raw as unknown[]).filter((row): row is Answers => typeof row === 'object' && row !== null && !Array.isArray(row));
  return rows.map((rawRow, index) => {
    const row: Record<string, Answer> = {};
    for (const field of group.rows) {
      const situation = { answers, row, ...given };
      if (field.question.when && !holds(field.question.when, situation)) continue;
      asked.add(`${group.name}.${index}.${field.name}`);
      const value = field.question.compute !== undefined ? given.compute(field.question.compute, situation) : rawRow[field.name];
      if (!isEmpty(value)) row[field.name] = value;
    }
    return row;
  });
}

/** Every asked question by path, rows expanded, in the order of asking. */
function askedFields(tree: FormTree, asked: ReadonlySet<string>): Map<string, Field> {
  const found = new Map<string, Field>();
  for (const field of tree.fields) {
    if (!asked.has(field.name)) continue;
    found.set(field.name, field);
    for (let index = 0; field.rows.some((row) => asked.has(`${field.name}.${index}.${row.name}`)); index += 1) {
      for (const row of field.rows) {
        const path = `${field.name}.${index}.${row.name}`;
        if (asked.has(path)) found.set(path, row);
      }
    }
  }
  return found;
}

function isMissing(answers: Answers, path: string): boolean {
  let here: Answer = answers;
  for (const part of path.split('.')) here = (here as Answers | undefined)?.[part];
  return isEmpty(here);
}

/** Ajv's pointer as our path, the field there, and the part of a composite answer. */
function placeOf(tree: FormTree, fault: RawFault): { path: string; field: Field | undefined; part: string | undefined } {
  const missing = fault.keyword === 'required' ? [String(fault.params['missingProperty'])] : [];
  const parts = [...fault.instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')), ...missing];
  const top = tree.fields.find((field) => field.name === parts[0]);
  if (top?.kind === 'group' && parts.length > 2) {
    const row = top.rows.find((field) => field.name === parts[2]);
    return { path: parts.slice(0, row && isComposite(row) ? 4 : 3).join('.'), field: row, part: row && isComposite(row) ? parts[3] : undefined };
  }
  if (top && isComposite(top)) return { path: parts.slice(0, 2).join('.'), field: top, part: parts[1] };
  return { path: parts[0] ?? '_', field: top, part: undefined };
}

function isComposite(field: Field): boolean {
  return field.kind === 'address' || field.kind === 'point';
}
