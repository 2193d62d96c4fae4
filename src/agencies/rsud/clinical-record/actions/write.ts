import { z } from 'zod';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Database, Work } from '#platform/database';
import { isKeptType, type KeptType } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import type { openRecord } from '../record.ts';
import { isSensitive, mayRead, maySearch, mayWrite, sightOf } from '../rules/sight.ts';
import { seenLogOf } from '../seen/seen.ts';
import { patientsIn } from '../verbs/compartment.ts';
import type { Patch } from '../verbs/patch.ts';
import type { Written } from '../verbs/write.ts';

const keptType = z.custom<KeptType>((value) => typeof value === 'string' && isKeptType(value), 'Jenis ini tidak disimpan di sini');
const resource = z.custom<Resource>((value) => typeof value === 'object' && value !== null && 'resourceType' in value, 'Kirim satu rekam FHIR');
const patchSteps = z.custom<Patch>((value) => typeof value === 'object' && value !== null, 'Kirim langkah perubahan');
const version = z.int().positive().optional();
const criteria = z.string().optional();

/** Every change that comes through the FHIR door. The record decides; here stands who may. */
export function writeActions(record: ReturnType<typeof openRecord>) {
  const { database } = record.doors;
  const constraints = { resource_once: refusals.idTaken };
  return {
    create: action({
      name: 'clinical-record/create', constraints, input: z.strictObject({ resource, ifNoneExist: criteria }),
      allow: (actor, input) => mayWrite(sightOf(actor), input.resource.resourceType, 'c'),
      async run(work, input) {
        const written = await record.create(work, input.resource, input);
        return answered(database, work, written, written.outcome === 'unchanged');
      },
    }),
    update: action({
      name: 'clinical-record/update', constraints, input: z.strictObject({ resource, ifMatch: version, where: criteria }),
      allow: (actor, input) => mayWrite(sightOf(actor), input.resource.resourceType, 'u'),
      run: async (work, input) => answered(database, work, await record.update(work, input.resource, input), false),
    }),
    patch: action({
      name: 'clinical-record/patch', input: z.strictObject({ type: keptType, id: z.string().optional(), where: criteria, steps: patchSteps, ifMatch: version }),
      allow: (actor, input) => mayWrite(sightOf(actor), input.type, 'u'),
      run: async (work, { type, id, where, steps, ifMatch }): Promise<Written> => answered(database, work, id === undefined ? await record.patchWhere(work, type, where ?? '', steps) : await record.patch(work, type, id, steps, { ifMatch }), true),
    }),
    remove: action({
      name: 'clinical-record/remove', input: z.strictObject({ type: keptType, id: z.string().optional(), where: criteria, ifMatch: version }),
      allow: (actor, input) => mayWrite(sightOf(actor), input.type, 'd'),
      run: (work, { type, id, where, ifMatch }) => (id === undefined ? record.removeWhere(work, type, where ?? '') : record.remove(work, type, id, { ifMatch })),
    }),
    transact: action({
      name: 'clinical-record/transact', constraints, input: z.strictObject({ bundle: z.custom<Bundle>((value) => typeof value === 'object' && value !== null && 'resourceType' in value && value.resourceType === 'Bundle', 'Kirim satu Bundle') }),
      allow: (actor, { bundle }) => (bundle.entry ?? []).every((entry) => allowedEntry(actor, entry.request?.method, entry.request?.url)),
      run: async (work, { bundle }) => {
        const answer = await record.transaction(work, bundle);
        const entry = [];
        for (const [index, one] of (answer.entry ?? []).entries()) {
          const method = bundle.entry?.[index]?.request?.method;
          const told = method === 'PATCH' || (method === 'POST' && one.response?.status === '200 OK');
          entry.push(one.resource && method !== 'GET' ? { ...one, resource: await shownOf(database, work, one.resource, told) } : one);
        }
        return { ...answer, entry: entry.map(({ resource: shown, ...rest }) => (shown ? { ...rest, resource: shown } : rest)) };
      },
    }),
  };
}

function allowedEntry(actor: Actor, method: string | undefined, url: string | undefined): boolean {
  const type = (url ?? '').replace(/^\//, '').split(/[/?]/)[0] ?? '';
  const sight = sightOf(actor);
  switch (method) {
    case 'POST': return mayWrite(sight, type, 'c');
    case 'PUT': case 'PATCH': return mayWrite(sight, type, 'u');
    case 'DELETE': return mayWrite(sight, type, 'd');
    case undefined: default: return sight.patient === undefined && (/^\/?[A-Za-z]+\/./.test(url ?? '') ? mayRead(sight, type) : maySearch(sight, type));
  }
}

/** A write answers with the resource. `told`: the answer tells its author something they did not send, so it is a look at the patient's record like any other. */
async function answered(database: Database, work: Work, written: Written, told: boolean): Promise<Written> {
  await shownOf(database, work, written.resource, told);
  return written;
}

/** The resource as the author of a write may see it: refused when it is sensitive, left out when they may write but not read. */
async function shownOf(database: Database, work: Work, shown: Resource, told: boolean): Promise<Resource | undefined> {
  const sight = sightOf(work.actor);
  if (!sight.sensitive && shown.meta?.security?.some(isSensitive)) throw new Problem(refusals.forbidden);
  if (!mayRead(sight, shown.resourceType)) return undefined;
  if (told) await seenLogOf(database).within(work, { actor: work.actor, interaction: 'read', purpose: 'care', service: 'clinical-record', patients: await patientsIn(shown), entities: [`${shown.resourceType}/${shown.id}`], requestId: work.intent.requestId });
  return shown;
}
