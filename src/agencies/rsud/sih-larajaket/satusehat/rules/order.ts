import type { Reference, Resource } from '@medplum/fhirtypes';

/** What goes to SATUSEHAT, in the order of its outpatient book (domain 8). Patients are looked up, not sent. */
const order = ['Encounter', 'AllergyIntolerance', 'Observation', 'Condition', 'Procedure', 'MedicationRequest', 'ServiceRequest', 'DiagnosticReport', 'MedicationDispense', 'Composition'] as const;
export const sentTypes: ReadonlySet<string> = new Set(order);

/** Where a type stands in that order. */
export function placeInBook(type: string): number {
  const place = order.findIndex((one) => one === type);
  return place < 0 ? order.length : place;
}

/** `Encounter/…` of everything a resource names that we send ourselves. The reference to the patient is answered by the look-up. */
export function dependenciesOf(resource: Resource): string[] {
  return [...new Set(referencesIn(resource).map((one) => one.reference ?? ''))].filter((reference) => sentTypes.has(reference.split('/')[0] ?? '')).sort();
}

function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (value === null || typeof value !== 'object') return [];
  const own = 'reference' in value && typeof value.reference === 'string' ? [value as Reference] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}
