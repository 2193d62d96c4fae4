import type { AllergyIntolerance, Condition, Consent, Encounter, Observation, Patient, Procedure, ServiceRequest } from '@medplum/fhirtypes';
import { vitalReference } from '../reference/reference.ts';
import type { Visit } from '../store/visits.ts';
import { systems } from './systems.ts';

/** The facts of a visit as FHIR R4 resources. Pure: ids, times and references come in. Instants are UTC with an explicit offset. */
export type Kept<R> = R & { readonly id: string };
export interface About { readonly visit: Visit; readonly patient: string; readonly at: Temporal.Instant }

/** The person as Patient. Single names are normal: the whole name is text. */
export function patientOf(personId: string, known: { name?: string | undefined; birthDate?: string | undefined; sex?: 'L' | 'P' | undefined; norm?: string | undefined }): Kept<Patient> {
  return {
    resourceType: 'Patient', id: personId, active: true, ...(known.norm ? { identifier: [{ system: systems.norm, value: known.norm }] } : {}), ...(known.name ? { name: [{ use: 'official', text: known.name }] } : {}),
    ...(known.sex ? { gender: known.sex === 'P' ? 'female' : 'male' } : {}), ...(known.birthDate ? { birthDate: known.birthDate } : {}),
  };
}

const statusOf: Readonly<Record<string, Encounter['status']>> = {
  'arrived': 'arrived', 'triaged': 'triaged', 'in-progress': 'in-progress', 'waiting-support': 'onleave', 'doctor-done': 'in-progress', 'coded': 'in-progress', 'screened': 'in-progress', 'prepared': 'in-progress', 'handed': 'in-progress', 'delivery': 'in-progress',
  'finished': 'finished', 'left-before-seen': 'cancelled', 'cancelled': 'cancelled', 'entered-in-error': 'entered-in-error',
};

/** FHIR status of a visit's state. */
function encounterStatus(state: string): Encounter['status'] {
  return statusOf[state] ?? 'unknown';
}

/** The visit with its status history: each status with start and, when left, end (SATUSEHAT wants arrived, in-progress and finished with both). */
export function encounter({ visit, patient }: Omit<About, 'at'>, steps: readonly { to: string; at: Temporal.Instant }[], diagnoses: readonly { id: string; rank: number }[]): Kept<Encounter> {
  const spans: { status: Encounter['status']; from: Temporal.Instant; to?: Temporal.Instant }[] = [];
  for (const step of steps) {
    const status = encounterStatus(step.to);
    const last = spans.at(-1);
    if (last?.status === status) continue;
    if (last) last.to = step.at;
    spans.push({ status, from: step.at });
  }
  const last = spans.at(-1);
  const over = last !== undefined && ['finished', 'cancelled', 'entered-in-error'].includes(last.status);
  if (last && over) last.to = last.from;
  return {
    resourceType: 'Encounter', id: visit.id, status: encounterStatus(visit.state), class: { system: systems.actClass, code: 'AMB', display: 'ambulatory' }, subject: { reference: patient }, identifier: [{ system: systems.visit, value: visit.code }],
    statusHistory: spans.map((span) => ({ status: span.status, period: period(span.from, span.to) })), period: period(visit.arrivedAt, over ? last.from : undefined), participant: [{ individual: { display: visit.doctorName } }],
    location: [{ location: { display: visit.poliName }, period: period(visit.arrivedAt, over ? last.from : undefined) }],
    ...(diagnoses.length > 0 ? { diagnosis: diagnoses.map((one) => ({ condition: { reference: `Condition/${one.id}` }, use: { coding: [{ system: systems.diagnosisRole, code: 'DD', display: 'Discharge diagnosis' }] }, rank: one.rank })) } : {}),
  };
}

/** One Observation for each vital sign, and the fall, nutrition and pain screens. */
export function vitalSigns(about: About, vitals: Readonly<Record<string, number>>, screens: { fall: string; nutrition: string; painScore: number }): Kept<Observation>[] {
  const signs = vitalReference.vitals.flatMap((vital): Kept<Observation>[] => {
    const value = vitals[vital.key];
    return value === undefined ? [] : [{ ...observationHead(about, vital.key, 'vital-signs'), code: { coding: [{ system: systems.loinc, code: vital.loinc }], text: vital.name }, valueQuantity: { value, unit: vital.shown, system: systems.ucum, code: vital.unit } }];
  });
  return [
    ...signs,
    { ...observationHead(about, 'pain', 'survey'), code: { coding: [{ system: systems.loinc, code: '72514-3' }], text: 'Nyeri 0–10' }, valueInteger: screens.painScore },
    { ...observationHead(about, 'fall', 'survey'), code: { coding: [{ system: systems.screen, code: 'fall' }], text: 'Risiko jatuh' }, valueString: screens.fall },
    { ...observationHead(about, 'nutrition', 'survey'), code: { coding: [{ system: systems.screen, code: 'nutrition' }], text: 'Skrining gizi' }, valueString: screens.nutrition },
  ];
}

