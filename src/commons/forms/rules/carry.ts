import type { Words } from '#kernel/manifest';
import type { Answer, Answers } from './answers.ts';
import { isEmpty } from './answers.ts';
import { checkAnswers, type Given, type Validate } from './check.ts';
import type { FormTree } from './tree.ts';

/** What became of answers when their form changed. */
export interface Carried {
  readonly answers: Answers;
  /** Questions whose answers could not be kept: gone from the form, or no longer fitting. */
  readonly dropped: readonly Words[];
  /** Questions that were not asked before. */
  readonly fresh: readonly Words[];
}

/** Moves answers to a newer version of their form: an answer stays when the new form still asks the same question and takes the answer. Nothing is guessed. */
export function carryOver(older: FormTree, newer: FormTree, validate: Validate, answers: Answers, given: Given): Carried {
  const before = new Map(older.fields.map((field) => [field.name, field]));
  const moved: Record<string, Answer> = {};
  for (const field of newer.fields) {
    const old = before.get(field.name);
    if (old?.kind === field.kind && !isEmpty(answers[field.name])) moved[field.name] = answers[field.name];
  }
  // An answer that the new form refuses is asked again rather than kept with a fault.
  const { faults } = checkAnswers(newer, validate, moved, given);
  for (const path of Object.keys(faults)) delete moved[path.split('.')[0] ?? ''];
  const checked = checkAnswers(newer, validate, moved, given);
  const lost = older.fields.filter((field) => field.question.compute === undefined && !isEmpty(answers[field.name]) && !(field.name in moved));
  return { answers: checked.answers, dropped: lost.map((field) => field.question.label), fresh: newer.fields.filter((field) => !before.has(field.name) && field.question.compute === undefined && checked.asked.has(field.name)).map((field) => field.question.label) };
}
