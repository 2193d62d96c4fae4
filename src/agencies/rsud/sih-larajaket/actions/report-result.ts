import { z } from 'zod';
import { nameLetters } from '#kernel/name';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Received } from '#platform/files';
import { care, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { serviceRequest } from '../record/facts.ts';
import { diagnosticReport, resultObservation, type ReportedResult } from '../record/medicine-facts.ts';
import { writeFacts } from '../record/write.ts';
import { panelOf, testOf, type LabTest } from '../reference/reference.ts';
import { readDecimal } from '../rules/decimal.ts';
import { criticalCallMinutes, judgeResult, type JudgedResult } from '../rules/results.ts';
import { ordersOf, type Order, type Result } from '../store/results.ts';
import type { Tables } from '../store/tables.ts';
import { findVisit, findVisits, yearsOf, type Visit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { minutesSince } from './triage.ts';

const reportInput = z.strictObject({
  orderId: z.uuid(),
  /** Birth date or medical record number on the tube or film: it must be the patient's of the order. */
  check: z.string().trim().min(4, { error: 'Tulis tanggal lahir atau nomor rekam medis dari label bahan.' }),
  values: z.record(z.string(), z.strictObject({ value: z.string(), unit: z.string() })).default({}), text: inputs.longText.default(''),
  file: z.custom<Received>((value) => value === undefined || (typeof value === 'object' && value !== null && 'sha256' in value)).optional(),
});

/** Reports results. Each is brought to its unit, judged by age and sex and stored as a new version when one was there; whoever read the old one sees the change. */
export function reportResultAction(doors: Doors) {
  return action({ name: 'sih-larajaket/reportResult', input: reportInput, allow: 'sih-larajaket/report', constraints, run: (work, input) => report(doors, work, input) });
}

async function report(doors: Doors, work: Work, input: z.output<typeof reportInput>): Promise<{ critical: string[] }> {
  const { order, visit } = await orderAtHand(work, input.orderId);
  await refuseWrongPatient(doors, work, visit, input.check);
  const judged = judge(order, visit, input.values);
  if (judged.length === 0 && input.text === '' && !input.file) throw new Problem(refusals.resultNone);
  const tables = work.tables<Tables>();
  const written: ReportedResult[] = [];
  for (const { test, result } of judged) written.push(await storeResult(work, order, { test: test.code, name: test.name, loinc: test.loinc, ...result, text: '' }));
  if (input.text !== '') written.push(await storeResult(work, order, { test: 'TEKS', name: order.panelName, loinc: undefined, value: undefined, unit: undefined, range: undefined, interpretation: undefined, critical: false, text: input.text }));
  const fileId = input.file ? await doors.files.keep(work, input.file, { subject: order.id }) : order.fileId;
  await tables.updateTable('sih_larajaket.support_order').set({ state: 'resulted', file_id: fileId }).where('id', '=', order.id).execute();
  const amended = order.results.length > 0;
  await writeFacts(doors, work, visit, (about) => [...written.map((one) => resultObservation(about, order.id, one)), diagnosticReport(about, { orderId: order.id, name: order.panelName, results: written.map((one) => one.id), conclusion: input.text, amended })]);
  const critical = judged.filter(({ result }) => result.critical).map(({ test }) => test.name);
  work.emit(events.resulted.of(visit.id, { kind: order.kind, minutes: minutesSince(order.orderedAt, work.now), critical: critical.length > 0 }));
  work.note({ subject: visit.id, order: order.id, results: written.length, critical: critical.length });
  return { critical };
}

function judge(order: Order, visit: Visit, values: Readonly<Record<string, { value: string; unit: string }>>): { test: LabTest; result: JudgedResult }[] {
  const fields: Record<string, string> = {};
  const judged = (panelOf(order.panel)?.tests ?? []).flatMap((code) => {
    const test = testOf(code);
    const typed = values[code];
    if (!test || !typed || typed.value.trim() === '') return [];
    const value = readDecimal(typed.value);
    const outcome = value === undefined ? undefined : judgeResult(test, { value, unit: typed.unit }, { years: yearsOf(visit) ?? 30, sex: visit.sex });
    if (outcome?.ok) return [{ test, result: outcome.result }];
    fields[code] = outcome === undefined ? refusals.decimal.detail : outcome.fault === 'unit' ? refusals.resultUnit.detail : refusals.resultImpossible.detail;
    return [];
  });
  if (Object.keys(fields).length > 0) throw new Problem(refusals.resultImpossible, { fields });
  return judged;
}

async function storeResult(work: Work, order: Order, given: { test: string; name: string; loinc: string | undefined; value: number | undefined; unit: string | undefined; range?: { low: number; high: number } | undefined; interpretation: Result['interpretation']; critical: boolean; text: string }): Promise<ReportedResult> {
  const tables = work.tables<Tables>();
  const before = order.results.findLast((one) => one.test === given.test && (one.state === 'final' || one.state === 'amended'));
  if (before) await tables.updateTable('sih_larajaket.result').set({ state: 'replaced' }).where('id', '=', before.id).execute();
  const id = work.newId();
  const state = before ? 'amended' as const : 'final' as const;
  await tables.insertInto('sih_larajaket.result').values({
    id, order_id: order.id, test: given.test, name: given.name, value: given.value ?? null, unit: given.unit ?? null, low: given.range?.low ?? null, high: given.range?.high ?? null, interpretation: given.interpretation ?? null, critical: given.critical, text: given.text, state,
    version: (before?.version ?? 0) + 1, at: work.now.toString(), by: work.actor.id, read_by: null, told_to: null, withdrawn_reason: null,
  }).execute();
  return { id, name: given.name, loinc: given.loinc, value: given.value, unit: given.unit, low: given.range?.low, high: given.range?.high, interpretation: given.interpretation, text: given.text, state };
}

/** Takes back what was reported for the wrong patient or by mistake: it stays visible as withdrawn, the order is open again, and whoever read it is told by the red line in their inbox. */
export function withdrawResultAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/withdrawResult', input: z.strictObject({ orderId: z.uuid(), reason: inputs.reason, wrongPatient: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false) }), allow: 'sih-larajaket/report', constraints,
    async run(work, input): Promise<{ withdrawn: number }> {
      const { order, visit } = await orderAtHand(work, input.orderId);
      const standing = order.results.filter((one) => one.state === 'final' || one.state === 'amended');
      if (standing.length === 0) throw new Problem(refusals.resultNone);
      const tables = work.tables<Tables>();
      await tables.updateTable('sih_larajaket.result').set({ state: 'withdrawn', withdrawn_reason: input.reason, read_at: null, read_by: null }).where('id', 'in', standing.map((one) => one.id)).execute();
      await tables.updateTable('sih_larajaket.support_order').set({ state: 'ordered', file_id: null }).where('id', '=', order.id).execute();
      await writeFacts(doors, work, visit, (about) => [
        ...standing.map((one) => resultObservation(about, order.id, { ...one, loinc: testOf(one.test)?.loinc, state: 'withdrawn' })), serviceRequest(about, { id: order.id, kind: order.kind, panel: order.panel, name: order.panelName, urgent: order.urgent, cancelled: false }),
      ]);
      work.emit(events.resultWithdrawn.of(visit.id, { kind: order.kind, wrongPatient: input.wrongPatient }));
      work.note({ subject: visit.id, order: order.id, reason: input.reason });
      return { withdrawn: standing.length };
    },
  });
}

