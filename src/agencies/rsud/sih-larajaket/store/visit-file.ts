import type { VisitFile } from '../rules/completeness.ts';
import { codingsOf } from './coding.ts';
import { noteOf } from './notes.ts';
import { rxOf } from './prescriptions.ts';
import type { Reader } from './reader.ts';
import { ordersOf } from './results.ts';
import { triageOf } from './triage.ts';
import type { Visit } from './visits.ts';

/** What the file of a visit holds now, for the completeness check. */
export async function fileOf(reader: Reader, visit: Visit, today: Temporal.PlainDate): Promise<VisitFile> {
  const triage = await triageOf(reader, visit.id);
  const note = await noteOf(reader, visit.id);
  const rx = await rxOf(reader, visit.id);
  const orders = await ordersOf(reader, { visitIds: [visit.id] });
  const codings = await codingsOf(reader, visit.id);
  const resume = await reader.selectFrom('sih_larajaket.resume').select('visit_id').where('visit_id', '=', visit.id).executeTakeFirst();
  const consent = await reader.selectFrom('sih_larajaket.consent').select('id').where('person_id', '=', visit.personId).where('kind', '=', 'general').where('payer', '=', visit.payer).where('until', '>=', today.toString()).where('withdrawn_at', 'is', null).limit(1).executeTakeFirst();
  return {
    payer: visit.payer, hasVitals: triage !== undefined && Object.keys(triage.vitals).length > 0, allergyAsked: triage !== undefined, noteSigned: note.state === 'signed', primaryDiagnoses: codings.filter((coding) => coding.kind === 'diagnosis' && coding.rank === 1).length,
    prescriptionLines: rx?.items.length ?? 0, prescriptionSent: rx?.state === 'sent', ordersOpen: orders.filter((order) => order.state === 'ordered').length, resultsUnread: orders.flatMap((order) => order.results).filter((result) => result.readAt === null && (result.state === 'final' || result.state === 'amended')).length,
    consentGeneral: consent !== undefined, sep: visit.sep, resumeSigned: resume !== undefined,
  };
}
