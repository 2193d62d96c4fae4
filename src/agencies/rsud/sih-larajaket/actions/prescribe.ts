import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { constraints, refusals } from '../problems.ts';
import { medicationRequest } from '../record/medicine-facts.ts';
import { writeEncounter, writeFacts } from '../record/write.ts';
import { formulary, medicineOf, type Medicine } from '../reference/reference.ts';
import { compound, type Recipe } from '../rules/compound.ts';
import { readDecimal } from '../rules/decimal.ts';
import { checkPrescription, drugLabel, type Alert, type Line } from '../rules/safety.ts';
import { quantityOf, readSigna, writeSigna, type Signa } from '../rules/signa.ts';
import { holdRx, type Rx, type RxItem } from '../store/prescriptions.ts';
import type { Tables } from '../store/tables.ts';
import { triageOf } from '../store/triage.ts';
import { holdVisit, moveVisit, type Visit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { chartFor, factsOf } from './patient-facts.ts';

const recipeLine = z.strictObject({ drug: z.string(), amountMg: z.string() });
const prescribeInput = z.strictObject({
  visitId: inputs.visitId, drug: z.string().min(1, { error: refusals.unknownDrug.detail }), signa: z.string().trim().min(3, { error: refusals.signa.detail }).max(120),
  quantity: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(1).max(2000).optional()), iterations: z.coerce.number().int().min(0).max(12).default(0), reason: z.string().trim().max(300).default(''),
  recipe: z.strictObject({ packs: z.coerce.number().int(), dtd: z.boolean(), vehicle: z.string().max(40).default('SL'), lines: z.array(recipeLine).min(1).max(8) }).optional(),
});

/** Adds a line to the prescription of a visit after every safety check. What must not be is stopped; what needs a reason gets one. After it was sent the pharmacy begins anew. */
export function prescribeAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/prescribe', input: prescribeInput, allow: 'sih-larajaket/treat', constraints,
    run: (work, input) => prescribe(doors, work, input),
  });
}

/** The step itself, also for what a device drafted without network. */
export async function prescribe(doors: Doors, work: Work, input: z.output<typeof prescribeInput>): Promise<{ itemId: string; alerts: readonly Alert[] }> {
  const visit = await prescribable(doors, work, input.visitId);
  const medicine = medicineOf(input.drug);
  if (!medicine) throw new Problem(refusals.unknownDrug, { fields: { drug: refusals.unknownDrug.detail } });
  const signa = signaOf(input.signa);
  const recipe = input.recipe && recipeOf(input.recipe);
  const quantity = input.quantity ?? quantityOf(signa);
  if (quantity === undefined) throw new Problem(refusals.quantity, { fields: { quantity: refusals.quantity.detail } });
  const rx = await holdRx(work, visit);
  const alerts = await check(doors, work, visit, rx, { medicine, signa });
  const overrides = refuseUnsafe(alerts, input.reason);
  const itemId = work.newId();
  const version = await nextVersion(work, rx);
  const last = await work.tables<Tables>().selectFrom('sih_larajaket.rx_item').select((select) => select.fn.max('no').as('no')).where('rx_id', '=', rx.id).executeTakeFirst();
  const no = 1 + (last?.no ?? 0);
  const name = recipe ? `Racikan: ${recipe.lines.map((line) => medicineOf(line.drug)?.name ?? line.drug).join(', ')}` : drugLabel(medicine);
  await work.tables<Tables>().insertInto('sih_larajaket.rx_item').values({
    id: itemId, rx_id: rx.id, no, drug: medicine.code, drug_name: name, signa: writeSigna(signa), days: signa.days ?? 30, quantity, iter_left: input.iterations, next_from: null, recipe: recipe ? JSON.stringify(recipe) : null,
    overrides: JSON.stringify(overrides), reason: input.reason, added_version: version, ended_version: null,
  }).execute();
  await writeFacts(doors, work, visit, (about) => [medicationRequest(about, { id: itemId, rxNumber: rx.number, no, drug: medicine.code, name, class: medicine.class, ingredient: medicine.ingredient, route: medicine.route, signa, quantity, iterations: input.iterations, compounded: recipe !== undefined, stopped: false })]);
  work.note({ subject: visit.id, item: itemId, overridden: overrides.map((one) => one.kind) });
  return { itemId, alerts };
}