/** The doctor has read the results of an order. */
export function readResultAction() {
  return action({
    name: 'sih-larajaket/readResult', input: z.strictObject({ orderId: z.uuid() }), allow: 'sih-larajaket/treat', constraints,
    async run(work, input): Promise<void> {
      await work.tables<Tables>().updateTable('sih_larajaket.result').set({ read_at: work.now.toString(), read_by: work.actor.id }).where('order_id', '=', input.orderId).where('read_at', 'is', null).execute();
      work.note({ subject: input.orderId });
    },
  });
}

/** A critical value was told to a doctor: to whom, and whether within the half hour. Told twice, the first stands. */
export function tellCriticalAction() {
  return action({
    name: 'sih-larajaket/tellCritical', input: z.strictObject({ resultId: z.uuid(), to: z.string().trim().min(3, { error: 'Tulis nama dokter yang diberi tahu.' }).max(80) }), allow: 'sih-larajaket/report', constraints,
    async run(work, input): Promise<void> {
      const row = await work.tables<Tables>().updateTable('sih_larajaket.result').set({ told_at: work.now.toString(), told_to: input.to }).where('id', '=', input.resultId).where('told_at', 'is', null).returning(['at', 'order_id']).executeTakeFirst();
      work.note({ subject: input.resultId });
      if (!row) return;
      const minutes = minutesSince(row.at, work.now);
      const { visit } = await orderAtHand(work, row.order_id);
      work.emit(events.criticalTold.of(visit.id, { minutes, within: minutes <= criticalCallMinutes }));
    },
  });
}

async function orderAtHand(work: Work, orderId: string): Promise<{ order: Order; visit: Visit }> {
  await work.tables<Tables>().selectFrom('sih_larajaket.support_order').select('id').where('id', '=', orderId).forUpdate().executeTakeFirst();
  const [order] = await ordersOf(work.tables<Tables>(), { ids: [orderId] });
  const visit = order && await findVisit(work.tables<Tables>(), order.visitId);
  if (!order || !visit) throw new Problem(refusals.noOrder);
  return { order, visit };
}

/** Two identifiers agree before a result is anybody's: the order, and what stands on the tube. Where somebody else could be meant by a birth date, only the record number will do. */
async function refuseWrongPatient(doors: Doors, work: Work, visit: Visit, typed: string): Promise<void> {
  const known = await doors.people.reveal(work, visit.personId, { ...care, fields: ['name', 'birthDate', 'norm'] });
  const digits = typed.replace(/\D/g, '');
  const [year = '', month = '', day = ''] = (known.birthDate ?? '').split('-');
  if (digits !== known.norm?.replace(/\D/g, '') && await hasDouble(doors, work, visit, known.name)) throw new Problem(refusals.wrongTwin, { fields: { check: refusals.wrongTwin.detail } });
  const accepted = [known.norm?.replace(/\D/g, ''), known.birthDate ? `${day}${month}${year}` : undefined, known.birthDate ? `${year}${month}${day}` : undefined].filter((value) => value !== undefined && value !== '');
  if (!accepted.includes(digits)) throw new Problem(refusals.wrongPatient, { fields: { check: refusals.wrongPatient.detail } });
}

/** Twins: somebody else of that day has the same name and birth date, or claims the same NIK. */
async function hasDouble(doors: Doors, work: Work, visit: Visit, name: string | undefined): Promise<boolean> {
  if ((await doors.people.summaries([visit.personId], work)).get(visit.personId)?.contested) return true;
  const sameDay = await findVisits(work.tables<Tables>(), { date: visit.date });
  const born = sameDay.filter((other) => other.personId !== visit.personId && visit.birthDate !== undefined && other.birthDate?.equals(visit.birthDate));
  if (born.length === 0 || name === undefined) return false;
  const names = await doors.people.names(work, born.map((other) => other.personId), care);
  return [...names.values()].some((named) => nameLetters(named.shownName) === nameLetters(name));
}
