import { sql, type RawBuilder } from 'kysely';
import { Problem } from '#kernel/problem';
import { targetOf } from '../fhir/index-values.ts';
import { refusals } from '../problems.ts';
import { fold } from '../rules/fold.ts';
import type { Parameter } from '../fhir/definitions.ts';
import { dateCondition, quantityCondition } from './spans.ts';
import { dated, escaped, measured, tokenCondition, type Ground } from './terms.ts';
import { prefixed, splitUnescaped, tokenValue, unescape } from './values.ts';

/** `code$value`: both parts hold for one and the same row, that is, one and the same element. */
export function compositeCondition(parameter: Parameter, value: string, ground: Ground): RawBuilder<boolean> {
  const [head, tail, ...rest] = splitUnescaped(value, '$');
  const [first, second] = parameter.parts;
  if (head === undefined || tail === undefined || rest.length > 0 || !first || !second) throw new Problem(refusals.parameterForm, { detail: `Tulis dua nilai pada “${parameter.code}” yang dipisah tanda $, misalnya 8480-6$gt140.`, fields: { [parameter.code]: '$' } });
  return sql`(${headCondition(first.type, head)} and ${tailCondition(parameter.code, second.type, tail, ground)})`;
}

function headCondition(type: Parameter['type'], head: string): RawBuilder<boolean> {
  if (type !== 'reference') return tokenCondition(tokenValue(head));
  const target = targetOf(unescape(head));
  return sql`(x.code = ${target.target_id} and x.system = ${target.target_type})`;
}

function tailCondition(code: string, type: Parameter['type'], tail: string, ground: Ground): RawBuilder<boolean> {
  switch (type) {
    case 'quantity':
    case 'number': return quantityCondition({ lo: sql`x.lo`, hi: sql`x.hi`, system: sql`x.value_system`, code: sql`x.value_code`, unit: undefined, baseUnit: sql`x.base_unit`, baseLo: sql`x.base_lo`, baseHi: sql`x.base_hi` }, measured(code, tail));
    case 'date': { const { prefix, rest } = prefixed(tail); return dateCondition(sql`x.date_lo`, sql`x.date_hi`, prefix, dated(code, rest, ground.zone), ground.now); }
    case 'string': return sql`x.folded like ${`${escaped(fold(unescape(tail)))}%`}`;
    case 'token':
    case 'uri':
    case 'reference':
    case 'composite':
    case 'special': return tokenCondition(tokenValue(tail), { system: sql`x.value_system`, code: sql`x.value_code` });
  }
}
