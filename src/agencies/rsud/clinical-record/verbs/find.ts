import type { Work } from '#platform/database';
import { definitions } from '../fhir/definitions.ts';
import { isKeptType, type KeptType } from '../fhir/types.ts';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import { fullSight, type Sight } from '../rules/sight.ts';
import { parseSearch, type Pairs } from '../search/parse.ts';
import type { Cursor, Query } from '../search/query.ts';
import { countAll, matches, runSearch, type Hit } from '../search/run.ts';
import { included } from '../search/include.ts';
import type { Ground } from '../search/terms.ts';
import { visibleTo } from '../search/visible.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';

/** What a search found. */
export interface Found {
  readonly query: Query;
  readonly hits: readonly Hit[];
  readonly brought: readonly Hit[];
  readonly total: number | undefined;
  readonly next: Cursor | undefined;
}

/** Searches one type as `sight` may see it. */
export async function find(doors: RecordDoors, type: string, pairs: Pairs, options: { sight: Sight; lenient?: boolean | undefined; after?: Cursor | undefined; within?: Work | undefined }): Promise<Found> {
  if (!isKeptType(type)) throw new Problem(refusals.unknownType, { fields: { resourceType: type } });
  const query = await parseSearch(readingOf(doors, await definitions(), options.within), type, pairs, options.lenient ?? false);
  const door = reader(doors.database, options.within);
  const ground = groundOf(doors, options.sight, options.within);
  if (query.summary === 'count' || query.count === 0) return { query, hits: [], brought: [], total: await countAll(door, query, ground), next: undefined };
  const page = await runSearch(door, query, ground, options.after);
  const brought = query.inclusions.length === 0 ? [] : await included(door, query, page.hits, ground);
  const total = query.total === 'accurate' ? await countAll(door, query, ground) : options.after === undefined && page.next === undefined ? page.hits.length : undefined;
  return { query, hits: page.hits, brought, total, next: page.next };
}

/** The one resource a condition names, inside a write: its id, nothing, or a refusal when there are several. */
export async function findOne(doors: RecordDoors, work: Work, type: KeptType, criteria: string): Promise<string | undefined> {
  const pairs = pairsOf(criteria);
  const query = await parseSearch(readingOf(doors, await definitions(), work), type, pairs, false);
  if (query.clauses.length === 0) throw new Problem(refusals.noCriteria);
  const ids = await matches(reader(doors.database, work), query, groundOf(doors, fullSight, work));
  if (ids.length > 1) throw new Problem(refusals.manyMatches);
  return ids[0];
}

function readingOf(doors: RecordDoors, known: Awaited<ReturnType<typeof definitions>>, within: Work | undefined) {
  return { known, expand: (url: string) => doors.terminology.codesOf(url, within) };
}

function groundOf(doors: RecordDoors, sight: Sight, within: Work | undefined): Ground {
  return { zone: doors.zone, now: within?.now ?? doors.database.clock.now(), visible: visibleTo(sight) };
}

/** `identifier=a|b&active=true` as pairs in order. */
export function pairsOf(query: string): (readonly [string, string])[] {
  return [...new URLSearchParams(query.startsWith('?') ? query.slice(1) : query)];
}
