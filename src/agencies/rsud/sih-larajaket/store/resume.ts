import type { Words } from '#kernel/manifest';
import { formatDate } from '#kernel/time';
import type { Actor } from '#kernel/actor';
import { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { readAllergies } from '../record/chart.ts';
import { writeDecimal } from '../rules/decimal.ts';
import { resumeOf, type Section } from '../rules/resume.ts';
import { readSigna, saySigna } from '../rules/signa.ts';
import { codingsOf } from './coding.ts';
import { noteOf } from './notes.ts';
import { rxOf } from './prescriptions.ts';
import { readerOf } from './reader.ts';
import { ordersOf } from './results.ts';
import { triageOf } from './triage.ts';
import type { Visit } from './visits.ts';

export const sectionNames: Readonly<Record<Section['id'], Words>> = {
  complaint: { id: 'Keluhan', en: 'Complaint' }, findings: { id: 'Pemeriksaan', en: 'Findings' }, diagnosis: { id: 'Diagnosis', en: 'Diagnosis' }, procedure: { id: 'Tindakan', en: 'Procedures' }, results: { id: 'Hasil penunjang', en: 'Results' },
  medicine: { id: 'Obat', en: 'Medicine' }, allergy: { id: 'Alergi', en: 'Allergies' }, plan: { id: 'Rencana', en: 'Plan' }, control: { id: 'Kontrol', en: 'Next visit' },
};

/** The résumé of a visit as its data stands now. */
export async function resumeFor(doors: Doors, by: Actor | Work, visit: Visit): Promise<Section[]> {
  const reader = readerOf(doors.database, by instanceof Work ? by : undefined);
  const note = await noteOf(reader, visit.id);
  const rx = await rxOf(reader, visit.id);
  const orders = await ordersOf(reader, { visitIds: [visit.id] });
  const triage = await triageOf(reader, visit.id);
  const control = await reader.selectFrom('sih_larajaket.control').selectAll().where('visit_id', '=', visit.id).executeTakeFirst();
  const referred = await reader.selectFrom('sih_larajaket.back_referral').select(['group_name', 'stable_since']).where('visit_id', '=', visit.id).executeTakeFirst();
  const known = (await readAllergies(doors.record, by, visit.personId)).map((one) => `${one.substance}${one.reaction ? `: ${one.reaction}` : ''}`);
  return resumeOf({
    note: note.body, codings: await codingsOf(reader, visit.id),
    medicines: (rx?.items ?? []).map((item) => { const read = readSigna(item.signa); return { name: item.drug_name, words: read.ok ? saySigna(read.signa) : item.signa, quantity: item.quantity }; }),
    results: orders.flatMap((order) => order.results.filter((one) => one.state === 'final' || one.state === 'amended')).map((one) => ({ name: one.name, shown: one.value === undefined ? one.text : `${writeDecimal(one.value)} ${one.unit ?? ''}${one.interpretation && one.interpretation !== 'N' ? ` (${one.interpretation})` : ''}` })),
    allergies: known.length > 0 ? known : triage?.allergy === 'none-known' ? ['Tidak ada alergi yang diketahui'] : [],
    control: [...(control ? [`${formatDate(Temporal.PlainDate.from(control.date))}, ${control.doctor_name}`] : []), ...(referred ? [`Diusulkan rujuk balik: ${referred.group_name}, stabil sejak ${formatDate(Temporal.PlainDate.from(referred.stable_since))}`] : [])],
  });
}
