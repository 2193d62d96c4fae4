import { z } from 'zod';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Actor } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { isKeptType, type KeptType } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import type { ClinicalRecord } from '../record.ts';
import { isSensitive, mayRead, mayWrite, sightOf } from '../rules/sight.ts';
import type { Patch } from '../verbs/patch.ts';
import type { Written } from '../verbs/write.ts';

const keptType = z.custom<KeptType>((value) => typeof value === 'string' && isKeptType(value), 'Jenis ini tidak disimpan di sini');
const resource = z.custom<Resource>((value) => typeof value === 'object' && value !== null && 'resourceType' in value, 'Kirim satu rekam FHIR');
const patchSteps = z.custom<Patch>((value) => typeof value === 'object' && value !== null, 'Kirim langkah perubahan');
const version = z.int().positive().optional();
const criteria = z.string().optional();

/** Every change that comes through the FHIR door. The record decides; here stands who may. */
export function writeActions(record: ClinicalRecord) {
  const constraints = { resource_once: refusals.idTaken };
  return {
    create: action({
      name: 'clinical-record/create', constraints, input: z.strictObject({ resource, ifNoneExist: criteria }),
      allow: (actor, input) => writes(actor, input.resource.resourceType),
      run: async (work, input) => seen(work, await record.create(work, input.resource, input)),
    }),
    update: action({
      name: 'clinical-record/update', constraints, input: z.strictObject({ resource, ifMatch: version, where: criteria }),
      allow: (actor, input) => writes(actor, input.resource.resourceType),
      run: async (work, input) => seen(work, await record.update(work, input.resource, input)),
    }),
    patch: action({
      name: 'clinical-record/patch', input: z.strictObject({ type: keptType, id: z.string().optional(), where: criteria, steps: patchSteps, ifMatch: version }),
      allow: (actor, input) => writes(actor, input.type),
      run: async (work, { type, id, where, steps, ifMatch }): Promise<Written> => seen(work, id === undefined ? await record.patchWhere(work, type, where ?? '', steps) : await record.patch(work, type, id, steps, { ifMatch })),
    }),
    remove: action({
      name: 'clinical-record/remove', input: z.strictObject({ type: keptType, id: z.string().optional(), where: criteria, ifMatch: version }),
      allow: (actor, input) => writes(actor, input.type),
      run: (work, { type, id, where, ifMatch }) => (id === undefined ? record.removeWhere(work, type, where ?? '') : record.remove(work, type, id, { ifMatch })),
    }),
    transact: action({
      name: 'clinical-record/transact', constraints, input: z.strictObject({ bundle: z.custom<Bundle>((value) => typeof value === 'object' && value !== null && 'resourceType' in value && value.resourceType === 'Bundle', 'Kirim satu Bundle') }),
      allow: (actor, { bundle }) => (bundle.entry ?? []).every((entry) => allowedEntry(actor, entry.request?.method, entry.request?.url)),
      run: async (work, { bundle }) => {
        const answer = await record.transaction(work, bundle);
        for (const entry of answer.entry ?? []) if (entry.resource) refuseHidden(work.actor, entry.resource);
        return answer;
      },
    }),
  };
}

function writes(actor: Actor, type: string): boolean {
  return mayWrite(sightOf(actor), type);
}

function allowedEntry(actor: Actor, method: string | undefined, url: string | undefined): boolean {
  const type = (url ?? '').replace(/^\//, '').split(/[/?]/)[0] ?? '';
  const sight = sightOf(actor);
  return method === 'GET' || method === 'HEAD' ? mayRead(sight, type) && sight.patient === undefined : mayWrite(sight, type);
}

/** A write answers with the resource, so it must not show what its author may not see: a sensitive entry found by a condition or a patch. */
function seen(work: Work, written: Written): Written {
  refuseHidden(work.actor, written.resource);
  return written;
}

function refuseHidden(actor: Actor, shown: Resource): void {
  if (!sightOf(actor).sensitive && shown.meta?.security?.some(isSensitive)) throw new Problem(refusals.forbidden);
}
