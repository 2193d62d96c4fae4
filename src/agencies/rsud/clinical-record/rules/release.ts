import type { AllergyIntolerance, Bundle, CodeableConcept, Composition, Condition, MedicationRequest, Observation, Patient, Resource } from '@medplum/fhirtypes';
import type { Block } from '#platform/documents';

/** On whose word a copy is handed out, and the purpose by which the look at the record is written down. */
export const bases = { patient: 'own', guardian: 'own', court: 'legal', insurer: 'claim' } as const;
export type Basis = keyof typeof bases;

/** The copy as FHIR: a collection, the patient first, each resource in the version that was current then. */
export function releaseBundle(id: string, at: string, resources: readonly Resource[]): Bundle {
  const rank = (resource: Resource) => (resource.resourceType === 'Patient' ? 0 : 1);
  return { resourceType: 'Bundle', id, type: 'collection', timestamp: at, entry: resources.toSorted((a, b) => rank(a) - rank(b)).map((resource) => ({ fullUrl: `urn:serasan:${resource.resourceType}/${resource.id}`, resource })) };
}

/** The same for reading on paper: who, diagnoses, allergies, medicines, results by date, and the signed résumés. What is entered in error is left out; the bundle has it all. */
export function releaseBlocks(bundle: Bundle): Block[] {
  const all = (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : [])).filter((resource) => !JSON.stringify(resource).includes('"entered-in-error"'));
  const of = <T extends Resource['resourceType']>(type: T) => all.filter((resource): resource is Extract<Resource, { resourceType: T }> => resource.resourceType === type);
  const patient = of('Patient')[0];
  return [
    ...(patient ? [particulars(patient)] : []),
    ...table('Diagnosis', ['Tanggal', 'Kode', 'Diagnosis'], of('Condition').map((one: Condition) => [day(one.recordedDate ?? one.onsetDateTime), one.code?.coding?.[0]?.code ?? '', said(one.code)])),
    ...table('Alergi', ['Tanggal', 'Alergi'], of('AllergyIntolerance').map((one: AllergyIntolerance) => [day(one.recordedDate), said(one.code)])),
    ...table('Obat', ['Tanggal', 'Obat', 'Aturan pakai'], of('MedicationRequest').map((one: MedicationRequest) => [day(one.authoredOn), said(one.medicationCodeableConcept), one.dosageInstruction?.[0]?.text ?? ''])),
    ...table('Pengukuran dan hasil', ['Tanggal', 'Pemeriksaan', 'Hasil'], of('Observation').map((one: Observation) => [day(one.effectiveDateTime), said(one.code), resultOf(one)])),
    ...of('Composition').flatMap((one: Composition): Block[] => [{ kind: 'heading', text: `${one.title}, ${day(one.date)}` }, ...(one.section ?? []).flatMap((section): Block[] => [{ kind: 'paragraph', text: `${section.title ?? ''}: ${plain(section.text?.div ?? '')}`, align: 'left' }])]),
  ];
}

function particulars(patient: Patient): Block {
  const sex = patient.gender === 'female' ? 'Perempuan' : patient.gender === 'male' ? 'Laki-laki' : '–';
  return { kind: 'fields', rows: [['Nama', patient.name?.[0]?.text ?? '–'], ['Tanggal lahir', patient.birthDate ?? '–'], ['Jenis kelamin', sex], ['Nomor rekam medis', patient.identifier?.find((one) => one.system?.endsWith(':norm'))?.value ?? '–']] };
}

function table(heading: string, head: string[], rows: string[][]): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'heading', text: heading }, { kind: 'table', head, rows: rows.toSorted((a, b) => (a[0] ?? '').localeCompare(b[0] ?? '')), widths: head.map((_, index) => (index === head.length - 1 ? 5 : index === 0 ? 2 : 3)) }];
}

function said(concept: CodeableConcept | undefined): string {
  return concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code ?? '–';
}

function resultOf(one: Observation): string {
  if (one.valueQuantity?.value !== undefined) return `${String(one.valueQuantity.value).replace('.', ',')} ${one.valueQuantity.unit ?? ''}`.trim();
  return one.valueString ?? (one.valueInteger === undefined ? undefined : String(one.valueInteger)) ?? (one.valueCodeableConcept ? said(one.valueCodeableConcept) : '–');
}

function day(instant: string | undefined): string {
  return instant?.slice(0, 10) ?? '–';
}

/** The words of a narrative. */
function plain(div: string): string {
  return div.replaceAll(/<br\s*\/?>/g, ' · ').replaceAll(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
}