/** Takes a line off. It stays on record with the version in which it ended. */
export function stopItemAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/stopItem', input: z.strictObject({ visitId: inputs.visitId, itemId: z.uuid() }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<void> {
      const visit = await prescribable(doors, work, input.visitId);
      const rx = await holdRx(work, visit);
      const item = rx.items.find((one) => one.id === input.itemId);
      work.note({ subject: visit.id, item: input.itemId });
      if (!item) return;
      if (item.handed > 0) throw new Problem(refusals.rxSent);
      const version = await nextVersion(work, rx);
      await work.tables<Tables>().updateTable('sih_larajaket.rx_item').set({ ended_version: version }).where('id', '=', item.id).execute();
      const medicine = medicineOf(item.drug);
      if (medicine) await writeFacts(doors, work, visit, (about) => [medicationRequest(about, { id: item.id, rxNumber: rx.number, no: item.no, drug: item.drug, name: item.drug_name, class: medicine.class, ingredient: medicine.ingredient, route: medicine.route, signa: signaOf(item.signa), quantity: item.quantity, iterations: item.iter_left, compounded: item.recipe !== null, stopped: true })]);
    },
  });
}

/** A visit whose prescription may change: while the doctor works, and afterwards until the medicine is handed over. Then the pharmacy's work begins anew. */
async function prescribable(doors: Doors, work: Work, visitId: string): Promise<Visit> {
  const visit = await holdVisit(work, visitId);
  if (visit.state === 'screened' || visit.state === 'prepared') {
    const back = await moveVisit(work, visit, 'return', 'Resep diubah dokter');
    await writeEncounter(doors, work, back);
    return back;
  }
  if (!['in-progress', 'waiting-support', 'doctor-done', 'coded'].includes(visit.state)) throw new Problem(refusals.rxSent, { facts: { state: visit.state } });
  return visit;
}

async function check(doors: Doors, work: Work, visit: Visit, rx: Rx, added: Line): Promise<Alert[]> {
  const facts = factsOf(visit, await chartFor(doors, work, visit), await triageOf(work.tables<Tables>(), visit.id));
  return checkPrescription([...linesOf(rx.items), added], facts, formulary).filter((alert) => alert.drug === added.medicine.code || alert.drug === '');
}

/** The lines of a prescription as the checks read them. */
export function linesOf(items: readonly RxItem[]): Line[] {
  return items.flatMap((item) => {
    const medicine: Medicine | undefined = medicineOf(item.drug);
    return medicine ? [{ medicine, signa: signaOf(item.signa) }] : [];
  });
}

function refuseUnsafe(alerts: readonly Alert[], reason: string): { kind: string; reason: string }[] {
  const stop = alerts.find((alert) => alert.tier === 'stop');
  if (stop) throw new Problem(refusals.unsafe, { detail: stop.words, fields: { drug: stop.words }, facts: { alerts } });
  const confirm = alerts.filter((alert) => alert.tier === 'confirm');
  if (confirm.length > 0 && reason.length < 5) throw new Problem(refusals.needsReason, { detail: confirm.map((alert) => alert.words).join(' '), fields: { reason: refusals.needsReason.title }, facts: { alerts } });
  return confirm.map((alert) => ({ kind: alert.kind, reason }));
}

function recipeOf(given: { packs: number; dtd: boolean; vehicle: string; lines: readonly { drug: string; amountMg: string }[] }): Recipe {
  const lines = given.lines.map((line) => {
    const medicine = medicineOf(line.drug);
    if (!medicine) throw new Problem(refusals.unknownDrug, { fields: { recipe: refusals.unknownDrug.detail } });
    return { drug: medicine.code, ingredient: medicine.ingredient, strengthMg: medicine.strengthMg, amountMg: readDecimal(line.amountMg) ?? 0 };
  });
  const recipe = { packs: given.packs, dtd: given.dtd, vehicle: given.vehicle, lines };
  if (!compound(recipe).ok) throw new Problem(refusals.recipe, { fields: { recipe: refusals.recipe.detail } });
  return recipe;
}

/** The structured signa of what was typed or stored. */
export function signaOf(typed: string): Signa {
  const read = readSigna(typed);
  if (!read.ok) throw new Problem(refusals.signa, { fields: { signa: signaFaults[read.fault] ?? refusals.signa.detail } });
  return read.signa;
}

const signaFaults: Readonly<Record<string, string>> = {
  'dose': 'Takarannya tidak jelas. Tulis dengan koma desimal, misalnya 2,5.', 'frequency': 'Berapa kali sehari? Tulis misalnya 3x1.', 'unit': 'Satuannya belum dikenal. Tulis tab, kaps, ml, cth, gtt, unit, puff, atau oles.', 'days': 'Tulis lamanya, misalnya 5 hari.',
  'prn-without-max': 'Obat bila perlu memerlukan batas: tulis “maks 3”.', 'insulin-u': 'Tulis kata “unit”, jangan U: dapat terbaca sebagai nol.',
};

async function nextVersion(work: Work, rx: Rx): Promise<number> {
  await work.tables<Tables>().updateTable('sih_larajaket.rx').set({ version: rx.version + 1 }).where('id', '=', rx.id).execute();
  return rx.version + 1;
}
