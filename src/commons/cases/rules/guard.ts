import type { Facts, FactValue, Guard } from '../definition/schema.ts';

/** A pure question the service answers over the facts of a case; the engine supplies nothing else, so the same facts give the same answer. */
export type NamedGuard = (facts: Facts) => boolean;

/** Does a condition hold? A named guard nobody supplies does not. Texts compare by code point, numbers as numbers, and unlike kinds never compare. */
export function holds(guard: Guard, facts: Facts, named: Readonly<Record<string, NamedGuard>>): boolean {
  switch (guard.op) {
    case '=': return same(facts[guard.fact] ?? null, guard.value);
    case '≠': return !same(facts[guard.fact] ?? null, guard.value);
    case '<': return compare(facts[guard.fact] ?? null, guard.value, (a, b) => a < b);
    case '≤': return compare(facts[guard.fact] ?? null, guard.value, (a, b) => a <= b);
    case 'in': return guard.values.some((value) => same(facts[guard.fact] ?? null, value));
    case 'empty': return isEmpty(facts[guard.fact] ?? null);
    case 'all': return guard.of.every((one) => holds(one, facts, named));
    case 'any': return guard.of.some((one) => holds(one, facts, named));
    case 'not': return !holds(guard.of, facts, named);
    case 'named': return named[guard.guard]?.(facts) ?? false;
  }
}

function same(a: FactValue, b: FactValue): boolean {
  return Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one, index) => one === b[index]) : a === b;
}

function compare(a: FactValue, b: number | string, test: <T extends number | string>(a: T, b: T) => boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number') return test(a, b);
  if (typeof a === 'string' && typeof b === 'string') return test(a, b);
  return false;
}

function isEmpty(value: FactValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
