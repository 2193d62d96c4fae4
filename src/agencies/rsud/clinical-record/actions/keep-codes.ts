import { z } from 'zod';
import { action } from '#platform/action';
import { definitionTypes, type Definition, type Terminology } from '../terminology/index.ts';
import type { ClinicalRecord } from '../record.ts';

const definition = z.custom<Definition>((value) => typeof value === 'object' && value !== null && 'resourceType' in value && definitionTypes.some((type) => type === value.resourceType), 'Kirim StructureDefinition, ValueSet, atau ConceptMap');

/** Keeps a profile, value set or map of the hospital or of SATUSEHAT. What is written from now on and claims the profile is held to it. */
export function keepDefinition(terminology: Terminology) {
  return action({
    name: 'clinical-record/keep-definition', allow: 'clinical-record/import', input: z.strictObject({ resource: definition }),
    async run(work, { resource }) {
      await terminology.keep(work, resource);
      work.note({ subject: resource.url ?? '', kind: resource.resourceType });
    },
  });
}

/** Merging two patients who are one person, and parting them again. */
export function mergeActions(record: ClinicalRecord) {
  const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
  const reason = z.string().trim().min(5).max(300);
  return {
    merge: action({ name: 'clinical-record/merge', allow: 'clinical-record/merge', input: z.strictObject({ gone: id, kept: id, reason }), run: (work, input) => record.mergePatients(work, input) }),
    part: action({ name: 'clinical-record/part', allow: 'clinical-record/merge', input: z.strictObject({ gone: id, reason }), run: (work, input) => record.partPatients(work, input) }),
  };
}
