/** What an actor may see and change of the record, read from their permissions. */
export interface Sight {
  /** Types that may be read; `*` is every type. */
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
  /** Only the record of this patient (a SMART `patient/…` token). */
  readonly patient: string | undefined;
  /** Sees what carries a sensitivity label (HIV, psychiatry, …). */
  readonly sensitive: boolean;
}

/** Labels that hide a resource from whoever is not cleared (HL7 v3 ActCode and Confidentiality: HIV, psychiatry, sexuality, substance use, sexual assault, very restricted). */
export const sensitiveLabels = ['HIV', 'PSY', 'PSYTHPN', 'SEX', 'STD', 'ETH', 'ETHUD', 'SUD', 'SDV', 'BH', 'R', 'V'] as const;

export function isSensitive(label: { readonly code?: string | undefined }): boolean {
  return sensitiveLabels.some((one) => one === label.code);
}

/** Types that are about nobody, which a patient's own token may read all the same. */
export const impersonalTypes = ['Location', 'Medication', 'Organization', 'Practitioner', 'PractitionerRole', 'Questionnaire', 'Device'] as const;
