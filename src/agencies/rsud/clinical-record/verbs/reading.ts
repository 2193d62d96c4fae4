import type { Resource } from '@medplum/fhirtypes';
import { can, type Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { Work } from '#platform/database';
import type { Purpose } from '#commons/access';
import { isKeptType, type KeptType, type ResourceOf, type Stored } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { fullSight, isSensitive, mayRead, maySearch, sightOf, type Sight } from '../rules/sight.ts';
import type { Pairs } from '../search/parse.ts';
import type { Cursor } from '../search/query.ts';
import { seenLogOf, type Look } from '../seen/seen.ts';
import { currentRow, currentRows } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';
import { find, pairsOf } from './find.ts';

/** Why somebody looks, and through which service. */
export interface Why {
  readonly purpose: Purpose;
  readonly service: string;
  /** The permission that lets them look; `clinical-record/read` unless the service has its own. */
  readonly permission?: string | undefined;
  /** An emergency without the permission: opened all the same, with the reason, and told to oversight and to the patient. */
  readonly breakGlass?: { readonly reason: string } | undefined;
}

/** What a search of another service gives. */
export interface Results<T extends Resource = Resource> {
  readonly resources: readonly Stored<T>[];
  /** What `_include` and `_revinclude` brought along. */
  readonly included: readonly Stored[];
  readonly total: number | undefined;
  /** Begin of the next page. */
  readonly next: Cursor | undefined;
}

export async function readOne<T extends KeptType>(doors: RecordDoors, by: Actor | Work, type: T, id: string, why: Why): Promise<Stored<ResourceOf<T>> | undefined> {
  const sight = sightFor(by, why);
  const row = await currentRow(reader(doors.database, within(by)), type, id);
  if (!row) return undefined;
  if (!row.content) throw new Problem(refusals.gone);
  if (!sight.sensitive && row.content.meta?.security?.some(isSensitive)) throw new Problem(refusals.forbidden);
  await remember(doors, by, why, { interaction: 'read', patients: row.patients ?? [], entities: [`${type}/${id}`] });
  return row.content as Stored<ResourceOf<T>>;
}

/** Several resources by their keys, with one look for all of them. What is gone, or hidden from these eyes, is left out. */
export async function readSeveral(doors: RecordDoors, by: Actor | Work, keys: readonly { type: KeptType; id: string }[], why: Why): Promise<Stored[]> {
  const sight = sightFor(by, why);
  const rows = (await currentRows(reader(doors.database, within(by)), keys)).filter((row) => sight.sensitive || !row.content?.meta?.security?.some(isSensitive));
  await remember(doors, by, why, { interaction: 'read', patients: rows.flatMap((row) => row.patients ?? []), entities: rows.map((row) => `${row.type}/${row.id}`) });
  return rows.flatMap((row) => (row.content ? [row.content as Stored] : []));
}

export async function searchFor<T extends KeptType>(doors: RecordDoors, by: Actor | Work, type: T, query: string | Pairs, why: Why): Promise<Results<ResourceOf<T>>> {
  const pairs = typeof query === 'string' ? pairsOf(query) : query;
  const found = await find(doors, type, pairs, { sight: sightFor(by, why), within: within(by) });
  const shown = [...found.hits, ...found.brought];
  await remember(doors, by, why, { interaction: 'search', patients: shown.flatMap((hit) => hit.patients), entities: shown.map((hit) => `${hit.type}/${hit.id}`), asked: pairs.map(([name]) => name) });
  return { resources: found.hits.map((hit) => hit.content as Stored<ResourceOf<T>>), included: found.brought.map((hit) => hit.content as Stored), total: found.total, next: found.next };
}

const inTransaction: Why = { purpose: 'care', service: 'clinical-record' };

/** A GET inside a transaction: a read or a search, as its author may see it, and a look like any other. */
export async function answerOf(doors: RecordDoors, work: Work, url: string): Promise<Resource> {
  const sight = sightOf(work.actor);
  const [path = '', query] = url.split('?', 2);
  const [type = '', id] = path.split('/');
  if (!isKeptType(type)) throw new Problem(refusals.unknownType, { fields: { url: type } });
  if (id !== undefined && id !== '') {
    const row = await currentRow(reader(doors.database, work), type, id);
    if (!mayRead(sight, type)) throw new Problem(refusals.forbidden);
    if (!row?.content) throw new Problem(row ? refusals.gone : refusals.notFound);
    if (!sight.sensitive && row.content.meta?.security?.some(isSensitive)) throw new Problem(refusals.forbidden);
    await remember(doors, work, inTransaction, { interaction: 'read', patients: row.patients ?? [], entities: [`${type}/${id}`] });
    return row.content;
  }
  if (!maySearch(sight, type)) throw new Problem(refusals.forbidden);
  const pairs = pairsOf(query ?? '');
  const found = await find(doors, type, pairs, { sight, within: work });
  const shown = [...found.hits, ...found.brought];
  await remember(doors, work, inTransaction, { interaction: 'search', patients: shown.flatMap((hit) => hit.patients), entities: shown.map((hit) => `${hit.type}/${hit.id}`), asked: pairs.map(([name]) => name) });
  return { resourceType: 'Bundle', type: 'searchset', ...(found.total === undefined ? {} : { total: found.total }), entry: [...found.hits.map((hit) => ({ resource: hit.content, search: { mode: 'match' as const } })), ...found.brought.map((hit) => ({ resource: hit.content, search: { mode: 'include' as const } }))] };
}

/** Writes down that somebody looked, before anything is handed out. */
async function remember(doors: RecordDoors, by: Actor | Work, why: Why, what: Pick<Look, 'interaction' | 'patients' | 'entities' | 'asked'>): Promise<void> {
  const log = seenLogOf(doors.database);
  const about = { ...what, purpose: why.purpose, service: why.service, glassReason: why.breakGlass?.reason };
  await (by instanceof Work ? log.within(by, { ...about, actor: by.actor, requestId: by.intent.requestId }) : log.record({ ...about, actor: by }));
}

/** What these eyes may see: everything the permission opens, and what is sensitive only with a permission of its own or in an emergency. */
function sightFor(by: Actor | Work, why: Why): Sight {
  const actor = by instanceof Work ? by.actor : by;
  if (!can(actor, why.permission ?? 'clinical-record/read') && !why.breakGlass) throw new Problem(refusals.forbidden);
  return { ...fullSight, sensitive: why.breakGlass !== undefined || can(actor, 'clinical-record/read-sensitive') };
}

function within(by: Actor | Work): Work | undefined {
  return by instanceof Work ? by : undefined;
}
