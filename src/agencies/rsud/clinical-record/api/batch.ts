import type { FastifyRequest } from 'fastify';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import { isKeptType, type Stored } from '../fhir/types.ts';
import { mayRead } from '../rules/sight.ts';
import { currentRow } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import { entriesOf, type Entry } from '../verbs/entries.ts';
import { pairsOf } from '../verbs/find.ts';
import { patchOfEntry } from '../verbs/patch.ts';
import type { Caller } from './caller.ts';
import { lookOf, type ApiDoors, type Handler } from './doors.ts';
import { bodyOf, refuseUnseen } from './instances.ts';
import { outcomeOf } from './outcome.ts';
import { preferences, sendJson } from './replies.ts';
import { searchset } from './searching.ts';

/** POST to the base: a transaction (all or nothing) or a batch (each entry for itself). */
export function bundleRoute(doors: ApiDoors): Handler {
  return async (request, reply, caller) => {
    const bundle = bodyOf(request.body, 'Bundle') as Bundle;
    if (bundle.type === 'transaction') {
      const answer = await doors.perform(doors.actions.transact, caller.actor, { bundle }, { requestId: request.id });
      return sendJson(reply, preferences(request).returns === 'minimal' ? withoutResources(answer) : answer);
    }
    const entries = entriesOf(bundle, 'batch');
    const answers: BundleEntry[] = [];
    for (const entry of entries) answers.push(await answered(doors, request, caller, entry));
    return sendJson(reply, { resourceType: 'Bundle', type: 'batch-response', entry: answers });
  };
}

async function answered(doors: ApiDoors, request: FastifyRequest, caller: Caller, entry: Entry): Promise<BundleEntry> {
  try {
    return await entryAnswer(doors, request, caller, entry);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { response: { status: String(error.status), outcome: outcomeOf(error) } };
  }
}

async function entryAnswer(doors: ApiDoors, request: FastifyRequest, caller: Caller, entry: Entry): Promise<BundleEntry> {
  const { perform, actions } = doors;
  const about = { requestId: request.id };
  const match = entry.ifMatch === undefined ? {} : { ifMatch: entry.ifMatch };
  if (entry.method === 'GET' || entry.method === 'HEAD') return { resource: await fetched(doors, request, caller, entry.url), response: { status: '200 OK' } };
  const { type } = entry;
  if (!type) throw new Problem(refusals.unknownType);
  const target = entry.id === undefined ? { where: entry.criteria ?? '' } : { id: entry.id };
  if (entry.method === 'DELETE') {
    await perform(actions.remove, caller.actor, { type, ...target, ...match }, about);
    return { response: { status: '204 No Content' } };
  }
  const resource = entry.resource;
  if (!resource) throw new Problem(refusals.malformed);
  const blind = !mayRead(caller.sight, type);
  if (entry.method === 'PATCH') return written(blind, await perform(actions.patch, caller.actor, { type, ...target, ...match, steps: patchOfEntry(resource) }, about));
  if (entry.method === 'PUT') {
    if (entry.id !== undefined && resource.id !== entry.id) throw new Problem(refusals.idMismatch);
    return written(blind, await perform(actions.update, caller.actor, { resource, ...match, ...(entry.id === undefined ? { where: entry.criteria ?? '' } : {}) }, about));
  }
  return written(blind, await perform(actions.create, caller.actor, { resource, ...(entry.criteria === undefined ? {} : { ifNoneExist: entry.criteria }) }, about));
}

async function fetched(doors: ApiDoors, request: FastifyRequest, caller: Caller, url: string): Promise<Resource> {
  const [path = '', query] = url.split('?', 2);
  const [type = '', id] = path.split('/');
  if (id === undefined || id === '') return searchset(doors, request, caller, type, pairsOf(query ?? ''), { lenient: preferences(request).lenient });
  if (!isKeptType(type)) throw new Problem(refusals.unknownType);
  if (!mayRead(caller.sight, type)) throw new Problem(refusals.forbidden);
  const row = await currentRow(reader(doors.record.doors.database), type, id);
  if (!row?.content) throw new Problem(row ? refusals.gone : refusals.notFound);
  refuseUnseen(caller.sight, row.content, row.patients ?? []);
  await doors.seen.record(lookOf(caller, { interaction: 'read', patients: row.patients ?? [], entities: [`${type}/${id}`] }));
  return row.content;
}

/** `blind`: the caller may write what they may not read. */
function written(blind: boolean, { resource, outcome }: { resource: Stored; outcome: string }): BundleEntry {
  return { ...(blind ? {} : { resource }), response: { status: outcome === 'created' ? '201 Created' : '200 OK', location: `${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`, etag: `W/"${resource.meta.versionId}"`, lastModified: resource.meta.lastUpdated } };
}

function withoutResources(bundle: Bundle): Bundle {
  return { ...bundle, entry: (bundle.entry ?? []).map(({ resource: _resource, ...entry }) => entry) };
}
