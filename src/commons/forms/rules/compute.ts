import type { Expression } from '../document.ts';
import { at, type Answers } from './answers.ts';
import { add, compare, divide, fraction, multiply, roundTo, subtract, whole, zero, type Fraction } from './fraction.ts';
import { holds, valueOf, type Situation } from './logic.ts';

/** The whole number an expression gives, or nothing while an answer it needs is missing, when it divides by zero, or when the result is not whole. */
export function compute(expression: Expression, situation: Situation): number | undefined {
  const value = exact(expression, situation);
  return value && whole(value);
}

function exact(expression: Expression, situation: Situation): Fraction | undefined {
  if (typeof expression === 'number') return fraction(expression);
  if ('rate' in expression) return numeric(situation.rates[expression.rate]);
  if ('field' in expression || 'row' in expression || 'count' in expression) return numeric(valueOf(expression, situation));
  if ('+' in expression) return fold(expression['+'], situation, add, zero);
  if ('*' in expression) return fold(expression['*'], situation, multiply, { over: 1n, under: 1n });
  if ('-' in expression) return two(expression['-'], situation, subtract);
  if ('/' in expression) return two(expression['/'], situation, divide);
  if ('min' in expression) return fold(expression.min, situation, (a, b) => (compare(a, b) <= 0 ? a : b));
  if ('max' in expression) return fold(expression.max, situation, (a, b) => (compare(a, b) >= 0 ? a : b));
  if ('if' in expression) return exact(holds(expression.if[0], situation) ? expression.if[1] : expression.if[2], situation);
  if ('round' in expression) {
    const value = exact(expression.round[0], situation);
    return value && roundTo(value, expression.round[1], expression.round[2]);
  }
  if ('sum' in expression) {
    const [group, each] = expression.sum;
    const rows = at(situation.answers, group);
    return (Array.isArray(rows) ? rows as Answers[] : []).map((row) => exact(each, { ...situation, row })).reduce<Fraction | undefined>((total, value) => total && value && add(total, value), zero);
  }
  const [operand, table, otherwise] = expression.match;
  const value = valueOf(operand, situation);
  const chosen = typeof value === 'object' || value === undefined || !Object.hasOwn(table, String(value)) ? otherwise : table[String(value)];
  return exact(chosen ?? otherwise, situation);
}

function numeric(value: unknown): Fraction | undefined {
  return typeof value === 'number' ? fraction(value) : undefined;
}

function two([left, right]: readonly [Expression, Expression], situation: Situation, join: (a: Fraction, b: Fraction) => Fraction | undefined): Fraction | undefined {
  const [a, b] = [exact(left, situation), exact(right, situation)];
  return a && b && join(a, b);
}

function fold(parts: readonly Expression[], situation: Situation, join: (a: Fraction, b: Fraction) => Fraction, start?: Fraction): Fraction | undefined {
  const values = parts.map((part) => exact(part, situation));
  return values.reduce<Fraction | undefined>((total, value, index) => (index === 0 && !start ? value : total && value && join(total, value)), start);
}
