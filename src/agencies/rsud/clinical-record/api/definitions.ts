import { Problem } from '#kernel/problem';
import { keepDefinition } from '../actions/keep-codes.ts';
import { refusals } from '../problems.ts';
import type { Definition } from '../terminology/index.ts';
import type { ApiDoors, Handler } from './doors.ts';
import { bodyOf } from './instances.ts';
import { sendJson } from './replies.ts';

/** Profiles, value sets and maps by canonical address (`?url=…`): read by every caller, kept by record officers. */
export function definitionRoutes(doors: ApiDoors) {
  const { terminology } = doors.record;
  const keeping = keepDefinition(terminology);

  const find = (kind: Definition['resourceType']): Handler => async (request, reply) => {
    const query = request.query as Record<string, string>;
    const strange = Object.keys(query).find((name) => !['url', '_format', '_pretty'].includes(name));
    if (strange !== undefined) throw new Problem(refusals.unknownParameter, { fields: { [strange]: strange } });
    const found = await terminology.kept(kind, query['url']);
    return sendJson(reply, { resourceType: 'Bundle', type: 'searchset', total: found.length, entry: found.map(({ content }) => ({ resource: content, search: { mode: 'match' as const } })) });
  };

  const keep = (kind: Definition['resourceType']): Handler => async (request, reply, caller) => {
    const resource = bodyOf(request.body, kind) as Definition;
    if ((request.query as { url?: string }).url !== resource.url) throw new Problem(refusals.idMismatch, { detail: 'Alamat kanonis (url) di alamat dan di dalam berkas harus sama.', fields: { url: resource.url ?? '' } });
    await doors.perform(keeping, caller.actor, { resource }, { requestId: request.id });
    return sendJson(reply, resource);
  };

  return { find, keep };
}
