import type { Logic, Operand, Scalar } from '../document.ts';
import { at, isEmpty, type Answer, type Answers } from './answers.ts';

/** What conditions and fees may look at. */
export interface Situation {
  readonly answers: Answers;
  /** The row of a repeating group being judged. */
  readonly row?: Answers | undefined;
  /** ISO date of today, moved by an ISO period (`''`: today itself). Civil dates of the server's zone: a browser is told them and never asks its own clock. */
  readonly dateOf: (period: string) => string;
  /** Figures of the dated reference data. */
  readonly rates: Readonly<Record<string, number>>;
}

/** Does the condition hold? An absent answer equals nothing and is neither less nor in any list. */
export function holds(logic: Logic, situation: Situation): boolean {
  if ('all' in logic) return logic.all.every((part) => holds(part, situation));
  if ('any' in logic) return logic.any.some((part) => holds(part, situation));
  if ('not' in logic) return !holds(logic.not, situation);
  if ('empty' in logic) return isEmpty(valueOf(logic.empty, situation));
  if ('in' in logic) {
    const value = valueOf(logic.in[0], situation);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.some((one) => logic.in[1].includes(one as Scalar));
  }
  if ('=' in logic) return isEqual(logic['='], situation);
  if ('≠' in logic) return !isEqual(logic['≠'], situation);
  if ('<' in logic) return isOrdered(logic['<'], situation, (a, b) => a < b);
  return isOrdered(logic['≤'], situation, (a, b) => a <= b);
}

/** The answer or figure an operand names. */
export function valueOf(operand: Operand, situation: Situation): Answer {
  if (typeof operand !== 'object') return operand;
  if ('field' in operand) return at(situation.answers, operand.field);
  if ('row' in operand) return situation.row && at(situation.row, operand.row);
  if ('today' in operand) return situation.dateOf(operand.today);
  const rows = at(situation.answers, operand.count);
  return Array.isArray(rows) ? rows.length : 0;
}

function isEqual([left, right]: readonly [Operand, Operand], situation: Situation): boolean {
  const [a, b] = [valueOf(left, situation), valueOf(right, situation)];
  return a !== undefined && typeof a !== 'object' && a === b;
}

/** Numbers with numbers, dates with dates (ISO dates sort as text); anything else has no order. */
function isOrdered([left, right]: readonly [Operand, Operand], situation: Situation, order: (a: string | number, b: string | number) => boolean): boolean {
  const [a, b] = [valueOf(left, situation), valueOf(right, situation)];
  if (typeof a === 'number' && typeof b === 'number') return order(a, b);
  return typeof a === 'string' && typeof b === 'string' && isDate(a) && isDate(b) && order(a, b);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** Every reference in a condition or fee, for the checks of a document: `field x`, `row y`, `count z`, `rate r`, `today P`. */
export function referencesIn(value: unknown): { readonly kind: string; readonly to: string }[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first && ['field', 'row', 'count', 'rate', 'today'].includes(first[0]) && typeof first[1] === 'string') return [{ kind: first[0], to: first[1] }];
  const [name, body] = first ?? [];
  if (name === 'sum' && Array.isArray(body)) return [{ kind: 'count', to: String(body[0]) }, ...referencesIn(body[1])];
  return entries.flatMap(([, part]) => referencesIn(part));
}
