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

/** A concept as an importer brings it. */
export interface NewConcept {
  readonly code: string;
  readonly display: string;
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
      code: concept.code, display: concept.display, english: concept.english ?? null, synonyms: concept.synonyms ?? null, parent: concept.parent ?? null,
      selectable: concept.selectable ?? true, active: concept.active ?? true, properties: concept.properties ?? {}, words: fold([concept.code, concept.display, concept.english].filter(Boolean).join(' | ')), more: fold((concept.synonyms ?? []).join(' | ')),
    }));
    await sql`
      insert into clinical_record.concept as c (system, code, display, english, synonyms, parent, selectable, active, properties, updated, haystack)
      select ${system.url}, g.code, g.display, g.english, coalesce(g.synonyms, '{}'), g.parent, g.selectable, g.active, g.properties, ${now}::timestamptz, '| ' || g.words || case when g.more = '' then '' else ' | ' || g.more end || ' |'
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(code text, display text, english text, synonyms text[], parent text, selectable boolean, active boolean, properties jsonb, words text, more text)
      on conflict (system, code) do update set display = excluded.display, english = coalesce(excluded.english, c.english), parent = excluded.parent, selectable = excluded.selectable, active = excluded.active,
        properties = c.properties || excluded.properties, updated = excluded.updated,
        synonyms = case when excluded.synonyms = '{}' then c.synonyms else excluded.synonyms end,
        haystack = case when excluded.synonyms = '{}' and c.synonyms <> '{}' then excluded.haystack || ' ' || lower(array_to_string(c.synonyms, ' | ')) || ' |' else excluded.haystack end`.execute(door);
  }
  if (system.content === 'fragment') return { stored: concepts.length, retired: 0 };
  const { rows } = await sql<{ n: number }>`
    with retired as (update clinical_record.concept set active = false, updated = ${now}::timestamptz where system = ${system.url} and active and updated < ${now}::timestamptz returning 1)
    select count(*)::int as n from retired`.execute(door);
  return { stored: concepts.length, retired: rows[0]?.n ?? 0 };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);
}
