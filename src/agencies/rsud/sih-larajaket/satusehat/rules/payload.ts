import type { Resource } from '@medplum/fhirtypes';
import { systems } from '../../record/systems.ts';

/** What a resource needs to become SATUSEHAT's: the ids it has there, and who we are. */
export interface Abroad {
  readonly organization: string;
  /** `P…` of the patient. */
  readonly patient: string;
  readonly practitioner: { readonly ihs: string; readonly name: string };
  readonly location: { readonly id: string; readonly name: string };
  /** Remote id of a resource of ours, `Encounter/…`, or nothing while it has none. */
  readonly remote: (reference: string) => string | undefined;
  readonly medication: 'contained' | 'plain';
}

export interface Payload {
  readonly body: Record<string, unknown>;
  /** References that had to be left out because their target is not there yet: send again later. */
  readonly left: readonly string[];
}

/** The identifier under which SATUSEHAT knows a resource of ours. */
export function identifierOf(type: string, localId: string, organization: string): { system: string; value: string } {
  return { system: `http://sys-ids.kemkes.go.id/${type.toLowerCase()}/${organization}`, value: localId };
}

/** Our resource in SATUSEHAT's words (domain 8): its identifier, its references, its required elements; ours alone, and empty ones, left out. */
export function payloadOf(resource: Resource, localId: string, abroad: Abroad): Payload {
  const left: string[] = [];
  const { meta: _meta, id: _id, text: _text, ...rest } = structuredClone(resource) as unknown as Record<string, unknown>;
  const body = translate(rest, abroad, left) as Record<string, unknown>;
  const identifier = identifierOf(resource.resourceType, localId, abroad.organization);
  body['identifier'] = resource.resourceType === 'Composition' ? identifier : [identifier];
  for (const [name, reference] of Object.entries(patientReferences)) if (name in body) body[name] = reference(abroad);
  completions[resource.resourceType]?.(body, abroad, localId);
  if (Array.isArray(body['diagnosis'])) body['diagnosis'] = body['diagnosis'].filter((one: Record<string, unknown>) => one['condition'] !== undefined);
  return { body: prune(body) as Record<string, unknown>, left };
}

const patientReferences: Readonly<Record<string, (abroad: Abroad) => unknown>> = { subject: ({ patient }) => ({ reference: `Patient/${patient}` }), patient: ({ patient }) => ({ reference: `Patient/${patient}` }) };

/** References to our own resources become theirs; those without a remote id are named in `left` and dropped. */
function translate(value: unknown, abroad: Abroad, left: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => translate(item, abroad, left)).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object') return value;
  if ('reference' in value && typeof value.reference === 'string') {
    if (value.reference.startsWith('Patient/')) return { reference: `Patient/${abroad.patient}` };
    const remote = abroad.remote(value.reference);
    if (remote === undefined) { left.push(value.reference); return undefined; }
    return { reference: `${value.reference.split('/')[0]}/${remote}` };
  }
  const entries = Object.entries(value).map(([key, item]) => [key, translate(item, abroad, left)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const completions: Readonly<Record<string, (body: Record<string, unknown>, abroad: Abroad, localId: string) => void>> = {
  Encounter(body, { organization, practitioner, location }) {
    const period = body['period'];
    body['serviceProvider'] = { reference: `Organization/${organization}` };
    body['participant'] = [{ type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ATND' }] }], individual: { reference: `Practitioner/${practitioner.ihs}`, display: practitioner.name } }];
    body['location'] = [{ location: { reference: `Location/${location.id}`, display: location.name }, period }];
    // Triage and waiting are ours; SATUSEHAT reads arrived, in-progress, finished.
    const kept = (Array.isArray(body['statusHistory']) ? body['statusHistory'] as { status: string; period: { start: string; end?: string } }[] : []).filter((span) => ['arrived', 'in-progress', 'finished', 'cancelled'].includes(span.status));
    body['statusHistory'] = kept.map((span, index) => (span.period.end === undefined && kept[index + 1] ? { ...span, period: { ...span.period, end: kept[index + 1]?.period.start } } : span));
    if (body['status'] === 'triaged' || body['status'] === 'onleave') body['status'] = body['status'] === 'triaged' ? 'arrived' : 'in-progress';
  },
  MedicationRequest(body, { organization, practitioner, medication }, localId) {
    const concept = body['medicationCodeableConcept'] as { coding?: { code?: string; display?: string }[]; text?: string } | undefined;
    const compounded = JSON.stringify(body['category'] ?? '').includes('"racikan"');
    const type = { url: 'https://fhir.kemkes.go.id/r4/StructureDefinition/MedicationType', valueCodeableConcept: { coding: [{ system: 'http://terminology.kemkes.go.id/CodeSystem/medication-type', code: compounded ? 'SD' : 'NC' }] } };
    const code = { coding: (concept?.coding ?? []).slice(0, 1).map((coding) => (isKfa(coding.code) ? { ...coding, system: systems.kfa } : coding)), text: concept?.text };
    if (medication === 'contained') {
      body['contained'] = [{ resourceType: 'Medication', id: 'obat', identifier: [{ system: `http://sys-ids.kemkes.go.id/medication/${organization}`, value: localId }], code, status: 'active', extension: [type] }];
      body['medicationReference'] = { reference: '#obat', display: concept?.coding?.[0]?.display };
      delete body['medicationCodeableConcept'];
    } else body['medicationCodeableConcept'] = code;
    body['requester'] = { reference: `Practitioner/${practitioner.ihs}`, display: practitioner.name };
    delete body['category'];
  },
  Composition(body, { organization, practitioner }) {
    body['author'] = [{ reference: `Practitioner/${practitioner.ihs}`, display: practitioner.name }];
    body['custodian'] = { reference: `Organization/${organization}` };
  },
  Observation(body, { practitioner }) { body['performer'] = [{ reference: `Practitioner/${practitioner.ihs}`, display: practitioner.name }]; },
  ServiceRequest(body, { practitioner }) { body['requester'] = { reference: `Practitioner/${practitioner.ihs}`, display: practitioner.name }; },
};

/** National drug codes are eight digits: 91 substance, 92 template, 93 product. A code of our own formulary keeps its own system, so that it is never taken for another drug. */
function isKfa(code: string | undefined): boolean {
  return /^9[123]\d{6}$/.test(code ?? '');
}

/** No empty texts, lists or objects: "missing optional elements are omitted". */
function prune(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(prune).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (value === null || typeof value !== 'object') return value === null || value === '' ? undefined : value;
  const entries = Object.entries(value).map(([key, item]) => [key, prune(item)] as const).filter(([, item]) => item !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
