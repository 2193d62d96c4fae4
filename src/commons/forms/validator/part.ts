import type { FormDocument, Question } from '../document.ts';
import { referencesIn } from '../rules/logic.ts';

/** The part of a form that a page needs, so that its script stays small however long the form is. */
export interface FormPiece {
  readonly document: FormDocument;
  /** Answers of other pages that conditions, fees and rules of this page look at. */
  readonly known: readonly string[];
  /** Periods dates are moved by, and names of rates. */
  readonly periods: readonly string[];
  readonly rates: readonly string[];
}

/** Cuts a form down to some of its questions and those they look back to. What another page decided is not decided again: those questions come without their conditions. */
export function pieceOf(document: FormDocument, fields: readonly string[]): FormPiece {
  const own = new Set(fields);
  const questions = document.steps.flatMap((step) => step.questions);
  const checks = (document.checks ?? []).filter((check) => own.has(check.at));
  const looked = referencesIn([...document.steps.filter((step) => step.questions.some((question) => own.has(question.field))).map((step) => step.when), ...questions.filter((question) => own.has(question.field)), ...checks]);
  const names = new Set(looked.filter(({ kind }) => kind === 'field' || kind === 'count').map(({ to }) => to.split('.')[0] ?? ''));
  const known = questions.map((question) => question.field).filter((name) => names.has(name) && !own.has(name));
  const kept = new Set([...own, ...known]);
  const { properties, required, ...rest } = document.schema;
  const { lead: _lead, ...head } = document;
  return {
    known, periods: listed(looked, 'today'), rates: listed(looked, 'rate'),
    document: {
      ...head, checks,
      schema: { ...rest, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => kept.has(name))), required: (required ?? []).filter((name) => own.has(name)) },
      steps: document.steps.flatMap(({ lead: _stepLead, ...step }) => {
        const asked = step.questions.filter((question) => kept.has(question.field)).map((question) => bare(question, own.has(question.field)));
        const { when, ...always } = step;
        return asked.length === 0 ? [] : [{ ...(step.questions.some((question) => own.has(question.field)) ? { ...always, ...(when ? { when } : {}) } : always), questions: asked }];
      }),
    },
  };
}

/** A question without the words the page shows already. */
function bare({ hint: _hint, optionHints: _hints, options: _options, prefill: _prefill, fileKind: _kind, when, compute, questions, ...rest }: Question, own: boolean): Question {
  const inner = questions?.map((question) => bare(question, own));
  return { ...rest, ...(own && when ? { when } : {}), ...(own && compute !== undefined ? { compute } : {}), ...(inner ? { questions: inner } : {}) };
}

function listed(looked: readonly { kind: string; to: string }[], kind: string): string[] {
  return [...new Set(looked.filter((one) => one.kind === kind).map((one) => one.to))];
}
