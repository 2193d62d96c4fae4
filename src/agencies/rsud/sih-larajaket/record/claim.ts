import type { RecordsCase } from '../reads/records-desk.ts';
import { canonicalJson, sha256 } from '#kernel/digest';

type ClaimCase = Pick<RecordsCase, 'visit' | 'person' | 'missing' | 'codings' | 'resume' | 'resumeSealed' | 'rx' | 'orders' | 'control'>;

/** What an insurer would send a claim back for (domain 3.5): what the file itself lacks, and what belongs to a claim only. */
export function claimGapsOf(chosen: ClaimCase): string[] {
  const { visit, orders, rx, missing } = chosen;
  const gaps: string[] = missing.filter((one) => one !== 'results-unread');
  if (visit.state !== 'finished') gaps.push('not-finished');
  // A test that is claimed shows its result; one that was cancelled is not claimed.
  for (const order of orders) if (order.state === 'ordered') gaps.push(`no-result:${order.panel}`);
  for (const item of rx?.state === 'sent' ? rx.items : []) if (item.handed === 0) gaps.push(`not-handed:${item.no}`);
  return gaps;
}

/**
 * What a casemix tool or insurer needs of one visit: codes, résumé, prescription as handed, results, control letter, seals, what would send it back, and its own hash. The grouper is not ours:
 * ICD-10 and ICD-9-CM stand as they were coded, with room for a newer one.
 */
export function claimBundle(chosen: ClaimCase): Record<string, unknown> {
  const { visit, rx } = chosen;
  const body = {
    form: 'sih-larajaket/claim/2', visit: { code: visit.code, date: visit.date.toString(), poli: visit.poli, doctor: visit.doctorName, payer: visit.payer, sep: visit.sep ?? null }, patient: { norm: chosen.person.norm ?? null, birthDate: chosen.person.birthDate ?? null, sex: chosen.person.sex ?? null },
    diagnoses: chosen.codings.filter((coding) => coding.kind === 'diagnosis').map(({ rank, code, display }) => ({ rank, code, display })), procedures: chosen.codings.filter((coding) => coding.kind === 'procedure').map(({ code, display }) => ({ code, display })),
    prescription: rx?.state === 'sent' ? { number: rx.number, lines: rx.items.map((item) => ({ no: item.no, drug: item.drug, name: item.drug_name, signa: item.signa, days: item.days, quantity: item.quantity, handed: item.handed })) } : null,
    results: chosen.orders.flatMap((order) => order.results.filter((result) => result.state === 'final' || result.state === 'amended').map((result) => ({ panel: order.panel, test: result.test, name: result.name, value: result.value ?? null, unit: result.unit ?? null, text: result.text, at: result.at.toString() }))),
    control: chosen.control ? { date: chosen.control.date, letter: chosen.control.letter } : null,
    resume: chosen.resume, resumeSeal: chosen.resumeSealed?.seal ?? null, missing: claimGapsOf(chosen), grouper: null,
  };
  return { ...body, sha256: sha256(canonicalJson(body)) };
}
