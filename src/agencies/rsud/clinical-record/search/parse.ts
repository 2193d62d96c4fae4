import { Problem } from '#kernel/problem';
import type { Definitions, Parameter } from '../fhir/definitions.ts';
import { isKeptType, type KeptType } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import type { Clause, Inclusion, Modifier, ModifierName, Query, SortKey } from './query.ts';
import { splitUnescaped, unescape } from './values.ts';

/** Gives the codes of a value set, for `:in`. */
export type Expander = (url: string) => Promise<readonly { system: string; code: string }[]>;

/** A search as it arrived: every `name=value` in order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

interface Reading {
  readonly known: Definitions;
  readonly expand: Expander;
}

const largestPage = 1000;
/** Answered elsewhere: they choose the form of the answer, not its content. */
const shaping: ReadonlySet<string> = new Set(['_format', '_pretty']);

/**
 * Understands a search of one type. Strict by default: a parameter, modifier or value that is not understood is refused by name, because dropping it silently would answer
 * with far too much (decision: strict-search). `lenient` ignores unknown parameters and says which.
 */
export async function parseSearch(reading: Reading, type: KeptType, pairs: Pairs, lenient: boolean): Promise<Query> {
  const clauses: Clause[] = [];
  const sort: SortKey[] = [];
  const inclusions: Inclusion[] = [];
  const applied: (readonly [string, string])[] = [];
  const ignored: string[] = [];
  const result = { count: 20, total: 'none' as Query['total'], summary: 'false' as Query['summary'], elements: [] as string[] };
  for (const [name, value] of pairs) {
    if (shaping.has(name)) continue;
    try {
      switch (name) {
        case '_sort': sort.push(...value.split(',').map((key) => sortKey(reading.known, type, key))); break;
        case '_count': result.count = pageSize(value); break;
        case '_total': result.total = value === 'none' ? 'none' : 'accurate'; oneOf(name, value, ['none', 'estimate', 'accurate']); break;
        case '_summary': result.summary = oneOf(name, value, ['true', 'text', 'data', 'count', 'false'] as const); break;
        case '_elements': result.elements.push(...value.split(',')); break;
        case '_include': case '_include:iterate': case '_revinclude': case '_revinclude:iterate': inclusions.push(inclusion(reading.known, name, value)); break;
        default: if (value !== '') clauses.push(await clauseOf(reading, type, name, value));
      }
      applied.push([name, value]);
    } catch (error) {
      if (!(lenient && error instanceof Problem && error.code === refusals.unknownParameter.code)) throw error;
      ignored.push(name);
    }
  }
  return { type, clauses, sort, inclusions, applied, ignored, ...result };
}

/** One `name=value` as a condition. */
async function clauseOf(reading: Reading, type: KeptType, name: string, value: string): Promise<Clause> {
  if (name.startsWith('_has:')) return hasClause(reading, type, name, value);
  const dot = name.indexOf('.');
  if (dot > 0) return chainClause(reading, type, name.slice(0, dot), name.slice(dot + 1), value);
  const [code = '', modifierName, ...rest] = name.split(':');
  const values = splitUnescaped(value, ',');
  if (code === '_id' && modifierName === undefined) return { kind: 'id', values: values.map(unescape) };
  if (code === '_lastUpdated' && modifierName === undefined) return { kind: 'updated', values };
  const parameter = parameterOf(reading.known, type, code);
  if (modifierName === undefined) return { kind: 'parameter', parameter, modifier: undefined, values };
  const modifier = rest.length === 0 ? modifierOf(parameter, modifierName) : undefined;
  if (!modifier) throw unknown(name, `Pengubah “:${[modifierName, ...rest].join(':')}” tidak berlaku untuk “${code}”.`);
  if (modifier.name === 'in' || modifier.name === 'not-in') return { kind: 'codes', parameter, negated: modifier.name === 'not-in', codes: (await Promise.all(values.map((url) => reading.expand(unescape(url))))).flat() };
  return { kind: 'parameter', parameter, modifier, values };
}

