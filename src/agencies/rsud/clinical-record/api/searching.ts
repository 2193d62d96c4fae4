import type { FastifyRequest } from 'fastify';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { definitions } from '../fhir/definitions.ts';
import { refusals } from '../problems.ts';
import { maySearch } from '../rules/sight.ts';
import type { Pairs } from '../search/parse.ts';
import type { Cursor } from '../search/query.ts';
import { shaped } from '../search/shape.ts';
import { find, pairsOf, type Found } from '../verbs/find.ts';
import type { Caller } from './caller.ts';
import { lookOf, type ApiDoors, type Handler } from './doors.ts';
import { typeIn } from './instances.ts';
import { preferences, sendJson } from './replies.ts';

/** Where a following page stands, sealed into its address: conditions may hold names and numbers, and addresses end up in logs. */
interface Bookmark { readonly pairs: Pairs; readonly after: Cursor; readonly lenient: boolean; readonly by: string }

/** GET and POST `_search` of one type. */
export function searchRoutes(doors: ApiDoors) {
  const search: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const page = new URLSearchParams(request.url.split('?')[1] ?? '').get('_page');
    const mark = page === null ? undefined : openBookmark(doors, page, caller);
    return sendJson(reply, await searchset(doors, request, caller, type, mark?.pairs ?? pairsIn(request), { after: mark?.after, lenient: mark?.lenient ?? preferences(request).lenient }));
  };
  return { search };
}

/** The answer to a search as the caller may see it, recorded before it leaves. */
export async function searchset(doors: ApiDoors, request: FastifyRequest, caller: Caller, type: string, pairs: Pairs, options: { after?: Cursor | undefined; lenient: boolean }): Promise<Bundle> {
  if (!maySearch(caller.sight, type)) throw new Problem(refusals.forbidden);
  const found = await find(doors.record.doors, type, pairs, { sight: caller.sight, lenient: options.lenient, after: options.after });
  const shown = [...found.hits, ...found.brought];
  await doors.seen.record(lookOf(caller, { interaction: 'search', patients: shown.flatMap((hit) => hit.patients), entities: shown.map((hit) => `${hit.type}/${hit.id}`), asked: pairs.map(([name]) => name) }));
  const base = doors.base(request);
  return bundleOf(base, found, await definitions(), found.next && sealBookmark(doors, { pairs, after: found.next, lenient: options.lenient, by: caller.actor.id }), options.after === undefined);
}

function bundleOf(base: string, found: Found, known: Awaited<ReturnType<typeof definitions>>, next: string | undefined, first: boolean): Bundle {
  const { query } = found;
  const applied = new URLSearchParams(query.applied.map(([name, value]) => [name, value])).toString();
  const entry = (resource: Resource, mode: 'match' | 'include'): BundleEntry => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource: mode === 'match' ? shaped(known, resource, query) : resource, search: { mode } });
  const told: BundleEntry[] = query.ignored.length === 0 || !first ? [] : [{ resource: { resourceType: 'OperationOutcome', issue: query.ignored.map((name) => ({ severity: 'warning' as const, code: 'not-supported' as const, details: { text: `Parameter “${name}” tidak dikenal dan diabaikan.` } })) }, search: { mode: 'outcome' } }];
  return {
    resourceType: 'Bundle', type: 'searchset', ...(found.total === undefined ? {} : { total: found.total }),
    link: [{ relation: 'self', url: `${base}/${query.type}${applied === '' ? '' : `?${applied}`}` }, ...(next === undefined ? [] : [{ relation: 'next', url: `${base}/${query.type}?_page=${next}` }])],
    ...(query.summary === 'count' ? {} : { entry: [...found.hits.map((hit) => entry(hit.content, 'match')), ...found.brought.map((hit) => entry(hit.content, 'include')), ...told] }),
  };
}

/** Conditions of the address and, in a POST, of the form. */
function pairsIn(request: FastifyRequest): Pairs {
  const form = typeof request.body === 'object' && request.body !== null ? Object.entries(request.body as Record<string, string | string[]>).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const)) : [];
  return [...pairsOf(request.url.split('?')[1] ?? ''), ...form];
}

function sealBookmark(doors: ApiDoors, mark: Bookmark): string {
  return encodeURIComponent(doors.vault.seal(JSON.stringify(mark), 'clinical-record/page'));
}

function openBookmark(doors: ApiDoors, page: string, caller: Caller): Bookmark {
  let mark: Bookmark;
  try {
    mark = JSON.parse(doors.vault.open(page, 'clinical-record/page')) as Bookmark;
  } catch (error) {
    throw new Problem(refusals.parameterForm, { detail: 'Alamat halaman ini tidak utuh. Mulai lagi dari pencarian pertama.', fields: { _page: '_page' }, cause: error });
  }
  // The bookmark of one caller shows another nothing.
  if (mark.by !== caller.actor.id) throw new Problem(refusals.forbidden);
  return mark;
}
