import type { Composition, DiagnosticReport, MedicationDispense, MedicationRequest, Observation } from '@medplum/fhirtypes';
import { saySigna, type Signa } from '../rules/signa.ts';
import { utc, type About, type Kept } from './facts.ts';
import { systems } from './systems.ts';

const eventCodes = { 'before-meal': 'AC', 'with-meal': 'C', 'after-meal': 'PC', 'morning': 'MORN', 'noon': 'NOON', 'evening': 'EVE', 'bedtime': 'HS' } as const;
const routes: Readonly<Record<string, { code: string; display: string }>> = { oral: { code: 'O', display: 'Oral' }, external: { code: 'TD', display: 'Transdermal' }, injection: { code: 'P', display: 'Parenteral' }, inhaled: { code: 'Inhal', display: 'Inhalation' }, eye: { code: 'OPH', display: 'Ophthalmic' } };

export interface PrescribedItem {
  readonly id: string;
  readonly rxNumber: string;
  readonly no: number;
  readonly drug: string;
  readonly name: string;
  readonly class: string;
  readonly ingredient: string;
  readonly route: string;
  readonly signa: Signa;
  readonly quantity: number;
  readonly iterations: number;
  readonly compounded: boolean;
  readonly stopped: boolean;
}

/** One line of a prescription: two identifiers, one per prescription and one per item; dosage from the structured signa. Validity ends with the days of the medicine. */
export function medicationRequest(about: About, item: PrescribedItem): Kept<MedicationRequest> {
  return {
    resourceType: 'MedicationRequest', id: item.id, identifier: [{ system: systems.prescription, value: item.rxNumber }, { system: systems.prescriptionItem, value: `${item.rxNumber}-${item.no}` }], status: item.stopped ? 'cancelled' : 'active', intent: 'order',
    medicationCodeableConcept: { coding: [{ system: systems.formulary, code: item.drug, display: item.name }, { system: systems.drugClass, code: item.class }], text: item.ingredient }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, authoredOn: utc(about.at),
    dosageInstruction: [dosage(item.signa, item.route)],
    dispenseRequest: {
      numberOfRepeatsAllowed: item.iterations, quantity: { value: item.quantity, unit: item.signa.unit }, validityPeriod: { start: utc(about.at), end: utc(about.at.add({ hours: 24 * (item.signa.days ?? 30) * (1 + item.iterations) })) },
      ...(item.signa.days === undefined ? {} : { expectedSupplyDuration: { value: item.signa.days, unit: 'hari', system: systems.ucum, code: 'd' } }),
    },
    category: [{ text: item.compounded ? 'racikan' : 'non-racikan' }],
  };
}

function dosage(signa: Signa, route: string): NonNullable<MedicationRequest['dosageInstruction']>[number] {
  const atc = routes[route];
  return {
    text: saySigna(signa), asNeededBoolean: signa.prn !== undefined,
    timing: { repeat: { frequency: signa.frequency, period: signa.period.value, periodUnit: signa.period.unit, ...(signa.timing.length > 0 ? { when: signa.timing.map((timing) => eventCodes[timing]) } : {}), ...(signa.days === undefined ? {} : { boundsDuration: { value: signa.days, system: systems.ucum, code: 'd' } }) } },
    ...(atc ? { route: { coding: [{ system: 'http://www.whocc.no/atc', ...atc }] } } : {}), doseAndRate: [{ doseQuantity: { value: signa.dose, unit: signa.unit } }],
    ...(signa.prn ? { maxDosePerPeriod: { numerator: { value: signa.dose * signa.prn.maxPerDay, unit: signa.unit }, denominator: { value: 1, system: systems.ucum, code: 'd' } } } : {}),
  };
}

/** What left the pharmacy. `whenHandedOver` only when truly handed. */
export function medicationDispense(about: About, given: { id: string; itemId: string; name: string; quantity: number; unit: string; batch: string; handed: boolean; receiver: string }): Kept<MedicationDispense> {
  return {
    resourceType: 'MedicationDispense', id: given.id, status: given.handed ? 'completed' : 'in-progress', medicationCodeableConcept: { text: given.name }, subject: { reference: about.patient }, context: { reference: `Encounter/${about.visit.id}` }, authorizingPrescription: [{ reference: `MedicationRequest/${given.itemId}` }],
    quantity: { value: given.quantity, unit: given.unit }, whenPrepared: utc(about.at), ...(given.handed ? { whenHandedOver: utc(about.at) } : {}), ...(given.receiver ? { receiver: [{ display: given.receiver }] } : {}), note: [{ text: `Bets ${given.batch}` }],
  };
}

export interface ReportedResult { readonly id: string; readonly name: string; readonly loinc: string | undefined; readonly value: number | undefined; readonly unit: string | undefined; readonly low: number | undefined; readonly high: number | undefined; readonly interpretation: string | undefined; readonly text: string; readonly state: 'final' | 'amended' | 'withdrawn' }

export function resultObservation(about: About, orderId: string, result: ReportedResult): Kept<Observation> {
  return {
    resourceType: 'Observation', id: result.id, status: result.state === 'withdrawn' ? 'entered-in-error' : result.state, category: [{ coding: [{ system: systems.category, code: result.loinc ? 'laboratory' : 'imaging' }] }],
    code: { ...(result.loinc ? { coding: [{ system: systems.loinc, code: result.loinc }] } : {}), text: result.name }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, effectiveDateTime: utc(about.at), basedOn: [{ reference: `ServiceRequest/${orderId}` }],
    ...(result.value === undefined || result.unit === undefined ? { valueString: result.text || '–' } : { valueQuantity: { value: result.value, unit: result.unit, system: systems.ucum, code: result.unit } }),
    ...(result.interpretation ? { interpretation: [{ coding: [{ system: systems.interpretation, code: result.interpretation }] }] } : {}),
    ...(result.low === undefined || result.high === undefined ? {} : { referenceRange: [{ low: { value: result.low }, high: { value: result.high } }] }),
  };
}

export function diagnosticReport(about: About, given: { orderId: string; name: string; results: readonly string[]; conclusion: string; amended: boolean }): Kept<DiagnosticReport> {
  return {
    resourceType: 'DiagnosticReport', id: `${given.orderId}-r`, status: given.amended ? 'amended' : 'final', code: { text: given.name }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, effectiveDateTime: utc(about.at), issued: utc(about.at),
    basedOn: [{ reference: `ServiceRequest/${given.orderId}` }], result: given.results.map((id) => ({ reference: `Observation/${id}` })), ...(given.conclusion ? { conclusion: given.conclusion } : {}),
  };
}

/** The signed résumé: LOINC 18842-5, one section for each part. Text is escaped: it is what people typed. */
export function composition(about: About, given: { author: string; sections: readonly { title: string; text: string }[]; amended: boolean }): Kept<Composition> {
  return {
    resourceType: 'Composition', id: `${about.visit.id}-resume`, status: given.amended ? 'amended' : 'final', type: { coding: [{ system: systems.loinc, code: '18842-5', display: 'Discharge summary' }] }, subject: { reference: about.patient }, encounter: { reference: `Encounter/${about.visit.id}` }, date: utc(about.at),
    author: [{ display: given.author }], title: 'Resume rawat jalan', section: given.sections.map(({ title, text }) => ({ title, text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${escapeXml(text)}</div>` } })),
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br/>');
}
