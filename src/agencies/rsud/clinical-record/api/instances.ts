import type { Bundle, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { isKeptType, type KeptType, type Stored } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { dateSpan } from '../rules/date-span.ts';
import { impersonalTypes, isSensitive, mayRead, type Sight } from '../rules/sight.ts';
import type { VersionRow } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import { currentRow } from '../store/read.ts';
import { patientsIn } from '../verbs/compartment.ts';
import { versionOf } from '../verbs/entries.ts';
import type { Patch } from '../verbs/patch.ts';
import { lookOf, type ApiDoors, type Handler } from './doors.ts';
import { sendJson, sendStored, sendWritten } from './replies.ts';

type Params = { type: string; id: string; version: string };

/** The type named in the address, when this record keeps it and the caller may see it. */
export function typeIn(params: unknown): KeptType {
  const { type = '' } = params as Partial<Params>;
  if (!isKeptType(type)) throw new Problem(refusals.unknownType, { fields: { resourceType: type } });
  return type;
}

/** Refuses what these eyes may not see. A resource of somebody else's record is, to a patient's token, not there. */
export function refuseUnseen(sight: Sight, resource: Resource, patients: readonly string[]): void {
  if (!mayRead(sight, resource.resourceType)) throw new Problem(refusals.forbidden);
  if (!sight.sensitive && resource.meta?.security?.some(isSensitive)) throw new Problem(refusals.forbidden);
  if (sight.patient !== undefined && !patients.includes(sight.patient) && !impersonalTypes.some((type) => type === resource.resourceType)) throw new Problem(refusals.notFound);
}

/** Routes of one resource: read, vread, history, update, patch, delete. */
export function instanceRoutes(doors: ApiDoors) {
  const { record, actions, perform } = doors;

  const read: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const { id } = request.params as Params;
    const row = await currentRow(reader(record.doors.database), type, id);
    if (!row) throw new Problem(refusals.notFound);
    if (!row.content) throw new Problem(refusals.gone);
    refuseUnseen(caller.sight, row.content, row.patients ?? []);
    await doors.seen.record(lookOf(caller, { interaction: 'read', patients: row.patients ?? [], entities: [`${type}/${id}`] }));
    return sendStored(request, reply, row.content as Stored);
  };

  const vread: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const { id, version } = request.params as Params;
    const row = /^\d{1,9}$/.test(version) ? await record.version(type, id, Number(version)) : undefined;
    if (!row) throw new Problem(refusals.notFound);
    if (!row.content) throw new Problem(refusals.gone);
    const patients = await patientsIn(row.content);
    refuseUnseen(caller.sight, row.content, patients);
    await doors.seen.record(lookOf(caller, { interaction: 'vread', patients, entities: [`${type}/${id}`] }));
    return sendStored(request, reply, row.content as Stored);
  };

  /** History of one resource, a type, or all. */
  const history: Handler = async (request, reply, caller) => {
    const { type, id } = request.params as Partial<Params>;
    const of = { ...(type === undefined ? {} : { type: typeIn(request.params) }), ...(id === undefined ? {} : { id }) };
    if (!mayRead(caller.sight, type ?? '*') || (caller.sight.patient !== undefined && id === undefined)) throw new Problem(refusals.forbidden);
    const query = request.query as { _since?: string; _count?: string; _page?: string };
    const since = query._since === undefined ? undefined : dateSpan(query._since, record.doors.zone)?.lo;
    if (query._since !== undefined && since === undefined) throw new Problem(refusals.parameterForm, { fields: { _since: 'tanggal' } });
    const found = await record.history(of, { count: Math.min(Number(query._count ?? 50) || 50, 1000), ...(since === undefined ? {} : { since }), ...(query._page === undefined ? {} : { before: BigInt(query._page.replace(/\D/g, '') || '0') }) });
    if (id !== undefined && found.versions.length === 0 && since === undefined && query._page === undefined) throw new Problem(refusals.notFound);
    const shown: VersionRow[] = [];
    const patients: string[] = [];
    for (const row of found.versions) {
      const owners = row.content ? await patientsIn(row.content) : [];
      if (!visible(caller.sight, row.content, owners)) continue;
      shown.push(row);
      patients.push(...owners);
    }
    await doors.seen.record(lookOf(caller, { interaction: 'history', patients, entities: [...new Set(shown.map((row) => `${row.type}/${row.id}`))] }));
    return sendJson(reply, historyBundle(doors.base(request), request.url, shown, found.next));
  };

  const update: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const { id } = request.params as Partial<Params>;
    const resource = bodyOf(request.body, type);
    if (id !== undefined && resource.id !== id) throw new Problem(refusals.idMismatch, { fields: { id: resource.id ?? '' } });
    const written = await perform(actions.update, caller.actor, { resource, ...matchOf(request.headers['if-match']), ...(id === undefined ? { where: criteriaOf(request.url) } : {}) }, { requestId: request.id });
    return sendWritten(request, reply, doors.base(request), written, !mayRead(caller.sight, type));
  };

  const patch: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const { id } = request.params as Partial<Params>;
    const written = await perform(actions.patch, caller.actor, { type, steps: request.body as Patch, ...matchOf(request.headers['if-match']), ...(id === undefined ? { where: criteriaOf(request.url) } : { id }) }, { requestId: request.id });
    return sendWritten(request, reply, doors.base(request), written, !mayRead(caller.sight, type));
  };

  const remove: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const { id } = request.params as Partial<Params>;
    const gone = await perform(actions.remove, caller.actor, { type, ...matchOf(request.headers['if-match']), ...(id === undefined ? { where: criteriaOf(request.url) } : { id }) }, { requestId: request.id });
    return reply.headers(gone ? { ETag: `W/"${gone.version}"` } : {}).code(204).send();
  };

  const create: Handler = async (request, reply, caller) => {
    const type = typeIn(request.params);
    const condition = request.headers['if-none-exist'];
    const written = await perform(actions.create, caller.actor, { resource: bodyOf(request.body, type), ...(typeof condition === 'string' ? { ifNoneExist: condition } : {}) }, { requestId: request.id });
    return sendWritten(request, reply, doors.base(request), written, !mayRead(caller.sight, type));
  };

  return { read, vread, history, update, patch, remove, create };
}

