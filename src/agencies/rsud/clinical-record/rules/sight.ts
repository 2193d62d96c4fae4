import { can, type Actor } from '#kernel/actor';

/** What an actor may see and change of the record, read from their permissions. */
export interface Sight {
  /** Types that may be read; `*` is every type. */
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** Only the record of this patient (a SMART `patient/…` token). */
  readonly patient: string | undefined;
  /** Sees what carries a sensitivity label (HIV, psychiatry, …). */
  readonly sensitive: boolean;
}

/** Labels that hide a resource from whoever is not cleared (HL7 v3 ActCode and Confidentiality: HIV, psychiatry, sexuality, substance use, sexual assault, very restricted). */
export const sensitiveLabels = ['HIV', 'PSY', 'PSYTHPN', 'SEX', 'STD', 'ETH', 'ETHUD', 'SUD', 'SDV', 'BH', 'R', 'V'] as const;

export function isSensitive(label: { readonly code?: string | undefined }): boolean {
  return sensitiveLabels.some((one) => one === label.code);
}

const scopeForm = /^(system|user|patient)\/([A-Za-z]+|\*)\.(read|write|\*|[cruds]{1,5})$/;

/** Scopes stand among the permissions of a machine as `smart:system/Observation.read`, its patient as `smart-patient:id`. */
export const scopePrefix = 'smart:';
export const patientPrefix = 'smart-patient:';

/** A scope of SMART App Launch (v1 words or v2 letters), or nothing when it is none. */
export function readScope(scope: string): { context: 'system' | 'user' | 'patient'; type: string; reads: boolean; writes: boolean } | undefined {
  const [, context, type, verbs] = scopeForm.exec(scope) ?? [];
  if (type === undefined || verbs === undefined) return undefined;
  const all = verbs === '*';
  return { context: context as 'system' | 'user' | 'patient', type, reads: all || verbs === 'read' || (verbs !== 'write' && /[rs]/.test(verbs)), writes: all || verbs === 'write' || (verbs !== 'read' && /[cud]/.test(verbs)) };
}

/** Staff see by their role, machines by their scopes, the house itself everything, everybody else nothing. */
export function sightOf(actor: Actor): Sight {
  const reads = new Set<string>();
  const writes = new Set<string>();
  let patient: string | undefined;
  if (can(actor, 'clinical-record/read')) reads.add('*');
  if (can(actor, 'clinical-record/write')) writes.add('*');
  for (const permission of actor.permissions) {
    if (permission.startsWith(patientPrefix)) patient = permission.slice(patientPrefix.length);
    const scope = permission.startsWith(scopePrefix) ? readScope(permission.slice(scopePrefix.length)) : undefined;
    if (scope?.reads) reads.add(scope.type);
    if (scope?.writes) writes.add(scope.type);
  }
  return { reads, writes, patient, sensitive: can(actor, 'clinical-record/read-sensitive') };
}

export function mayRead(sight: Sight, type: string): boolean {
  return sight.reads.has('*') || sight.reads.has(type);
}

export function mayWrite(sight: Sight, type: string): boolean {
  // A patient's own token reads; it changes nothing.
  return sight.patient === undefined && (sight.writes.has('*') || sight.writes.has(type));
}

/** Types that are about nobody, which a patient's own token may read all the same. */
export const impersonalTypes = ['Location', 'Medication', 'Organization', 'Practitioner', 'PractitionerRole', 'Questionnaire', 'Device'] as const;
