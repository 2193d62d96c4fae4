import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { medicationDispense } from '../record/medicine-facts.ts';
import { writeEncounter, writeFacts } from '../record/write.ts';
import { medicineOf } from '../reference/reference.ts';
import { handOut, type Handing } from '../rules/supply.ts';
import { reviewFaults, reviewLines, type ReviewLine, type Verdict } from '../rules/review.ts';
import { holdStock, rxOf, type Rx, type RxItem } from '../store/prescriptions.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit, moveVisit, yearsOf, type Visit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { signaOf } from './prescribe.ts';
import { minutesSince } from './triage.ts';

const ids = reviewLines.map((line) => line.id) as [ReviewLine, ...ReviewLine[]];
const verdictInput = z.strictObject({ line: z.enum(ids), verdict: z.enum(['pass', 'problem']), note: z.string().trim().max(300).optional(), solvedBy: z.string().trim().max(120).optional() });

/** The pharmacist's telaah resep: every line answered, every problem written down with who solved it. */
export function reviewRxAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/reviewRx', input: z.strictObject({ visitId: inputs.visitId, version: z.coerce.number().int(), verdicts: z.array(verdictInput) }), allow: 'sih-larajaket/dispense', constraints,
    async run(work, input): Promise<void> {
      const { visit, rx } = await rxAtHand(work, input.visitId);
      if (rx.version !== input.version) throw new Problem(refusals.rxChanged);
      const faults = reviewFaults(input.verdicts as readonly Verdict[], yearsOf(visit));
      if (faults.length > 0) throw new Problem(refusals.reviewOpen, { fields: Object.fromEntries(faults.map((fault) => [fault.line, faultWords[fault.kind]])) });
      await work.tables<Tables>().insertInto('sih_larajaket.rx_review').values({ id: work.newId(), rx_id: rx.id, rx_version: rx.version, verdicts: JSON.stringify(input.verdicts), at: work.now.toString(), by: work.actor.id }).execute();
      await writeEncounter(doors, work, await moveVisit(work, visit, 'screen'));
      work.note({ subject: visit.id, problems: input.verdicts.filter((one) => one.verdict === 'problem').map((one) => one.line) });
    },
  });
}

const faultWords = { 'unanswered': 'Pilih sesuai atau bermasalah.', 'unexplained': 'Tulis masalahnya.', 'unsolved': 'Tulis siapa yang menyelesaikan dan bagaimana.' } as const;

/** The medicine stands ready for exactly this version of the prescription. */
export function prepareRxAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/prepareRx', input: z.strictObject({ visitId: inputs.visitId, version: z.coerce.number().int() }), allow: 'sih-larajaket/dispense', constraints,
    async run(work, input): Promise<void> {
      const { visit, rx } = await rxAtHand(work, input.visitId);
      if (rx.version !== input.version) throw new Problem(refusals.rxChanged);
      await work.tables<Tables>().updateTable('sih_larajaket.rx').set({ prepared_version: rx.version }).where('id', '=', rx.id).execute();
      await writeEncounter(doors, work, await moveVisit(work, visit, 'prepare'));
    },
  });
}

const quantities = z.record(z.uuid(), z.coerce.number().int().min(0).max(2000));

/**
 * Hands over, or gives to a courier, what was prepared: per line the quantity, less is *det* and stays open. The oldest batches go first under a lock, so that two counters never sell one box twice.
 * What the law wants handed over in person is not sent. A medicine that ran out is told to the doctor as a fact, and the line stays open.
 */
export function handRxAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/handRx', input: z.strictObject({ visitId: inputs.visitId, version: z.coerce.number().int(), way: z.enum(['hand', 'send']), quantities, receiver: z.string().trim().max(80).default('') }), allow: 'sih-larajaket/dispense', constraints,
    async run(work, input): Promise<{ owed: number }> {
      const { visit, rx } = await rxAtHand(work, input.visitId);
      if (rx.version !== input.version || rx.preparedVersion !== rx.version) throw new Problem(refusals.rxChanged);
      const group = rx.items.find((item) => medicineOf(item.drug)?.group);
      if (input.way === 'send' && group) throw new Problem(refusals.noDelivery, { facts: { drug: group.drug } });
      const moved = await moveVisit(work, visit, input.way);
      let owed = 0;
      for (const item of rx.items) owed += await giveItem(doors, work, { visit, rx, item, quantity: input.quantities[item.id] ?? item.quantity - item.handed, receiver: input.receiver, handed: input.way === 'hand' });
      const compounded = rx.items.some((item) => item.recipe !== null);
      work.emit(events.medicineHanded.of(visit.id, { compounded, waitMinutes: minutesSince(rx.sentAt ?? work.now, work.now), way: input.way === 'hand' ? 'handed' : 'delivery' }));
      if (input.way === 'send') work.emit(events.deliveryRequested.of(visit.id, { prescription: rx.id, items: rx.items.length, cold: rx.items.some((item) => medicineOf(item.drug)?.storage?.includes('2–8') ?? false) }));
      await writeEncounter(doors, work, moved);
      work.note({ subject: visit.id, way: input.way, owed });
      return { owed };
    },
  });
}