/** Which modifiers each type of parameter has in R4 (search, table of modifiers), as far as they are implemented. */
const modifiersOf: Readonly<Record<Parameter['type'], readonly ModifierName[]>> = {
  token: ['missing', 'not', 'text', 'of-type', 'in', 'not-in', 'below'], string: ['missing', 'exact', 'contains'], date: ['missing'], number: ['missing'], quantity: ['missing'],
  reference: ['missing', 'identifier', 'text', 'type'], uri: ['missing', 'below'], composite: ['missing'], special: [],
};

function modifierOf(parameter: Parameter, name: string): Modifier | undefined {
  if (parameter.type === 'reference' && isKeptType(name)) return { name: 'type', type: name };
  const found = modifiersOf[parameter.type].find((one) => one === name);
  return found === undefined || found === 'type' ? undefined : { name: found };
}

async function chainClause(reading: Reading, type: KeptType, head: string, tail: string, value: string): Promise<Clause> {
  const [code = '', asked] = head.split(':');
  const parameter = parameterOf(reading.known, type, code);
  if (parameter.type !== 'reference') throw unknown(`${head}.${tail}`, `“${code}” bukan rujukan, jadi tidak dapat dirangkai.`);
  const types = (asked === undefined ? parameter.targets : [asked]).filter(isKeptType);
  const through: { type: KeptType; clause: Clause }[] = [];
  for (const target of types) {
    // A chain without a type goes through every type that knows the parameter.
    const clause = await clauseOf(reading, target, tail, value).catch((error: unknown) => { if (asked !== undefined || !(error instanceof Problem)) throw error; return undefined; });
    if (clause) through.push({ type: target, clause });
  }
  if (through.length === 0) throw unknown(`${head}.${tail}`, `Tidak ada rekam di balik “${code}” yang mengenal “${tail}”.`);
  return { kind: 'chain', parameter, through };
}

async function hasClause(reading: Reading, type: KeptType, name: string, value: string): Promise<Clause> {
  const [, source = '', code = '', ...rest] = name.split(':');
  if (!isKeptType(source) || rest.length === 0) throw unknown(name, 'Tulis _has:Jenis:rujukan:parameter.');
  const parameter = parameterOf(reading.known, source, code);
  if (parameter.type !== 'reference' || (parameter.targets.length > 0 && !parameter.targets.includes(type))) throw unknown(name, `“${code}” pada ${source} tidak merujuk ${type}.`);
  return { kind: 'has', type: source, parameter, clause: await clauseOf(reading, source, rest.join(':'), value) };
}

function parameterOf(known: Definitions, type: KeptType, code: string): Parameter {
  const parameter = known.parameters.get(type)?.get(code);
  if (!parameter) throw unknown(code, `${type} tidak mengenal parameter “${code}”.`);
  return parameter;
}

function unknown(name: string, detail: string): Problem {
  return new Problem(refusals.unknownParameter, { detail: `${detail} ${refusals.unknownParameter.detail}`, fields: { [name]: detail } });
}

function sortKey(known: Definitions, type: KeptType, key: string): SortKey {
  const descending = key.startsWith('-');
  const code = descending ? key.slice(1) : key;
  if (code === '_id' || code === '_lastUpdated') return { parameter: code, descending };
  const parameter = parameterOf(known, type, code);
  if (parameter.type === 'composite' || parameter.type === 'special') throw unknown('_sort', `Hasil tidak dapat diurutkan menurut “${code}”.`);
  return { parameter, descending };
}

function inclusion(known: Definitions, name: string, value: string): Inclusion {
  const [source = '', code = '', target] = value.split(':');
  if (!isKeptType(source)) throw unknown(name, `Jenis “${source}” tidak disimpan di sini.`);
  const parameter = code === '*' ? '*' as const : parameterOf(known, source, code);
  if (parameter !== '*' && parameter.type !== 'reference') throw unknown(name, `“${code}” pada ${source} bukan rujukan.`);
  return { reverse: name.startsWith('_rev'), iterate: name.endsWith(':iterate'), source, parameter, target };
}

function pageSize(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new Problem(refusals.parameterForm, { detail: 'Tulis _count sebagai bilangan bulat, misalnya 50.', fields: { _count: 'bilangan' } });
  return Math.min(Number(value), largestPage);
}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Problem(refusals.parameterForm, { detail: `Nilai ${name} yang dikenal: ${allowed.join(', ')}.`, fields: { [name]: value } });
  return found;
}