function observationHead(about: About, key: string, category: string): Omit<Kept<Observation>, 'code'> {
  return { resourceType: 'Observation', id: `${about.visit.id}-${key}`, status: 'final', category: [{ coding: [{ system: systems.category, code: category }] }], subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, effectiveDateTime: utc(about.at) };
}

/** A substance the patient reacts to. `class` names its group in the formulary, for cross-reactions. */
export function allergy(about: About, id: string, given: { substance: string; class?: string | undefined; reaction: string; severe: boolean }): Kept<AllergyIntolerance> {
  return {
    resourceType: 'AllergyIntolerance', id, clinicalStatus: { coding: [{ system: systems.allergyClinical, code: 'active' }] }, verificationStatus: { coding: [{ system: systems.allergyVerification, code: 'confirmed' }] }, type: 'allergy', category: ['medication'],
    criticality: given.severe ? 'high' : 'low', code: { ...(given.class ? { coding: [{ system: systems.drugClass, code: given.class }] } : {}), text: given.substance }, patient: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, recordedDate: utc(about.at),
    ...(given.reaction ? { reaction: [{ manifestation: [{ text: given.reaction }] }] } : {}),
  };
}

/** "No known allergy", said in this visit: a record, not an empty table (SNOMED 716186003). */
export function noKnownAllergy(about: About): Kept<AllergyIntolerance> {
  return {
    resourceType: 'AllergyIntolerance', id: `${about.visit.id}-nka`, clinicalStatus: { coding: [{ system: systems.allergyClinical, code: 'active' }] }, verificationStatus: { coding: [{ system: systems.allergyVerification, code: 'confirmed' }] }, category: ['medication'],
    code: { coding: [{ system: systems.snomed, code: '716186003', display: 'No known allergy' }], text: 'Tidak ada alergi yang diketahui' }, patient: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, recordedDate: utc(about.at),
  };
}

export function condition(about: About, given: { id: string; code: string; display: string; ended: boolean }): Kept<Condition> {
  return {
    resourceType: 'Condition', id: given.id, clinicalStatus: { coding: [{ system: systems.clinical, code: given.ended ? 'inactive' : 'active' }] }, verificationStatus: { coding: [{ system: systems.verification, code: given.ended ? 'entered-in-error' : 'confirmed' }] },
    category: [{ coding: [{ system: systems.conditionCategory, code: 'encounter-diagnosis' }] }], code: { coding: [{ system: systems.icd10, code: given.code, display: given.display }] }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, recordedDate: utc(about.at),
  };
}

export function procedureDone(about: About, given: { id: string; code: string; display: string; ended: boolean }): Kept<Procedure> {
  return {
    resourceType: 'Procedure', id: given.id, status: given.ended ? 'entered-in-error' : 'completed', code: { coding: [{ system: systems.icd9, code: given.code, display: given.display }] }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` },
    performedDateTime: utc(about.at),
  };
}

export function serviceRequest(about: About, given: { id: string; kind: 'lab' | 'rad'; panel: string; name: string; urgent: boolean; cancelled: boolean }): Kept<ServiceRequest> {
  return {
    resourceType: 'ServiceRequest', id: given.id, status: given.cancelled ? 'revoked' : 'active', intent: 'order', priority: given.urgent ? 'stat' : 'routine', category: [{ coding: [{ system: systems.snomed, code: given.kind === 'lab' ? '108252007' : '363679005' }] }],
    code: { coding: [{ system: systems.panel, code: given.panel }], text: given.name }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, authoredOn: utc(about.at),
  };
}

/** Whether care givers elsewhere may see the patient's data: one Consent of the person, its newest version counts. */
export function sharing(visit: Visit, at: Temporal.Instant, provision: 'permit' | 'deny'): Kept<Consent> {
  return {
    resourceType: 'Consent', id: `${visit.personId}-berbagi`, status: provision === 'permit' ? 'active' : 'inactive', scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] }, category: [{ coding: [{ system: systems.loinc, code: '59284-0' }] }],
    patient: { reference: `Patient/${visit.personId}` }, dateTime: utc(at), policyRule: { text: 'UU 27/2022 tentang Pelindungan Data Pribadi' }, provision: { type: provision },
  };
}

/** `2026-11-26T02:00:00+00:00`: UTC with an explicit offset, whole seconds (domain 8). */
export function utc(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' }).replace('Z', '+00:00');
}

function period(from: Temporal.Instant, to: Temporal.Instant | undefined): { start: string; end?: string } {
  return { start: utc(from), ...(to ? { end: utc(to) } : {}) };
}
