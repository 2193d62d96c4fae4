import type { FormDocument } from '../document.ts';
import type { Answers } from '../rules/answers.ts';
import { checkAnswers, type Checked, type Given, type Validate } from '../rules/check.ts';
import type { RawFault } from '../rules/messages.ts';
import { treeOf, type FormTree } from '../rules/tree.ts';

/** Ajv's standalone function, as its CommonJS module gives it. */
export type Compiled = ((answers: unknown) => boolean) & { errors?: readonly RawFault[] | null };

export interface Judge { readonly tree: FormTree; readonly check: (answers: Answers, given: Pick<Given, 'dateOf' | 'rates'>) => Checked }

/** The judge of a form as the browser has it: the standalone validator under the rules the server uses too. */
export function start(document: FormDocument, compiled: Compiled, compute: Given['compute']): Judge {
  const tree = treeOf(document);
  const validate: Validate = (answers) => {
    compiled(answers);
    return compiled.errors ?? [];
  };
  return { tree, check: (answers, given) => checkAnswers(tree, validate, answers, { ...given, compute }) };
}
