/** What a visit holds when somebody asks whether its file is complete. */
export interface VisitFile {
  readonly payer: 'jkn' | 'umum' | 'other';
  readonly hasVitals: boolean;
  readonly allergyAsked: boolean;
  readonly noteSigned: boolean;
  readonly primaryDiagnoses: number;
  readonly prescriptionLines: number;
  readonly prescriptionSent: boolean;
  readonly ordersOpen: number;
  readonly resultsUnread: number;
  readonly consentGeneral: boolean;
  readonly sep: string | undefined;
  readonly resumeSigned: boolean;
}

export type Missing = 'vitals' | 'allergy' | 'note' | 'diagnosis' | 'main-twice' | 'prescription' | 'results-unread' | 'consent' | 'sep' | 'sep-shape' | 'resume';

/** `0001R0011126V000123` (domain 4): facility, day, month and year, serial. */
const sepForm = /^\d{4}[A-Z]\d{3}\d{4}V\d{6}$/;

/** What is still missing before the patient leaves (domain 3.5). Open laboratory orders do not hold a visit: their results come to the doctor's inbox. */
export function missingOf(file: VisitFile): Missing[] {
  const missing: Missing[] = [];
  if (!file.hasVitals) missing.push('vitals');
  if (!file.allergyAsked) missing.push('allergy');
  if (!file.noteSigned) missing.push('note');
  if (file.primaryDiagnoses === 0) missing.push('diagnosis');
  if (file.primaryDiagnoses > 1) missing.push('main-twice');
  if (file.prescriptionLines > 0 && !file.prescriptionSent) missing.push('prescription');
  if (file.resultsUnread > 0) missing.push('results-unread');
  if (!file.consentGeneral) missing.push('consent');
  if (!file.resumeSigned) missing.push('resume');
  if (file.payer === 'jkn' && !file.sep) missing.push('sep');
  if (file.payer === 'jkn' && file.sep && !sepForm.test(file.sep)) missing.push('sep-shape');
  return missing;
}
