import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { definitions } from '../fhir/definitions.ts';
import { isKeptType, type KeptType, type Stored } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { referencesIn, rewritten } from '../rules/rewrite.ts';
import { lockedRows } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { Draft } from '../store/write.ts';
import type { RecordDoors } from './doors.ts';
import { holdCriteria } from './conditional.ts';
import { entriesOf, type Entry } from './entries.ts';
import { findOne } from './find.ts';
import { patched, patchOfEntry } from './patch.ts';
import { prepare, refuseDangling, refuseReferred } from './prepare.ts';
import { deletionOf, idOf, keep, refuseMoved } from './write.ts';

/** Answers a GET of a transaction, after its writes. */
export type Answering = (work: Work, url: string) => Promise<Resource>;

interface Placed { readonly entry: Entry; readonly type: KeptType; readonly id: string; readonly found: boolean }
interface Result { readonly status: string; readonly resource?: Stored | undefined; readonly location?: string | undefined }

/**
 * A transaction bundle: all or nothing, in the order of the specification (DELETE, POST, PUT and PATCH, GET), whatever the order of its entries; the answer keeps theirs.
 * References between entries and conditional references are rewritten; one identity twice is refused. All versions are written in one statement.
 */
export async function transact(doors: RecordDoors, work: Work, bundle: Bundle, answer: Answering): Promise<Bundle> {
  const entries = entriesOf(bundle, 'transaction');
  const results = new Map<number, Result>();
  const gone = await deleteAll(doors, work, entries.filter((entry) => entry.method === 'DELETE'), results);
  const placed = await place(doors, work, entries.filter((entry) => ['POST', 'PUT', 'PATCH'].includes(entry.method)));
  refuseTwins(placed);
  const places = new Map<string, string>(placed.flatMap(({ entry, type, id }) => (entry.fullUrl === undefined ? [] : [[entry.fullUrl, `${type}/${id}`] as const])));
  for (const [condition, place] of await conditionalPlaces(doors, work, placed)) places.set(condition, place);
  await writeAll(doors, work, placed, places, results);
  await refuseReferred(doors, work, gone.filter(({ type, id }) => !placed.some((one) => one.type === type && one.id === id)));
  for (const entry of entries) if (entry.method === 'GET' || entry.method === 'HEAD') results.set(entry.index, { status: '200 OK', resource: (await answer(work, entry.url)) as Stored });
  return { resourceType: 'Bundle', type: 'transaction-response', entry: entries.map((entry) => entryAnswer(results.get(entry.index))) };
}

async function deleteAll(doors: RecordDoors, work: Work, entries: readonly Entry[], results: Map<number, Result>): Promise<Draft[]> {
  const wanted = new Map<string, { type: KeptType; id: string; entry: Entry }>();
  for (const entry of entries) {
    if (!entry.type) continue;
    if (entry.criteria !== undefined && entry.id === undefined) await holdCriteria(work, entry.type, entry.criteria);
    const id = entry.id ?? await findOne(doors, work, entry.type, entry.criteria ?? '');
    results.set(entry.index, { status: '204 No Content' });
    if (id === undefined) continue;
    if (wanted.has(`${entry.type}/${id}`)) throw new Problem(refusals.duplicateIdentity, { fields: { [`Bundle.entry[${entry.index}]`]: `${entry.type}/${id}` } });
    wanted.set(`${entry.type}/${id}`, { type: entry.type, id, entry });
  }
  const rows = await lockedRows(reader(doors.database, work), [...wanted.values()], true);
  const drafts: Draft[] = [];
  for (const [key, row] of rows) if (!row.gone) drafts.push(await deletionOf(doors, row, { ifMatch: wanted.get(key)?.entry.ifMatch }));
  if (drafts.length > 0) await keep(work, drafts);
  return drafts;
}

/** Finds out which resource each entry is about: its own id, the match of its condition, or a new one. */
async function place(doors: RecordDoors, work: Work, entries: readonly Entry[]): Promise<Placed[]> {
  const placed: Placed[] = [];
  // Conditions are held in one order, so that two bundles with the same ones wait for each other instead of dead-locking.
  const inOrder = [...entries].sort((a, b) => (a.criteria ?? '').localeCompare(b.criteria ?? ''));
  for (const entry of inOrder) {
    if (!entry.type) continue;
    if (entry.criteria === undefined) { placed.push({ entry, type: entry.type, id: entry.method === 'POST' ? work.newId() : idOf(entry.id), found: false }); continue; }
    await holdCriteria(work, entry.type, entry.criteria);
    const match = await findOne(doors, work, entry.type, entry.criteria);
    if (match === undefined && entry.method === 'PATCH') throw new Problem(refusals.notFound, { fields: { [`Bundle.entry[${entry.index}]`]: entry.url } });
    placed.push({ entry, type: entry.type, id: match ?? (entry.method === 'PUT' ? entry.resource?.id : undefined) ?? work.newId(), found: match !== undefined });
  }
  return placed.sort((a, b) => a.entry.index - b.entry.index);
}

