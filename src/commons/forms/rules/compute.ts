import { Fraction } from '#kernel/fraction';
import type { Expression } from '../document.ts';
import { at, type Answers } from './answers.ts';
import { holds, valueOf, type Situation } from './logic.ts';

/** The whole number an expression gives, or nothing while an answer it needs is missing, when it divides by zero, or when the result is not whole. Exact: 0.1 + 0.2 is 0.3 here. */
export function compute(expression: Expression, situation: Situation): number | undefined {
  const value = exact(expression, situation);
  if (!value || value.d !== 1n) return undefined;
  const result = Number(value.s * value.n);
  return Number.isSafeInteger(result) ? result : undefined;
}

function exact(expression: Expression, situation: Situation): Fraction | undefined {
  if (typeof expression === 'number') return decimal(expression);
  if ('rate' in expression) return decimal(situation.rates[expression.rate]);
  if ('field' in expression || 'row' in expression || 'count' in expression) return decimal(valueOf(expression, situation));
  if ('+' in expression) return fold([0, ...expression['+']], situation, (a, b) => a.add(b));
  if ('*' in expression) return fold([1, ...expression['*']], situation, (a, b) => a.mul(b));
  if ('-' in expression) return fold(expression['-'], situation, (a, b) => a.sub(b));
  if ('/' in expression) return fold(expression['/'], situation, (a, b) => (b.n === 0n ? undefined : a.div(b)));
  if ('min' in expression) return fold(expression.min, situation, (a, b) => (a.compare(b) <= 0 ? a : b));
  if ('max' in expression) return fold(expression.max, situation, (a, b) => (a.compare(b) >= 0 ? a : b));
  if ('if' in expression) return exact(holds(expression.if[0], situation) ? expression.if[1] : expression.if[2], situation);
  if ('round' in expression) return rounded(exact(expression.round[0], situation), expression.round[1], expression.round[2]);
  if ('sum' in expression) {
    const [group, each] = expression.sum;
    const rows = at(situation.answers, group);
    return joined((Array.isArray(rows) ? rows as Answers[] : []).map((row) => exact(each, { ...situation, row })), (a, b) => a.add(b)) ?? (isEmptyList(rows) ? new Fraction(0) : undefined);
  }
  const [operand, table, otherwise] = expression.match;
  const value = valueOf(operand, situation);
  const chosen = typeof value === 'object' || value === undefined || !Object.hasOwn(table, String(value)) ? otherwise : table[String(value)];
  return exact(chosen ?? otherwise, situation);
}

/** Exactly the decimal digits a person would read in the number. */
function decimal(value: unknown): Fraction | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return new Fraction(/e/.test(String(value)) ? value.toFixed(20) : String(value));
}

type Join = (a: Fraction, b: Fraction) => Fraction | undefined;

function fold(parts: readonly Expression[], situation: Situation, join: Join): Fraction | undefined {
  return joined(parts.map((part) => exact(part, situation)), join);
}

/** All of them joined; nothing when one is missing or there are none. */
function joined(values: readonly (Fraction | undefined)[], join: Join): Fraction | undefined {
  return values.slice(1).reduce<Fraction | undefined>((total, value) => total && value && join(total, value), values[0]);
}

function isEmptyList(rows: unknown): boolean {
  return !Array.isArray(rows) || rows.length === 0;
}

/** To the whole multiple of `unit` below, above, or nearest (halves up). */
function rounded(value: Fraction | undefined, how: 'down' | 'up' | 'half-up', unit: number): Fraction | undefined {
  if (!value) return undefined;
  const units = value.div(unit);
  const whole = how === 'down' ? units.floor() : how === 'up' ? units.ceil() : units.add(new Fraction(1, 2)).floor();
  return whole.mul(unit);
}
