/** What the national profiles ask of each type, as a summary of their cardinalities (domain 8). */
const required: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['status', 'statusHistory', 'class', 'subject', 'location', 'identifier', 'period', 'serviceProvider', 'participant'], Condition: ['code', 'subject', 'encounter'], Observation: ['status', 'code', 'subject', 'encounter'], Procedure: ['status', 'code', 'subject', 'encounter'],
  AllergyIntolerance: ['category', 'code', 'patient'], MedicationRequest: ['status', 'intent', 'subject', 'identifier'], MedicationDispense: ['status', 'subject'], Composition: ['status', 'type', 'subject', 'date', 'author', 'title'], ServiceRequest: ['status', 'intent', 'code', 'subject'], DiagnosticReport: ['status', 'code', 'subject'],
  Organization: ['active', 'identifier', 'name', 'partOf'], Location: ['identifier', 'status', 'name', 'mode', 'managingOrganization'], Patient: ['identifier', 'name', 'gender', 'birthDate'],
};
const earliest = '2014-06-03T00:00:00+00:00';

export interface Fault { readonly text: string; readonly expression: string }

/** The first thing SATUSEHAT would refuse, or nothing. */
export function faultOf(type: string, body: Record<string, unknown>, world: { organization: string; knows: (reference: string) => boolean }): Fault | undefined {
  const missing = (required[type] ?? []).find((name) => body[name] === undefined);
  if (missing) return { text: `${type}.${missing}: minimum required = 1, but only found 0`, expression: `${type}.${missing}` };
  if (/^Medication(Request|Dispense)$/.test(type) && body['medicationReference'] === undefined && body['medicationCodeableConcept'] === undefined) return { text: `${type}.medication[x]: minimum required = 1, but only found 0`, expression: `${type}.medication[x]` };
  return identifierFault(type, body, world.organization) ?? timeFault(type, body) ?? referenceFault(type, body, world) ?? special(type, body);
}

function identifierFault(type: string, body: Record<string, unknown>, organization: string): Fault | undefined {
  const given = [body['identifier'] ?? []].flat() as { system?: string }[];
  const foreign = given.some((one) => one.system?.startsWith('http://sys-ids.kemkes.go.id/') && !one.system.endsWith(`/${organization}`));
  return foreign ? { text: 'Organization in identifier system does not match the client (RuleNumber: 10117)', expression: `${type}.identifier.system` } : undefined;
}

/** Instants are UTC with `+00:00`, and not before 3 June 2014. */
function timeFault(type: string, body: unknown): Fault | undefined {
  const times = [...JSON.stringify(body).matchAll(/"(\d{4}-\d{2}-\d{2}T[^"]*)"/g)].map((match) => match[1] ?? '');
  if (times.some((time) => !time.endsWith('+00:00'))) return { text: 'Date time must be in UTC with offset +00:00', expression: type };
  return times.some((time) => time < earliest) ? { text: 'Date before 2014-06-03 is not allowed', expression: type } : undefined;
}

function referenceFault(type: string, body: unknown, { organization, knows }: { organization: string; knows: (reference: string) => boolean }): Fault | undefined {
  const references = [...JSON.stringify(body).matchAll(/"reference":"([^"]+)"/g)].map((match) => match[1] ?? '');
  for (const reference of references) {
    const [target = '', id = ''] = reference.split('/');
    if (target === 'Patient' && !/^(P\d{11}|\d{12})$/.test(id)) return { text: `Patient ${id} is not an IHS number`, expression: `${type}.subject` };
    if (target === 'Practitioner' && !/^N\d+$/.test(id)) return { text: `Practitioner ${id} is not an IHS number`, expression: `${type}.participant` };
    if (['Patient', 'Practitioner'].includes(target) || reference === `Organization/${organization}` || reference.startsWith('#')) continue;
    if (target === 'Organization' && !knows(reference)) return { text: 'Resource cannot be accessed due to business rule', expression: type };
    if (!knows(reference)) return { text: `Reference_not_found: ${reference}`, expression: type };
  }
  return undefined;
}

function special(type: string, body: Record<string, unknown>): Fault | undefined {
  if (type === 'MedicationRequest' && body['contained'] !== undefined && !JSON.stringify(body['contained']).includes('StructureDefinition/MedicationType')) return { text: 'Medication extension MedicationType minimum 1', expression: 'Medication.extension' };
  if (type !== 'Encounter' || body['status'] !== 'finished') return undefined;
  const history = body['statusHistory'] as { status: string; period: { start?: string; end?: string } }[];
  const lacking = ['arrived', 'in-progress', 'finished'].find((status) => !history.some((span) => span.status === status && span.period.start && span.period.end));
  return lacking ? { text: `Encounter.statusHistory must contain ${lacking} with start and end`, expression: 'Encounter.statusHistory' } : undefined;
}
