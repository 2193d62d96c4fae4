import type { AllergyIntolerance, Condition, MedicationRequest, Observation } from '@medplum/fhirtypes';
import type { Actor } from '#kernel/actor';
import type { Work } from '#platform/database';
import { medicineOf } from '../reference/reference.ts';
import type { RecordDoor } from './door.ts';
import { systems } from './systems.ts';

export interface ChartAllergy { readonly substance: string; readonly class: string | undefined; readonly severe: boolean; readonly reaction: string | undefined }
export interface ChartDrug { readonly code: string; readonly name: string; readonly ingredient: string; readonly class: string; readonly words: string; readonly since: string }
export interface ChartResult { readonly key: string; readonly name: string; readonly unit: string; readonly points: readonly { readonly at: string; readonly value: number; readonly interpretation: string | undefined }[]; readonly high: number | undefined; readonly low: number | undefined }
/** What a doctor needs to know of a patient before the first question. */
export interface Chart {
  readonly problems: readonly { readonly code: string; readonly display: string; readonly since: string }[];
  readonly allergies: readonly ChartAllergy[];
  /** "No known allergy" is on record, and nothing speaks against it. */
  readonly noneKnown: boolean;
  readonly drugs: readonly ChartDrug[];
  readonly results: readonly ChartResult[];
}

/** Reads problems, allergies, active medicines and the latest results of a patient, all at once. `exceptVisit`: medicines of the visit being written are not "active before". */
export async function readChart(record: RecordDoor, by: Actor | Work, personId: string, today: Temporal.PlainDate, exceptVisit?: string): Promise<Chart> {
  const patient = `Patient/${personId}`;
  const [conditions, allergies, requests, observations] = await Promise.all([
    record.search(by, 'Condition', { patient, 'clinical-status': 'active', _count: '50', _sort: '-recorded-date' }),
    record.search(by, 'AllergyIntolerance', { patient, 'clinical-status': 'active', _count: '50' }),
    record.search(by, 'MedicationRequest', { patient, status: 'active', _count: '50', _sort: '-authoredon' }),
    record.search(by, 'Observation', { patient, category: 'laboratory', _count: '120', _sort: '-date' }),
  ]);
  const known = allergies.filter((one) => !isNoneKnown(one)).map(allergyOf);
  return { problems: problemsOf(conditions), allergies: known, noneKnown: known.length === 0 && allergies.some(isNoneKnown), drugs: drugsOf(requests, today, exceptVisit), results: resultsOf(observations) };
}

/** Known allergies of a patient, for what is read outside the doctor's screen. */
export async function readAllergies(record: RecordDoor, by: Actor | Work, personId: string): Promise<ChartAllergy[]> {
  const found = await record.search(by, 'AllergyIntolerance', { patient: `Patient/${personId}`, 'clinical-status': 'active', _count: '50' });
  return found.filter((one) => !isNoneKnown(one)).map(allergyOf);
}

function isNoneKnown(allergy: AllergyIntolerance): boolean {
  return allergy.code?.coding?.some((coding) => coding.code === '716186003') ?? false;
}

function allergyOf(allergy: AllergyIntolerance): ChartAllergy {
  return { substance: allergy.code?.text ?? '', class: allergy.code?.coding?.find((coding) => coding.system === systems.drugClass)?.code, severe: allergy.criticality === 'high', reaction: allergy.reaction?.[0]?.manifestation?.[0]?.text };
}

function problemsOf(conditions: readonly Condition[]): Chart['problems'] {
  const seen = new Map<string, { code: string; display: string; since: string }>();
  for (const condition of conditions) {
    const coding = condition.code?.coding?.find((one) => one.system === systems.icd10);
    if (!coding?.code) continue;
    // Newest first: what is met later is older, so the problem is at least as old as that.
    seen.set(coding.code, { code: coding.code, display: coding.display ?? condition.code?.text ?? coding.code, since: (condition.onsetDateTime ?? condition.recordedDate ?? '').slice(0, 10) });
  }
  return [...seen.values()];
}

function drugsOf(requests: readonly MedicationRequest[], today: Temporal.PlainDate, exceptVisit: string | undefined): ChartDrug[] {
  return requests.flatMap((request): ChartDrug[] => {
    const until = request.dispenseRequest?.validityPeriod?.end?.slice(0, 10);
    if ((until !== undefined && until < today.toString()) || (exceptVisit !== undefined && request.encounter?.reference === `Encounter/${exceptVisit}`)) return [];
    const coding = request.medicationCodeableConcept?.coding ?? [];
    const code = coding.find((one) => one.system === systems.formulary)?.code ?? coding[0]?.code ?? '';
    const known = medicineOf(code);
    return [{
      code, name: known?.name ?? coding[0]?.display ?? request.medicationCodeableConcept?.text ?? code, ingredient: known?.ingredient ?? request.medicationCodeableConcept?.text ?? '', class: known?.class ?? coding.find((one) => one.system === systems.drugClass)?.code ?? '',
      words: request.dosageInstruction?.[0]?.text ?? '', since: (request.authoredOn ?? '').slice(0, 10),
    }];
  });
}

function resultsOf(observations: readonly Observation[]): ChartResult[] {
  const groups = Map.groupBy(observations.filter((one) => one.valueQuantity?.value !== undefined && one.status !== 'entered-in-error'), (one) => `${one.code?.coding?.[0]?.code ?? one.code?.text ?? ''}|${one.valueQuantity?.unit ?? ''}`);
  return [...groups].map(([key, list]) => {
    const latest = list[0];
    return {
      key: key.split('|')[0] ?? key, name: latest?.code?.text ?? latest?.code?.coding?.[0]?.display ?? key, unit: latest?.valueQuantity?.unit ?? '', low: latest?.referenceRange?.[0]?.low?.value, high: latest?.referenceRange?.[0]?.high?.value,
      points: list.slice(0, 12).reverse().map((one) => ({ at: (one.effectiveDateTime ?? '').slice(0, 10), value: one.valueQuantity?.value ?? 0, interpretation: one.interpretation?.[0]?.coding?.[0]?.code })),
    };
  });
}
