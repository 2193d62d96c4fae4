import { sql, type RawBuilder } from 'kysely';
import { Problem } from '#kernel/problem';
import { targetOf } from '../fhir/index-values.ts';
import { impliedSystem } from '../fhir/rows.ts';
import { refusals } from '../problems.ts';
import { fold, soundOf } from '../rules/fold.ts';
import type { Parameter } from '../fhir/definitions.ts';
import { compositeCondition } from './composite.ts';
import type { Clause, Modifier } from './query.ts';
import { dateCondition, quantityCondition } from './spans.ts';
import { dated, either, escaped, measured, tokenCondition, type Condition, type Ground } from './terms.ts';
import { prefixed, splitUnescaped, tokenValue, unescape } from './values.ts';

/** The SQL by which the resource `alias` satisfies a clause. */
export function conditionOf(clause: Clause, alias: string, ground: Ground): Condition {
  const nr = sql.raw(`${alias}.nr`);
  switch (clause.kind) {
    case 'id': return sql`${sql.raw(`${alias}.id`)} = any(${clause.values}::text[])`;
    case 'updated': {
      const updated = sql.raw(`${alias}.updated`);
      return either(clause.values.map((value) => { const { prefix, rest } = prefixed(value); return dateCondition(updated, updated, prefix, dated('_lastUpdated', rest, ground.zone), ground.now); }));
    }
    case 'chain': {
      const inner = `${alias}c`;
      const reached = either(clause.through.map(({ type, clause: next }) => sql`(${sql.raw(`${inner}.type`)} = ${type} and ${conditionOf(next, inner, ground)})`));
      return sql`${nr} in (select x.nr from clinical_record.reference x join clinical_record.resource ${sql.raw(inner)} on ${sql.raw(`${inner}.type = x.target_type and ${inner}.id = x.target_id and not ${inner}.gone`)}
        where x.param = ${clause.parameter.key} and ${ground.visible(inner)} and ${reached})`;
    }
    case 'has': {
      const inner = `${alias}h`;
      return sql`(${sql.raw(`${alias}.type, ${alias}.id`)}) in (select x.target_type, x.target_id from clinical_record.reference x join clinical_record.resource ${sql.raw(inner)} on ${sql.raw(`${inner}.nr = x.nr and not ${inner}.gone`)}
        where x.param = ${clause.parameter.key} and ${ground.visible(inner)} and ${conditionOf(clause.clause, inner, ground)})`;
    }
    case 'codes': {
      const found = sql<boolean>`${nr} in (select x.nr from clinical_record.token x where x.param = ${clause.parameter.key} and ((x.code, x.system) in (select * from unnest(${clause.codes.map((code) => code.code)}::text[], ${clause.codes.map((code) => code.system)}::text[])) or (x.system = ${impliedSystem} and x.code = any(${clause.codes.map((code) => code.code)}::text[]))))`;
      return clause.negated ? sql`not (${found})` : found;
    }
    case 'parameter': return parameterCondition(clause.parameter, clause.modifier, clause.values, nr, ground);
  }
}

function parameterCondition(parameter: Parameter, modifier: Modifier | undefined, values: readonly string[], nr: RawBuilder<unknown>, ground: Ground): Condition {
  if (modifier?.name === 'missing') return missing(parameter, values, nr);
  switch (parameter.type) {
    case 'token': return tokenClause(parameter, modifier, values, nr);
    case 'uri': return found('token', parameter.key, nr, either(values.map((value) => (modifier?.name === 'below' ? sql`x.code like ${`${escaped(unescape(value))}%`}` : sql`x.code = ${unescape(value)}`))));
    case 'string': return found('string', parameter.key, nr, either(values.map((value) => stringCondition(unescape(value), modifier, parameter.code === 'phonetic'))));
    case 'date': return found('date', parameter.key, nr, either(values.map((value) => { const { prefix, rest } = prefixed(value); return dateCondition(sql`x.lo`, sql`x.hi`, prefix, dated(parameter.code, rest, ground.zone), ground.now); })));
    case 'number':
    case 'quantity': return found('quantity', parameter.key, nr, either(values.map((value) => quantityCondition(quantityColumns, measured(parameter.code, value)))));
    case 'reference': return referenceClause(parameter, modifier, values, nr);
    case 'composite': return found('composite', parameter.key, nr, either(values.map((value) => compositeCondition(parameter, value, ground))));
    case 'special': throw new Problem(refusals.unknownParameter, { fields: { [parameter.code]: parameter.code } });
  }
}

