import type { Observation } from '@medplum/fhirtypes';
import type { Transaction } from 'kysely';
import { system, type Actor } from '#kernel/actor';
import { civilDate } from '#kernel/time';
import type { Larajaket } from '../rooms.ts';
import { formulary } from '../reference/reference.ts';
import { utc } from '../record/facts.ts';
import { systems } from '../record/systems.ts';
import type { Tables } from '../store/tables.ts';
import { findVisit, findVisits, type Visit } from '../store/visits.ts';
import { arrive } from '../actions/arrive.ts';
import { casesFor, type DemoCase } from './cases.ts';

/** A clock the demonstration may set; `release` gives the real time back. */
export interface SteeredClock { now(): Temporal.Instant; set(to: Temporal.Instant): void; release(): void }

/** How many of today's visits go how far. */
export interface DemoSize { readonly visits: number; readonly triaged: number; readonly signed: number }
const everyday: DemoSize = { visits: 16, triaged: 9, signed: 4 };

const desk: Actor = system('demo', 'command');

/**
 * A synthetic clinic day on top of Saroale's: people who checked in there are triaged, seen, prescribed for, with results of a year behind them. Nobody is real. Does nothing when there are visits already.
 * Returns how many visits it made.
 */
export async function seedDemo(larajaket: Larajaket, clock: SteeredClock, doctor: { readonly id: string; readonly name: string } | undefined, size: DemoSize = everyday): Promise<number> {
  const { doors, perform, actions } = larajaket;
  const today = civilDate(clock.now(), doors.zone);
  const booked = (await doors.saroale.checkedInOn(today)).filter((one) => ['INT', 'ANA', 'JAN'].includes(one.poli));
  if (booked.length === 0 || (await findVisits(doors.database.read(), { date: today, limit: 1 })).length > 0) return 0;
  const chosen = [...booked.filter((one) => one.poli === 'INT'), ...booked.filter((one) => one.poli !== 'INT')].slice(0, size.visits);
  await doors.database.write({ actor: desk, action: 'sih-larajaket/seedDemo' }, async (work) => {
    work.note({ subject: 'demo', visits: chosen.length });
    await stockShelves(work.tables<Tables>(), today);
    if (doctor) await work.tables<Tables>().insertInto('sih_larajaket.practitioner').values({ account: doctor.id, name: doctor.name, profession: 'doctor', doctor: 'dr-cakra', sip: 'SIP/CONTOH/2026', sip_expires_on: today.add({ years: 2 }).toString(), ihs: 'N10000001' }).onConflict((conflict) => conflict.doNothing()).execute();
    if (!(await doors.record.code('icd-10', 'I10', work))) await doors.record.teach(work, 'icd-10', starterCodes);
    for (const one of chosen) await arrive(doors, work, one.bookingId);
  });
  for (const [index, one] of chosen.entries()) {
    const visit = await findVisit(doors.database.read(), one.bookingId);
    if (!visit || index >= size.triaged) continue;
    const story = casesFor(visit.poli)[index % casesFor(visit.poli).length];
    if (!story) continue;
    await perform(actions.triage, desk, { visitId: visit.id, ...story.triage, vitals: { ...story.triage.vitals, weight: String(60 + index) } });
    if (index < 6) await remember(larajaket, visit, story);
    if (index < size.signed && doctor) await treat(larajaket, visit, story, { ...desk, kind: 'staff', id: doctor.id, name: doctor.name, agency: 'rsud', channel: 'web' });
  }
  return chosen.length;
}

/** A few codes with everyday words in our own wording, for an empty dictionary. */
const starterCodes = [
  { code: 'E11.9', display: 'Diabetes melitus tipe 2 tanpa komplikasi', synonyms: ['kencing manis', 'sakit gula', 'gula darah tinggi'] }, { code: 'I10', display: 'Hipertensi esensial', synonyms: ['darah tinggi', 'tekanan darah tinggi'] },
  { code: 'J06.9', display: 'Infeksi saluran napas atas akut', synonyms: ['batuk pilek', 'flu', 'masuk angin'] },
];

async function stockShelves(tables: Pick<Transaction<Tables>, 'insertInto'>, today: Temporal.PlainDate): Promise<void> {
  await tables.insertInto('sih_larajaket.stock').values(formulary.medicines.flatMap((medicine, index) => [
    { drug: medicine.code, batch: `C${today.year % 100}A`, expires_on: today.add({ days: 120 + index }).toString(), on_hand: 40 + (index % 7) * 20 }, { drug: medicine.code, batch: `C${today.year % 100}B`, expires_on: today.add({ days: 500 + index }).toString(), on_hand: index % 9 === 0 ? 0 : 600 },
  ])).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Results of the past year, as another laboratory visit would have left them. */
async function remember({ doors }: Larajaket, visit: Visit, story: DemoCase): Promise<void> {
  if (story.results.length === 0) return;
  await doors.database.write({ actor: desk, action: 'sih-larajaket/seedDemo' }, async (work) => {
    await doors.record.put(work, story.results.flatMap((result) => result.values.map((value, index): Observation & { id: string } => ({
      resourceType: 'Observation', id: `${visit.id}-${result.loinc}-${index}`, status: 'final', category: [{ coding: [{ system: systems.category, code: 'laboratory' }] }], code: { coding: [{ system: systems.loinc, code: result.loinc }], text: result.name },
      subject: { reference: `Patient/${visit.personId}` }, effectiveDateTime: utc(work.now.subtract({ hours: 24 * 90 * (result.values.length - index) })), valueQuantity: { value, unit: result.unit, system: systems.ucum, code: result.unit },
      referenceRange: [{ low: { value: result.low }, high: { value: result.high } }], interpretation: [{ coding: [{ system: systems.interpretation, code: value > result.high ? 'H' : value < result.low ? 'L' : 'N' }] }],
    }))));
  });
}

async function treat({ doors, perform, actions }: Larajaket, visit: Visit, story: DemoCase, doctor: Actor): Promise<void> {
  await perform(actions.begin, doctor, { visitId: visit.id });
  if (!(await doors.record.code('icd-10', story.code))) return;
  await perform(actions.addCode, doctor, { visitId: visit.id, code: story.code });
  for (const line of story.rx) await perform(actions.prescribe, doctor, { visitId: visit.id, ...line, reason: 'Sudah dibahas dengan pasien' }).catch(() => undefined);
  await perform(actions.orderSupport, doctor, { visitId: visit.id, panel: story.panel });
  await perform(actions.sign, doctor, { visitId: visit.id, base: 0, note: story.note, proof: 're-authentication', typedMinutes: 1.1 });
}
