import { sql } from 'kysely';
import type { Work } from '#platform/database';
import { fold } from '../rules/fold.ts';
import type { Reader } from '../store/tables.ts';

/** A code with its words. */
export interface Concept {
  readonly system: string;
  readonly code: string;
  /** Indonesian. */
  readonly display: string;
  readonly english: string | undefined;
  readonly synonyms: readonly string[];
  readonly parent: string | undefined;
  /** May be recorded; headings may not. */
  readonly selectable: boolean;
  readonly active: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Row extends Omit<Concept, 'english' | 'parent'> { readonly english: string | null; readonly parent: string | null }

const columns = sql`c.system, c.code, c.display, c.english, c.synonyms, c.parent, c.selectable, c.active, c.properties`;

function conceptOf(row: Row): Concept {
  return { ...row, english: row.english ?? undefined, parent: row.parent ?? undefined };
}

/** One concept, retired ones included. */
export async function conceptAt(door: Reader, system: string, code: string): Promise<Concept | undefined> {
  const { rows } = await sql<Row>`select ${columns} from clinical_record.concept c where c.system = ${system} and c.code = ${code}`.execute(door);
  return rows[0] && conceptOf(rows[0]);
}

/**
 * Concepts whose words contain every word typed, in any order and from the beginning of a word: `kencing manis`, `e11`, `gula darah tinggi`. Whole everyday words come first,
 * then titles that begin so, then short codes. When nothing fits, the nearest spellings.
 */
export async function searchConcepts(door: Reader, system: string, typed: string, options: { limit: number; headings: boolean }): Promise<Concept[]> {
  const words = fold(typed).split(/[^\p{L}\p{N}.]+/u).filter((word) => word !== '').slice(0, 8);
  if (words.length === 0) return [];
  const whole = words.join(' ');
  const offered = sql`c.system = ${system} and c.active ${options.headings ? sql`` : sql`and c.selectable`}`;
  const { rows } = await sql<Row>`
    select ${columns} from clinical_record.concept c
    where ${offered} and ${sql.join(words.map((word) => sql`c.haystack like ${`% ${escaped(word)}%`}`), sql` and `)}
    order by (c.haystack like ${`%| ${escaped(whole)} |%`}) desc, (c.haystack like ${`%| ${escaped(whole)}%`}) desc, length(c.code), c.code limit ${options.limit}`.execute(door);
  if (rows.length > 0) return rows.map(conceptOf);
  const near = await sql<Row>`
    select ${columns} from clinical_record.concept c where ${offered} and word_similarity(${whole}, c.haystack) > 0.5
    order by word_similarity(${whole}, c.haystack) desc, length(c.code), c.code limit ${options.limit}`.execute(door);
  return near.rows.map(conceptOf);
}

/** Concepts of a system, a page at a time, for `$expand`. */
export async function listConcepts(door: Reader, system: string, page: { filter: string | undefined; below: string | undefined; offset: number; limit: number }): Promise<Concept[]> {
  const words = fold(page.filter ?? '').split(' ').filter((word) => word !== '');
  const { rows } = await sql<Row>`
    select ${columns} from clinical_record.concept c where c.system = ${system} and c.active
      ${page.below === undefined ? sql`` : sql`and c.code like ${`${escaped(page.below)}%`}`}
      ${sql.join(words.map((word) => sql`and c.haystack like ${`% ${escaped(word)}%`}`), sql` `)}
    order by c.code offset ${page.offset} limit ${page.limit}`.execute(door);
  return rows.map(conceptOf);
}

export interface CodeSystemRow { readonly url: string; readonly name: string; readonly version: string; readonly source: string; readonly content: 'fragment' | 'complete' }

/** Every code system there is something of, and how much. */
export async function allSystems(door: Reader): Promise<CodeSystemRow[]> {
  return (await sql<CodeSystemRow>`select url, name, version, source, content from clinical_record.code_system order by url`.execute(door)).rows;
}

export interface CountedSystem extends CodeSystemRow { readonly imported: Temporal.Instant; readonly active: number; readonly retired: number }

/** The code systems with how many codes are offered and how many are retired. */
export async function countedSystems(door: Reader): Promise<CountedSystem[]> {
  return (await sql<CountedSystem>`select s.url, s.name, s.version, s.source, s.content, s.imported, count(c.code) filter (where c.active)::int as active, count(c.code) filter (where not c.active)::int as retired
    from clinical_record.code_system s left join clinical_record.concept c on c.system = s.url group by s.url order by s.name`.execute(door)).rows;
}

/** A concept as an importer brings it. */
export interface NewConcept {
  readonly code: string;
  /** Indonesian; without it the words already there stay, or the English ones stand in. One of the two is given. */
  readonly display?: string | undefined;
  readonly english?: string | undefined;
  readonly synonyms?: readonly string[] | undefined;
  readonly parent?: string | undefined;
  readonly selectable?: boolean | undefined;
  readonly active?: boolean | undefined;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds or renews concepts; everyday words already there stay unless new ones come. What is left out of a complete import is retired, never deleted. */
export async function storeConcepts(work: Work, system: CodeSystemRow, concepts: readonly NewConcept[]): Promise<{ stored: number; retired: number }> {
  const door = work.tables<unknown>();
  const now = work.now.toString();
  await sql`insert into clinical_record.code_system (url, name, version, source, content, imported) values (${system.url}, ${system.name}, ${system.version}, ${system.source}, ${system.content}, ${now}::timestamptz)
    on conflict (url) do update set name = excluded.name, version = excluded.version, source = excluded.source, content = excluded.content, imported = excluded.imported`.execute(door);
  for (let start = 0; start < concepts.length; start += 2000) {
    const given = concepts.slice(start, start + 2000).map((concept) => ({
      code: concept.code, display: concept.display ?? null, english: concept.english ?? null, synonyms: concept.synonyms ?? null, parent: concept.parent ?? null,
      selectable: concept.selectable ?? true, active: concept.active ?? true, properties: concept.properties ?? {}, words: fold([concept.code, concept.display, concept.english].filter(Boolean).join(' | ')), more: fold((concept.synonyms ?? []).join(' | ')),
    }));
    await sql`
      insert into clinical_record.concept as c (system, code, display, english, synonyms, parent, selectable, active, properties, updated, haystack)
      select ${system.url}, g.code, coalesce(g.display, b.display, g.english), g.english, coalesce(g.synonyms, '{}'), g.parent, g.selectable, g.active, g.properties, ${now}::timestamptz, '| ' || g.words || case when g.display is null and b.display is not null then ' | ' || lower(b.display) else '' end || case when g.more = '' then '' else ' | ' || g.more end || ' |'
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(code text, display text, english text, synonyms text[], parent text, selectable boolean, active boolean, properties jsonb, words text, more text)
      left join clinical_record.concept b on b.system = ${system.url} and b.code = g.code
      on conflict (system, code) do update set display = excluded.display, english = coalesce(excluded.english, c.english), parent = excluded.parent, selectable = excluded.selectable, active = excluded.active,
        properties = c.properties || excluded.properties, updated = excluded.updated,
        synonyms = case when excluded.synonyms = '{}' then c.synonyms else excluded.synonyms end,
        haystack = case when excluded.synonyms = '{}' and c.synonyms <> '{}' then excluded.haystack || ' ' || lower(array_to_string(c.synonyms, ' | ')) || ' |' else excluded.haystack end`.execute(door);
  }
  if (system.content === 'fragment') return { stored: concepts.length, retired: 0 };
  const { rows } = await sql<{ n: number }>`
    with retired as (update clinical_record.concept set active = false, updated = ${now}::timestamptz where system = ${system.url} and active and code not in (select unnest(${concepts.map((concept) => concept.code)}::text[])) returning 1)
    select count(*)::int as n from retired`.execute(door);
  return { stored: concepts.length, retired: rows[0]?.n ?? 0 };
}

/** What storing these concepts would do, before it is done. */
export interface ImportReport {
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  /** Codes that are offered now and are not in a complete list: kept, marked as retired, no longer offered. */
  readonly retired: number;
  /** Retired codes that come back. */
  readonly revived: number;
  /** Some of each, in the order of their codes. */
  readonly examples: readonly Difference[];
}

export interface Difference { readonly code: string; readonly how: 'added' | 'changed' | 'retired' | 'revived'; readonly before: string | null; readonly after: string | null }

/** Compares concepts with what is kept; `complete`: what is missing would be retired. `most`: examples of each kind. */
export async function compareConcepts(door: Reader, system: string, concepts: readonly NewConcept[], complete: boolean, most = 30): Promise<ImportReport> {
  const given = concepts.map((concept) => ({ code: concept.code, display: concept.display ?? null, english: concept.english ?? null, active: concept.active ?? true }));
  const { rows } = await sql<Difference & { n: number; place: number }>`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(code text, display text, english text, active boolean)),
      different as (select coalesce(g.code, c.code) as code, c.display as before, coalesce(g.display, c.display, g.english) as after,
        case when g.code is null then case when c.active and ${complete} then 'retired' end when c.code is null then 'added' when g.active and not c.active then 'revived' when c.active and not g.active then 'retired'
          when coalesce(g.display, c.display) <> c.display or coalesce(g.english, c.english) is distinct from c.english then 'changed' end as how
        from given g full join (select * from clinical_record.concept where system = ${system}) c on c.code = g.code),
      placed as (select code, how, before, after, count(*) over (partition by how)::int as n, row_number() over (partition by how order by code)::int as place from different where how is not null)
    select * from placed where place <= ${most} order by how, code`.execute(door);
  const count = (how: Difference['how']) => rows.find((row) => row.how === how)?.n ?? 0;
  const [added, changed, retired, revived] = [count('added'), count('changed'), count('retired'), count('revived')];
  return { read: concepts.length, added, changed, retired, revived, examples: rows.map(({ code, how, before, after }) => ({ code, how, before, after: how === 'retired' ? null : after })) };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
}