function refuseTwins(placed: readonly Placed[]): void {
  const seen = new Set<string>();
  const urls = new Set<string>();
  for (const { entry, type, id, found } of placed) {
    const key = `${type}/${id}`;
    // Several conditional creates may find the same resource: none of them writes it.
    if (!(entry.method === 'POST' && found)) {
      if (seen.has(key)) throw new Problem(refusals.duplicateIdentity, { fields: { [`Bundle.entry[${entry.index}]`]: key } });
      seen.add(key);
    }
    if (entry.fullUrl === undefined) continue;
    if (urls.has(entry.fullUrl)) throw new Problem(refusals.duplicateIdentity, { fields: { [`Bundle.entry[${entry.index}].fullUrl`]: entry.fullUrl } });
    urls.add(entry.fullUrl);
  }
}

/** Where conditional references (`Patient?identifier=…`) lead; each must name exactly one resource. */
async function conditionalPlaces(doors: RecordDoors, work: Work, placed: readonly Placed[]): Promise<Map<string, string>> {
  const conditions = new Set(placed.flatMap(({ entry }) => [...referencesIn(entry.resource)]).filter((reference) => /^[A-Z][A-Za-z]+\?/.test(reference)));
  const places = new Map<string, string>();
  for (const condition of conditions) {
    const [type = '', criteria = ''] = condition.split('?', 2);
    const id = isKeptType(type) ? await findOne(doors, work, type, criteria) : undefined;
    if (id === undefined) throw new Problem(refusals.danglingReference, { fields: { reference: `${type}?…` } });
    places.set(condition, `${type}/${id}`);
  }
  return places;
}

async function writeAll(doors: RecordDoors, work: Work, placed: readonly Placed[], places: ReadonlyMap<string, string>, results: Map<number, Result>): Promise<void> {
  const known = await definitions();
  const fresh = (one: Placed) => one.entry.method === 'POST' && !one.found;
  const rows = await lockedRows(reader(doors.database, work), placed.filter((one) => !fresh(one)));
  const drafts: (Draft & { content: Stored })[] = [];
  for (const one of placed) {
    const { entry, type, id } = one;
    const row = rows.get(`${type}/${id}`);
    if (entry.method === 'POST' && one.found) { results.set(entry.index, { status: '200 OK', resource: (row?.content ?? undefined) as Stored | undefined, location: `${type}/${id}` }); continue; }
    refuseMoved(row, { ifMatch: entry.ifMatch });
    if (entry.method === 'PUT' && !row && !doors.updateCreates) throw new Problem(refusals.notFound, { fields: { [`Bundle.entry[${entry.index}]`]: `${type}/${id}` } });
    const given = rewritten(entry.resource, places);
    if (!given) continue;
    if (entry.method === 'PUT' && given.id !== undefined && given.id !== id) throw new Problem(refusals.idMismatch, { fields: { [`Bundle.entry[${entry.index}].resource.id`]: given.id } });
    if (entry.method === 'PATCH' && !row?.content) throw new Problem(row ? refusals.gone : refusals.notFound, { fields: { [`Bundle.entry[${entry.index}]`]: `${type}/${id}` } });
    const text = entry.method === 'PATCH' && row?.content ? patched(known, row.content, patchOfEntry(given)) : given;
    const draft = await atEntry(entry.index, () => prepare(doors, known, work, text, { id, version: (row?.version ?? 0) + 1, method: entry.method === 'POST' ? 'POST' : entry.method === 'PUT' ? 'PUT' : 'PATCH', nr: row?.nr, before: row?.content ?? undefined }));
    drafts.push(draft);
    results.set(entry.index, { status: row && !row.gone ? '200 OK' : '201 Created', resource: draft.content });
  }
  await refuseDangling(doors, work, drafts, new Set(drafts.map((draft) => `${draft.type}/${draft.id}`)));
  if (drafts.length > 0) await keep(work, drafts);
}

/** Names the entry in a refusal of its resource. */
async function atEntry<T>(index: number, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const spec = { code: error.code, status: error.status, title: error.title, detail: error.detail };
    const issues = Array.isArray(error.facts['issues']) ? (error.facts['issues'] as { expression?: string[] }[]).map((issue) => ({ ...issue, expression: (issue.expression ?? ['']).map((path) => `Bundle.entry[${index}].resource.${path}`) })) : undefined;
    throw new Problem(spec, { fields: Object.fromEntries(Object.entries(error.fields).map(([path, text]) => [`Bundle.entry[${index}].resource.${path}`, text])), facts: issues ? { issues } : {}, cause: error });
  }
}

function entryAnswer(result: Result | undefined): BundleEntry {
  if (!result) return { response: { status: '204 No Content' } };
  const { resource, status } = result;
  if (!resource?.meta) return { ...(resource ? { resource } : {}), response: { status } };
  return { resource, response: { status, ...(resource.resourceType === 'Bundle' ? {} : { location: `${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`, etag: `W/"${resource.meta.versionId}"`, lastModified: resource.meta.lastUpdated }) } };
}
