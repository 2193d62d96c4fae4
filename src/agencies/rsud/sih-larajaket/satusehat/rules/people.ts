/** A newborn as SATUSEHAT takes it: known by the mother's NIK until there is one of its own. */
export function newborn(given: { motherNik: string; name: string; birthDate: string; sex: 'L' | 'P'; birthOrder: number }): Record<string, unknown> {
  return {
    resourceType: 'Patient', meta: { profile: ['https://fhir.kemkes.go.id/r4/StructureDefinition/Patient'] }, active: true, identifier: [{ use: 'official', system: 'https://fhir.kemkes.go.id/id/nik-ibu', value: given.motherNik }],
    name: [{ use: 'official', text: given.name }], gender: given.sex === 'P' ? 'female' : 'male', birthDate: given.birthDate, multipleBirthInteger: given.birthOrder,
  };
}

/** The part of the hospital that sends visits, under its own organisation. */
export function department(organization: string): Record<string, unknown> {
  return {
    resourceType: 'Organization', active: true, identifier: [{ use: 'official', system: `http://sys-ids.kemkes.go.id/organization/${organization}`, value: 'rawat-jalan' }], type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'dept', display: 'Hospital Department' }] }],
    name: 'Instalasi Rawat Jalan', partOf: { reference: `Organization/${organization}` },
  };
}

/** A clinic as a room of that part. */
export function clinic(organization: string, given: { code: string; name: string; department: string }): Record<string, unknown> {
  return {
    resourceType: 'Location', identifier: [{ system: `http://sys-ids.kemkes.go.id/location/${organization}`, value: given.code }], status: 'active', name: given.name, mode: 'instance',
    physicalType: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'ro', display: 'Room' }] }, managingOrganization: { reference: `Organization/${given.department}` },
  };
}
