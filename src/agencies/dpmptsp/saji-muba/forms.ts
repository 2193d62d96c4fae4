import type { FormDocument, FormStep, PropertySchema } from '#commons/forms';
import type { PermitType } from './rules/type.ts';

/** Kind of the files people send with an application. */
export const paperKind = 'saji-muba/berkas';

export function formIdOf(type: string): string {
  return `saji-muba/${type}`;
}

/** Field of the file question of a requirement. */
export function paperField(requirement: string): string {
  return `berkas_${requirement.replaceAll('-', '_')}`;
}

/** The form of a type: its own questions, then one file question for each requirement. Photos are welcome, never demanded: an officer can collect the paper. */
export function formOf(type: PermitType): FormDocument {
  const papers = Object.fromEntries(type.requirements.map((requirement): [string, PropertySchema] => [paperField(requirement.id), { $ref: 'serasan:file' }]));
  return {
    id: formIdOf(type.id), version: type.form.version, title: type.name, lead: type.summary,
    schema: { type: 'object', properties: { ...type.form.properties as Record<string, PropertySchema>, ...papers }, required: type.form.required },
    steps: [
      ...type.form.steps as unknown as FormStep[],
      {
        id: 'berkas', together: true, title: { id: 'Foto berkas', en: 'Photos of your papers' }, lead: { id: 'Foto saja sudah cukup. Yang belum ada boleh dilewati: petugas dapat menjemputnya.', en: 'A photo is enough. What you do not have yet may be left out: an officer can collect it.' },
        questions: type.requirements.map((requirement) => ({ field: paperField(requirement.id), label: requirement.name, fileKind: paperKind, ...(requirement.hint ? { hint: requirement.hint } : {}) })),
      },
    ],
  };
}
