import { sql, type RawBuilder } from 'kysely';
import type { Resource } from '@medplum/fhirtypes';
import type { Reader } from '../store/tables.ts';
import { conditionOf } from './conditions.ts';
import type { Cursor, Query, SortKey } from './query.ts';
import type { Condition, Ground } from './terms.ts';

/** One found resource. */
export interface Hit {
  readonly nr: bigint;
  readonly type: string;
  readonly id: string;
  readonly content: Resource;
  /** Whose record it belongs to. */
  readonly patients: readonly string[];
}

export interface Page {
  readonly hits: readonly Hit[];
  /** Begin of the next page, when there is one. */
  readonly next: Cursor | undefined;
}

/**
 * One page of a search. Rows follow the sort keys and then their number, newest first; the cursor names the last row by these values, so a row written or changed meanwhile
 * never pushes another past the edge of a page.
 */
export async function runSearch(door: Reader, query: Query, ground: Ground, after: Cursor | undefined): Promise<Page> {
  const keys = query.sort.map((key, index) => ({ ...expressionOf(key), descending: key.descending, name: sql.raw(`s${index}`), column: `s${index}` }));
  const { rows } = await sql<Hit & Record<string, unknown>>`
    select p.nr, p.type, p.id, v.content, ${patientsOf('p')} ${sql.join(keys.map((key) => sql`, p.${key.name}::text as ${key.name}`), sql``)}
    from (select * from (select r.nr, r.type, r.id, r.version ${sql.join(keys.map((key) => sql`, ${key.value} as ${key.name}`), sql``)}
        from clinical_record.resource r where ${whole(query, ground)}) q
      ${after === undefined ? sql`` : sql`where ${beyond(keys, after)}`}
      order by ${sql.join(keys.map((key) => sql`q.${key.name} ${sql.raw(key.descending ? 'desc' : 'asc')} nulls last, `), sql``)} q.nr desc
      limit ${query.count + 1}) p
    join clinical_record.version v on v.nr = p.nr and v.version = p.version
    order by ${sql.join(keys.map((key) => sql`p.${key.name} ${sql.raw(key.descending ? 'desc' : 'asc')} nulls last, `), sql``)} p.nr desc`.execute(door);
  const shown = rows.slice(0, query.count);
  const last = shown.at(-1);
  const next = rows.length > query.count && last ? { values: keys.map((key) => textOf(last[key.column])), nr: String(last.nr) } : undefined;
  return { hits: shown, next };
}

/** How many there are in all. */
export async function countAll(door: Reader, query: Query, ground: Ground): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from clinical_record.resource r where ${whole(query, ground)}`.execute(door);
  return rows[0]?.n ?? 0;
}

/** Ids of at most two matches: enough to know whether a condition names none, one or many. */
export async function matches(door: Reader, query: Query, ground: Ground): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from clinical_record.resource r where ${whole(query, ground)} limit 2`.execute(door);
  return rows.map((row) => row.id);
}

function whole(query: Query, ground: Ground): Condition {
  return sql.join([sql<boolean>`r.type = ${query.type} and not r.gone`, ground.visible('r'), ...query.clauses.map((clause) => conditionOf(clause, 'r', ground))], sql` and `);
}

/** What a sort key compares: the smallest value upwards, the largest downwards (several values stand for a span). */
function expressionOf({ parameter, descending }: SortKey): { value: RawBuilder<unknown>; cast: RawBuilder<unknown> } {
  if (parameter === '_id') return { value: sql`r.id`, cast: sql`text` };
  if (parameter === '_lastUpdated') return { value: sql`r.updated`, cast: sql`timestamptz` };
  const edge = sql.raw(descending ? 'max' : 'min');
  const of = (table: string, column: string) => sql`(select ${edge}(x.${sql.raw(column)}) from ${sql.raw(`clinical_record.${table}`)} x where x.nr = r.nr and x.param = ${parameter.key})`;
  switch (parameter.type) {
    case 'date': return { value: of('date', descending ? 'hi' : 'lo'), cast: sql`timestamptz` };
    case 'number':
    case 'quantity': return { value: of('quantity', 'lo'), cast: sql`float8` };
    case 'string': return { value: of('string', 'folded'), cast: sql`text` };
    case 'reference': return { value: of('reference', 'target_id'), cast: sql`text` };
    case 'token':
    case 'uri':
    case 'composite':
    case 'special': return { value: of('token', 'code'), cast: sql`text` };
  }
}

/** The patients of the resource of an alias. */
export function patientsOf(alias: string): RawBuilder<unknown> {
  return sql`array(select o.patient from clinical_record.compartment o where o.nr = ${sql.raw(`${alias}.nr`)}) as patients`;
}

interface Key { readonly name: RawBuilder<unknown>; readonly cast: RawBuilder<unknown>; readonly descending: boolean }

/** Rows after the cursor: a later first key, or the same and a later second one, … and at last a lower number. Absent values come last. */
function beyond(keys: readonly Key[], after: Cursor): Condition {
  const ways: Condition[] = [];
  const same: Condition[] = [];
  keys.forEach((key, index) => {
    const value = after.values[index] ?? null;
    if (value !== null) {
      const later = sql<boolean>`(q.${key.name} ${sql.raw(key.descending ? '<' : '>')} ${value}::${key.cast} or q.${key.name} is null)`;
      ways.push(sql`(${sql.join([...same, later], sql` and `)})`);
    }
    same.push(value === null ? sql`q.${key.name} is null` : sql`q.${key.name} = ${value}::${key.cast}`);
  });
  ways.push(sql`(${sql.join([...same, sql`q.nr < ${after.nr}::bigint`], sql` and `)})`);
  return sql`(${sql.join(ways, sql` or `)})`;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