function visible(sight: Sight, content: Resource | null, patients: readonly string[]): boolean {
  if (!content) return sight.patient === undefined;
  try {
    refuseUnseen(sight, content, patients);
    return true;
  } catch {
    return false;
  }
}

/** The resource sent, of the type the address names. */
export function bodyOf(body: unknown, type: string): Resource {
  if (typeof body !== 'object' || body === null || !('resourceType' in body)) throw new Problem(refusals.malformed);
  const resource = body as Resource;
  if (resource.resourceType !== type) throw new Problem(refusals.malformed, { detail: `Alamat menyebut ${type}, kiriman menyebut ${String(resource.resourceType)}. Samakan keduanya.`, fields: { resourceType: String(resource.resourceType) } });
  return resource;
}

function matchOf(header: string | undefined): { ifMatch?: number } {
  return header === undefined ? {} : { ifMatch: versionOf(header) };
}

function criteriaOf(url: string): string {
  const query = url.split('?')[1] ?? '';
  if (query === '') throw new Problem(refusals.noCriteria);
  return query;
}

function historyBundle(base: string, url: string, rows: readonly VersionRow[], next: bigint | undefined): Bundle {
  const address = new URL(url, 'http://here');
  address.searchParams.set('_page', String(next ?? ''));
  return {
    resourceType: 'Bundle', type: 'history', link: [{ relation: 'self', url: `${base}${url.replace(/^\/fhir/, '')}` }, ...(next === undefined ? [] : [{ relation: 'next', url: `${base}${address.pathname.replace(/^\/fhir/, '')}${address.search}` }])],
    entry: rows.map((row) => ({
      fullUrl: `${base}/${row.type}/${row.id}`, ...(row.content ? { resource: row.content } : {}), request: { method: row.method, url: row.method === 'POST' ? row.type : `${row.type}/${row.id}` },
      response: { status: row.method === 'DELETE' ? '204' : row.version === 1 ? '201' : '200', etag: `W/"${row.version}"`, lastModified: row.updated.toString({ smallestUnit: 'millisecond' }) },
    })),
  };
}
