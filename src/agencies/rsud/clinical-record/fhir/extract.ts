import type { TypedValue } from '@medplum/core';
import type { Reference, Resource } from '@medplum/fhirtypes';
import { fold, soundOf } from '../rules/fold.ts';
import type { Definitions, Parameter } from './definitions.ts';
import { datesOf, quantitiesOf, stringsOf, targetsOf, tokensOf, typedIdentifiersOf, wordsOf } from './index-values.ts';
import type { CompositeRow, IndexRows } from './rows.ts';
import { isKeptType } from './types.ts';

/** Everything the searches may find a resource by, from the R4 search parameters of its type. Dates without an offset count in `zone`. */
export function extract(known: Definitions, resource: Resource, zone: string): IndexRows {
  const rows: IndexRows = { token: [], string: [], date: [], quantity: [], reference: [], composite: [], patients: [], labels: [] };
  const type = resource.resourceType;
  if (!isKeptType(type)) return rows;
  const root = known.core.toTypedValue(resource);
  for (const parameter of known.parameters.get(type)?.values() ?? []) {
    // _id and _lastUpdated are columns of the resource itself.
    if (parameter.code === '_id' || parameter.code === '_lastUpdated') continue;
    const values = known.core.evalFhirPathTyped(parameter.expression, [root]);
    if (parameter.type === 'composite') pairs(known, parameter, values, zone, rows);
    else for (const value of values) single(parameter, value, zone, rows);
  }
  for (const code of known.compartment.get(type) ?? []) for (const row of rows.reference) if (row.param === `${type}.${code}` && row.target_type === 'Patient') rows.patients.push(row.target_id);
  if (type === 'Patient' && resource.id !== undefined) rows.patients.push(resource.id);
  rows.labels.push(...(resource.meta?.security ?? []).flatMap((label) => label.code ?? []));
  return distinct(rows);
}

function single(parameter: Parameter, value: TypedValue, zone: string, rows: IndexRows): void {
  const param = parameter.key;
  switch (parameter.type) {
    case 'token':
      for (const token of tokensOf(value)) rows.token.push({ param, ...token });
      for (const token of typedIdentifiersOf(value)) rows.token.push({ param: `${param}:of-type`, ...token });
      for (const word of wordsOf(value)) rows.string.push({ param: `${param}:text`, folded: fold(word), exact: word });
      break;
    case 'string':
      for (const text of stringsOf(value)) for (const folded of beginnings(parameter.code === 'phonetic' ? soundOf(text) : fold(text), value.type)) rows.string.push({ param, folded, exact: text });
      break;
    case 'date':
      for (const span of datesOf(value, zone)) rows.date.push({ param, ...span });
      break;
    case 'number':
    case 'quantity':
      for (const found of quantitiesOf(value)) rows.quantity.push({ param, ordinal: rows.quantity.length, ...found });
      break;
    case 'reference': {
      for (const target of targetsOf(value)) rows.reference.push({ param, ...target });
      const identifier = value.type === 'Reference' ? (value.value as Reference).identifier : undefined;
      if (identifier?.value !== undefined) rows.token.push({ param: `${param}:identifier`, system: identifier.system ?? '', code: identifier.value });
      for (const word of wordsOf(value)) rows.string.push({ param: `${param}:text`, folded: fold(word), exact: word });
      break;
    }
    case 'uri':
      if (typeof value.value === 'string') rows.token.push({ param, system: '', code: value.value });
      break;
    case 'composite':
    case 'special':
      break;
  }
}

/** Where a search may begin in a text: at its start and, in a person's name, at each word, because a single name is normal and nobody knows which is the family name. */
function beginnings(folded: string, type: string): string[] {
  const words = folded.split(' ');
  return type === 'HumanName' && words.length > 1 && words.length <= 8 ? words.map((_word, index) => words.slice(index).join(' ')) : [folded];
}

/** The pairs of a composite: both parts taken from one and the same element. */
function pairs(known: Definitions, parameter: Parameter, elements: readonly TypedValue[], zone: string, rows: IndexRows): void {
  const [first, second] = parameter.parts;
  if (!first || !second) return;
  for (const element of elements) {
    const heads = known.core.evalFhirPathTyped(first.expression, [element]).flatMap((value) => (first.type === 'reference' ? targetsOf(value).map((target) => ({ system: target.target_type, code: target.target_id })) : tokensOf(value)));
    const tails = known.core.evalFhirPathTyped(second.expression, [element]).flatMap((value) => tailsOf(second.type, value, zone));
    for (const head of heads) for (const tail of tails) rows.composite.push({ ...emptyTail, ...tail, param: parameter.key, ordinal: rows.composite.length, ...head });
  }
}

const emptyTail = { value_system: '', value_code: '', folded: null, lo: null, hi: null, base_unit: null, base_lo: null, base_hi: null, date_lo: null, date_hi: null };

function tailsOf(type: Parameter['type'], value: TypedValue, zone: string): Partial<CompositeRow>[] {
  if (type === 'quantity' || type === 'number') return quantitiesOf(value).map((found) => ({ lo: found.lo, hi: found.hi, value_system: found.system, value_code: found.code, base_unit: found.base_unit, base_lo: found.base_lo, base_hi: found.base_hi }));
  if (type === 'date') return datesOf(value, zone).map(({ lo, hi }) => ({ date_lo: lo, date_hi: hi }));
  if (type === 'string') return stringsOf(value).map((text) => ({ folded: fold(text) }));
  return tokensOf(value).map(({ system, code }) => ({ value_system: system, value_code: code }));
}

/** Codes may stand twice in a resource; the tables keep each once. */
function distinct(rows: IndexRows): IndexRows {
  return {
    token: once(rows.token, (row) => `${row.param}\n${row.system}\n${row.code}`),
    string: once(rows.string, (row) => `${row.param}\n${row.folded}\n${row.exact}`),
    date: once(rows.date, (row) => `${row.param}\n${row.lo}\n${row.hi}`),
    reference: once(rows.reference, (row) => `${row.param}\n${row.target_type}\n${row.target_id}`),
    quantity: rows.quantity, composite: rows.composite, patients: [...new Set(rows.patients)], labels: [...new Set(rows.labels)],
  };
}

function once<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const seen = new Map(rows.map((row) => [key(row), row]));
  return seen.size === rows.length ? [...rows] : [...seen.values()];
}
