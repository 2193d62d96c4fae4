import { can, type Actor } from '#kernel/actor';

const verbs = ['c', 'r', 'u', 'd', 's'] as const;
/** One letter of SMART v2: create, read, update, delete, search. */
export type Verb = (typeof verbs)[number];

/** What an actor may see and change of the record, read from their permissions. */
export interface Sight {
  /** Types for each verb; `*` is every type. */
  readonly may: Readonly<Record<Verb, ReadonlySet<string>>>;
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

// The letters stand in this order (SMART App Launch 2, scopes), so that one right has one spelling.
const scopeForm = /^(system|user|patient)\/([A-Za-z]+|\*)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)$/;

/** Scopes stand among the permissions of a machine as `smart:system/Observation.read`, its patient as `smart-patient:id`. */
export const scopePrefix = 'smart:';
export const patientPrefix = 'smart-patient:';

/** A scope of SMART App Launch (v1 words or v2 letters), or nothing when it is none. */
export function readScope(scope: string): { context: 'system' | 'user' | 'patient'; type: string; verbs: ReadonlySet<Verb> } | undefined {
  const [, context, type, word] = scopeForm.exec(scope) ?? [];
  if (type === undefined || word === undefined) return undefined;
  const letters = word === '*' ? 'cruds' : word === 'read' ? 'rs' : word === 'write' ? 'cud' : word;
  return { context: context as 'system' | 'user' | 'patient', type, verbs: new Set(verbs.filter((verb) => letters.includes(verb))) };
}

/** Every verb on every type: the house itself, and conditions inside a write whose author was allowed already. */
export const fullSight: Sight = { may: { c: new Set(['*']), r: new Set(['*']), u: new Set(['*']), d: new Set(['*']), s: new Set(['*']) }, patient: undefined, sensitive: true };

/** Staff see by their role, machines by their scopes, the house itself everything, everybody else nothing. */
export function sightOf(actor: Actor): Sight {
  const may: Record<Verb, Set<string>> = { c: new Set(), r: new Set(), u: new Set(), d: new Set(), s: new Set() };
  const allow = (type: string, verbs: Iterable<Verb>) => { for (const verb of verbs) may[verb].add(type); };
  let patient: string | undefined;
  if (can(actor, 'clinical-record/read')) allow('*', ['r', 's']);
  if (can(actor, 'clinical-record/write')) allow('*', ['c', 'u', 'd']);
  for (const permission of actor.permissions) {
    if (permission.startsWith(patientPrefix)) patient = permission.slice(patientPrefix.length);
    const scope = permission.startsWith(scopePrefix) ? readScope(permission.slice(scopePrefix.length)) : undefined;
    if (scope) allow(scope.type, scope.verbs);
  }
  return { may, patient, sensitive: can(actor, 'clinical-record/read-sensitive') };
}

export function mayRead(sight: Sight, type: string): boolean {
  return holds(sight, type, 'r');
}

export function maySearch(sight: Sight, type: string): boolean {
  return holds(sight, type, 's');
}

/** May change this type in this way. A patient's own token reads; it changes nothing. */
export function mayWrite(sight: Sight, type: string, verb: 'c' | 'u' | 'd'): boolean {
  return sight.patient === undefined && holds(sight, type, verb);
}

/** Types whose content may be shown at all, by reading or by searching; `*` is every type. */
export function shownTypes(sight: Sight): ReadonlySet<string> {
  return new Set([...sight.may.r, ...sight.may.s]);
}

function holds(sight: Sight, type: string, verb: Verb): boolean {
  return sight.may[verb].has('*') || sight.may[verb].has(type);
}

/** Types that are about nobody, which a patient's own token may read all the same. */
export const impersonalTypes = ['Location', 'Medication', 'Organization', 'Practitioner', 'PractitionerRole', 'Questionnaire', 'Device'] as const;
