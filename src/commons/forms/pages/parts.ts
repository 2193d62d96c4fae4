import { say, type Words } from '#kernel/manifest';
import type { Locale } from '#kernel/time';
import type { FormTree, Field } from '../rules/tree.ts';

/** One page of a form. */
export interface FormPart {
  /** Last part of its address: the step, or the step and the question. */
  readonly key: string;
  readonly title: Words;
  readonly lead?: Words | undefined;
  readonly fields: readonly Field[];
  /** The step's title above a page with one question. */
  readonly section?: Words | undefined;
}

/** The pages a resident walks, in order: one question each, a step's questions together where the form says so, and none without an asked question. Computed answers are shown at the end. */
export function partsOf(tree: FormTree, asked: ReadonlySet<string>): FormPart[] {
  return tree.steps.flatMap(({ step, fields }): FormPart[] => {
    const shown = fields.filter((field) => asked.has(field.name));
    if (!shown.some((field) => field.question.compute === undefined)) return [];
    if (step.together === true || fields.length === 1) return [{ key: step.id, title: step.title, lead: step.lead, fields }];
    return shown.filter((field) => field.question.compute === undefined).map((field) => ({ key: `${step.id}.${field.name}`, title: field.question.label, section: step.title, lead: step.lead, fields: [field] }));
  });
}

/** Every question on one page, for the desk. */
export const wholeKey = 'semua';

/** The questions an address can mean, whatever was answered; nothing for an address no page has. */
export function fieldsOfPage(tree: FormTree, key: string): readonly Field[] | undefined {
  if (key === wholeKey) return tree.fields;
  const [id, name] = key.split('.');
  const found = tree.steps.find(({ step }) => step.id === id);
  if (!found) return undefined;
  if (name === undefined) return found.step.together === true || found.fields.length === 1 ? found.fields : undefined;
  const field = found.fields.find((one) => one.name === name && one.question.compute === undefined);
  return field && found.step.together !== true ? [field] : undefined;
}

/** Does this path belong to one of the fields? */
export function belongsTo(path: string, fields: readonly Field[]): boolean {
  const top = path.split('.')[0] ?? '';
  return fields.some((field) => field.name === top);
}

/** Is the question at this path asked only under a condition? */
export function isConditional(fields: readonly Field[], path: string): boolean {
  const [top, , inner] = path.split('.');
  const field = fields.find((one) => one.name === top);
  return (inner === undefined ? field : field?.rows.find((one) => one.name === inner))?.question.when !== undefined;
}

/** Faults in the visitor's language. */
export function inLocale(faults: Readonly<Record<string, Words>>, locale: Locale): Record<string, string> {
  return Object.fromEntries(Object.entries(faults).map(([path, fault]) => [path, say(fault, locale)]));
}
