import type { RecordsCase } from '../reads/records-desk.ts';
import { canonicalJson, sha256 } from '#kernel/digest';

/** What a casemix tool or insurer needs of one visit: codes, résumé, seals, and its own hash. The grouper is not ours: ICD-10 and ICD-9-CM stand as they were coded, with room for a newer one. */
export function claimBundle(chosen: RecordsCase): Record<string, unknown> {
  const { visit } = chosen;
  const body = {
    form: 'sih-larajaket/claim/1', visit: { code: visit.code, date: visit.date.toString(), poli: visit.poli, doctor: visit.doctorName, payer: visit.payer, sep: visit.sep ?? null }, patient: { norm: chosen.person.norm ?? null, birthDate: chosen.person.birthDate ?? null, sex: chosen.person.sex ?? null },
    diagnoses: chosen.codings.filter((coding) => coding.kind === 'diagnosis').map(({ rank, code, display }) => ({ rank, code, display })), procedures: chosen.codings.filter((coding) => coding.kind === 'procedure').map(({ code, display }) => ({ code, display })),
    resume: chosen.resume, resumeSeal: chosen.resumeSealed?.seal ?? null, missing: chosen.missing, grouper: null,
  };
  return { ...body, sha256: sha256(canonicalJson(body)) };
}