/** The rest of a *det*, or an iteration, at a later day: the visit is over, the prescription is not. */
export function refillAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/refill', input: z.strictObject({ visitId: inputs.visitId, itemId: z.uuid(), quantity: z.coerce.number().int().min(1), receiver: z.string().trim().max(80).default('') }), allow: 'sih-larajaket/dispense', constraints,
    async run(work, input): Promise<{ owed: number }> {
      const { visit, rx } = await rxAtHand(work, input.visitId);
      const item = rx.items.find((one) => one.id === input.itemId);
      if (!item || !['handed', 'delivery', 'finished'].includes(visit.state)) throw new Problem(refusals.notNow);
      const owed = await giveItem(doors, work, { visit, rx, item, quantity: input.quantity, receiver: input.receiver, handed: true });
      work.note({ subject: visit.id, item: item.id, owed });
      return { owed };
    },
  });
}

async function giveItem(doors: Doors, work: Work, given: { visit: Visit; rx: Rx; item: RxItem; quantity: number; receiver: string; handed: boolean }): Promise<number> {
  const { visit, rx, item, quantity } = given;
  const today = civilDate(work.now, doors.zone);
  if (quantity === 0) {
    work.emit(events.shortage.of(visit.id, { drug: item.drug }));
    return item.quantity - item.handed;
  }
  const supply = { ordered: item.quantity, handed: item.handed, days: item.days, iter: { left: item.iter_left, ...(item.next_from ? { nextFrom: Temporal.PlainDate.from(item.next_from) } : {}) } };
  const handing = handOut(supply, quantity, today);
  if (!handing.ok) throw new Problem(handingProblem(handing), { fields: { [item.id]: handingProblem(handing).detail } });
  await work.tables<Tables>().updateTable('sih_larajaket.rx_item').set({ handed: handing.after.handed, iter_left: handing.after.iter.left, next_from: handing.after.iter.nextFrom?.toString() ?? null }).where('id', '=', item.id).execute();
  for (const take of await takeFromShelf(work, item.drug, quantity, today)) {
    const id = work.newId();
    await work.tables<Tables>().insertInto('sih_larajaket.dispense').values({ id, rx_item: item.id, rx_version: rx.version, quantity: take.quantity, batch: take.batch, expires_on: take.expiresOn, remark: handing.remark, at: work.now.toString(), by: work.actor.id, receiver: given.receiver }).execute();
    await writeFacts(doors, work, visit, (about) => [medicationDispense(about, { id, itemId: item.id, name: item.drug_name, quantity: take.quantity, unit: signaOf(item.signa).unit, batch: take.batch, handed: given.handed, receiver: given.receiver })]);
  }
  return handing.owed;
}

function handingProblem(handing: Extract<Handing, { ok: false }>) {
  return { 'nothing': refusals.tooMuch, 'too-much': refusals.tooMuch, 'too-early': refusals.tooEarly, 'exhausted': refusals.exhausted }[handing.fault];
}

async function takeFromShelf(work: Work, drug: string, quantity: number, today: Temporal.PlainDate): Promise<{ batch: string; expiresOn: string; quantity: number }[]> {
  const taken: { batch: string; expiresOn: string; quantity: number }[] = [];
  let left = quantity;
  for (const row of await holdStock(work, drug, today)) {
    const take = Math.min(left, row.on_hand);
    if (take === 0) break;
    await work.tables<Tables>().updateTable('sih_larajaket.stock').set({ on_hand: row.on_hand - take }).where('drug', '=', drug).where('batch', '=', row.batch).execute();
    taken.push({ batch: row.batch, expiresOn: row.expires_on, quantity: take });
    left -= take;
  }
  if (left > 0) throw new Problem(refusals.stockOut, { facts: { drug, short: left } });
  return taken;
}

async function rxAtHand(work: Work, visitId: string): Promise<{ visit: Visit; rx: Rx }> {
  const visit = await holdVisit(work, visitId);
  const rx = await rxOf(work.tables<Tables>(), visit.id);
  if (!rx || rx.items.length === 0) throw new Problem(refusals.rxEmpty);
  return { visit, rx };
}