const quantityColumns = { lo: sql`x.lo`, hi: sql`x.hi`, system: sql`x.system`, code: sql`x.code`, unit: sql`x.unit`, baseUnit: sql`x.base_unit`, baseLo: sql`x.base_lo`, baseHi: sql`x.base_hi` };

function tokenClause(parameter: Parameter, modifier: Modifier | undefined, values: readonly string[], nr: RawBuilder<unknown>): Condition {
  if (modifier?.name === 'text') return found('string', `${parameter.key}:text`, nr, either(values.map((value) => stringCondition(unescape(value), undefined, false))));
  if (modifier?.name === 'of-type') return found('token', `${parameter.key}:of-type`, nr, either(values.map(typedIdentifier)));
  if (modifier?.name === 'below') return found('token', parameter.key, nr, either(values.map(codeBelow)));
  const any = found('token', parameter.key, nr, either(values.map((value) => tokenCondition(tokenValue(value)))));
  return modifier?.name === 'not' ? sql`not (${any})` : any;
}

/** `system|type|value`: an identifier of that type. */
function typedIdentifier(value: string): Condition {
  const [system = '', code = '', number = ''] = splitUnescaped(value, '|').map(unescape);
  return sql`(x.code = ${`${code}|${number}`} and x.system = ${system})`;
}

/** Codes under another, where a longer code is a narrower one, as in ICD: `E11` and all `E11.x`. */
function codeBelow(value: string): Condition {
  const { system, code } = tokenValue(value);
  return sql`(x.code like ${`${escaped(code ?? '')}%`}${system === undefined ? sql`` : sql` and x.system = ${system}`})`;
}

function stringCondition(value: string, modifier: Modifier | undefined, phonetic: boolean): Condition {
  if (modifier?.name === 'exact') return sql`x.exact = ${value}`;
  const folded = escaped(phonetic ? soundOf(value) : fold(value));
  return sql`x.folded like ${modifier?.name === 'contains' ? `%${folded}%` : `${folded}%`}`;
}

function referenceClause(parameter: Parameter, modifier: Modifier | undefined, values: readonly string[], nr: RawBuilder<unknown>): Condition {
  if (modifier?.name === 'identifier') return found('token', `${parameter.key}:identifier`, nr, either(values.map((value) => tokenCondition(tokenValue(value)))));
  if (modifier?.name === 'text') return found('string', `${parameter.key}:text`, nr, either(values.map((value) => stringCondition(unescape(value), undefined, false))));
  return found('reference', parameter.key, nr, either(values.map((value) => {
    const text = unescape(value);
    const target = modifier?.name === 'type' && !text.includes('/') ? { target_type: modifier.type, target_id: text } : targetOf(text);
    // A bare id may be of any type the parameter allows; an address is itself.
    if (target.target_type === '' && !/[:/]/.test(text)) return sql<boolean>`(x.target_id = ${text} and x.target_type <> '')`;
    return sql<boolean>`(x.target_id = ${target.target_id} and x.target_type = ${target.target_type})`;
  })));
}

const tableOf: Record<Parameter['type'], string> = { token: 'token', uri: 'token', string: 'string', date: 'date', number: 'quantity', quantity: 'quantity', reference: 'reference', composite: 'composite', special: 'token' };

function missing(parameter: Parameter, values: readonly string[], nr: RawBuilder<unknown>): Condition {
  const [value] = values;
  if (values.length !== 1 || (value !== 'true' && value !== 'false')) throw new Problem(refusals.parameterForm, { detail: 'Untuk :missing tulis true atau false.', fields: { [parameter.code]: ':missing' } });
  const present = found(tableOf[parameter.type], parameter.key, nr, sql`true`);
  return value === 'true' ? sql`not (${present})` : present;
}

function found(table: string, param: string, nr: RawBuilder<unknown>, condition: Condition): Condition {
  return sql`${nr} in (select x.nr from ${sql.raw(`clinical_record.${table}`)} x where x.param = ${param} and ${condition})`;
}
