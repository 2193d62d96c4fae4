/** Canonical names of code systems and identifiers (domain 5). */
export const systems = {
  icd10: 'http://hl7.org/fhir/sid/icd-10', icd9: 'http://hl7.org/fhir/sid/icd-9-cm', loinc: 'http://loinc.org', snomed: 'http://snomed.info/sct', ucum: 'http://unitsofmeasure.org', kfa: 'http://sys-ids.kemkes.go.id/kfa',
  actClass: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', category: 'http://terminology.hl7.org/CodeSystem/observation-category', clinical: 'http://terminology.hl7.org/CodeSystem/condition-clinical', verification: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
  conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category', allergyClinical: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', allergyVerification: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', diagnosisRole: 'http://terminology.hl7.org/CodeSystem/diagnosis-role',
  /** The hospital's own lists: formulary, panels, allergy classes, booking codes. */
  norm: 'urn:serasan:rsud:norm', formulary: 'urn:serasan:sih-larajaket:formularium', panel: 'urn:serasan:sih-larajaket:penunjang', drugClass: 'urn:serasan:sih-larajaket:golongan', visit: 'urn:serasan:sih-larajaket:kunjungan', prescription: 'urn:serasan:sih-larajaket:resep', prescriptionItem: 'urn:serasan:sih-larajaket:resep-item', screen: 'urn:serasan:sih-larajaket:skrining',
} as const;
