import type { Resource, ResourceType } from '@medplum/fhirtypes';

/** The resource types this record keeps: those the hospital's five services and the SATUSEHAT use cases need (domain file, sections 3.6 and 8). */
export const keptTypes = [
  'AllergyIntolerance', 'Appointment', 'Binary', 'CarePlan', 'CareTeam', 'ClinicalImpression', 'Communication', 'Composition', 'Condition', 'Consent', 'DetectedIssue', 'Device',
  'DeviceUseStatement', 'DiagnosticReport', 'DocumentReference', 'Encounter', 'EpisodeOfCare', 'FamilyMemberHistory', 'Flag', 'Goal', 'GuidanceResponse', 'ImagingStudy',
  'Immunization', 'List', 'Location', 'Media', 'Medication', 'MedicationAdministration', 'MedicationDispense', 'MedicationRequest', 'MedicationStatement', 'Observation',
  'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'Procedure', 'Provenance', 'Questionnaire', 'QuestionnaireResponse', 'RelatedPerson', 'RiskAssessment',
  'ServiceRequest', 'Specimen', 'SupplyDelivery', 'Task',
] as const satisfies readonly ResourceType[];

export type KeptType = (typeof keptTypes)[number];

const kept: ReadonlySet<string> = new Set(keptTypes);

export function isKeptType(type: string): type is KeptType {
  return kept.has(type);
}

/** A resource as it is stored: with its id and what the record says about it. */
export type Stored<T extends Resource = Resource> = T & { readonly id: string; readonly meta: NonNullable<T['meta']> & { versionId: string; lastUpdated: string } };

/** The type of resource named `Name`. */
export type ResourceOf<Name extends Resource['resourceType']> = Extract<Resource, { resourceType: Name }>;
