import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { care, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { writeAllergy, writeNoKnownAllergy, writeEncounter, writeVitals } from '../record/write.ts';
import { vitalReference } from '../reference/reference.ts';
import { ageOn } from '../rules/age.ts';
import { readDecimal } from '../rules/decimal.ts';
import { judgeVitals, screen } from '../rules/vitals.ts';
import type { Tables } from '../store/tables.ts';
import { vitalsBefore } from '../store/triage.ts';
import { holdVisit, moveVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

const yes = z.preprocess((value) => value === 'on' || value === true, z.boolean());
/** Everything a nurse asks at the door. Numbers come as typed, with decimal comma; empty means not measured. */
export const triageInput = z.strictObject({
  visitId: inputs.visitId, vitals: z.record(z.string(), z.string()), allergy: z.enum(['none-known', 'known'], { error: refusals.allergyUnasked.detail }),
  newAllergy: z.strictObject({ substance: z.string().trim().min(2).max(80), class: z.string().max(40).optional(), reaction: z.string().trim().max(200).default(''), severe: yes.default(false) }).optional(),
  unsteady: yes.default(false), holdsOn: yes.default(false), weightLoss: z.coerce.number().int().min(0).max(4).default(0), eatsLess: yes.default(false), pain: z.coerce.number().int().min(0).max(10).default(0),
  pregnancy: z.enum(['pregnant', 'lactating', 'no', 'unknown']).optional(), complaint: inputs.shortText.default(''), remeasured: yes.default(false),
});

/** Vital signs, allergy question and screens of a visit. What cannot be is refused, what is far from the patient's own past is asked for again. */
export function triageAction(doors: Doors) {
  return action({ name: 'sih-larajaket/triage', input: triageInput, allow: 'sih-larajaket/triage', constraints, run: (work, input) => triage(doors, work, input) });
}

/** The step itself, also for what a device wrote without network: then `at` is when it was measured. */
export async function triage(doors: Doors, work: Work, input: z.output<typeof triageInput>, at: Temporal.Instant = work.now): Promise<{ alarms: string[] }> {
  const visit = await holdVisit(work, input.visitId);
  const known = await doors.people.reveal(work, visit.personId, { ...care, fields: ['birthDate', 'sex'] });
  const birthDate = known.birthDate === undefined ? undefined : Temporal.PlainDate.from(known.birthDate);
  const today = civilDate(work.now, doors.zone);
  const age = birthDate && ageOn(birthDate, today);
  if (birthDate && !age) throw new Problem(refusals.birthDate);
  const vitals = readVitals(input.vitals);
  const findings = judgeVitals(vitals, age?.years ?? 30, await vitalsBefore(work.tables<Tables>(), visit.personId, visit.id));
  refuseFindings(findings, input.remeasured);
  if (input.allergy === 'known' && !input.newAllergy && (await doors.record.search(work, 'AllergyIntolerance', { patient: `Patient/${visit.personId}`, _count: '1' })).length === 0) throw new Problem(refusals.allergyUnasked, { fields: { substance: 'Tulis zat yang menyebabkan alergi.' } });
  const screens = { ...screen(input), painScore: input.pain };
  const row = { vitals: JSON.stringify(vitals), screens: JSON.stringify(screens), allergy: input.allergy, pregnancy: input.pregnancy ?? null, complaint: input.complaint, at: at.toString(), by: work.actor.id };
  await work.tables<Tables>().insertInto('sih_larajaket.triage').values({ visit_id: visit.id, ...row }).onConflict((conflict) => conflict.column('visit_id').doUpdateSet(row)).execute();
  await work.tables<Tables>().updateTable('sih_larajaket.visit').set({ birth_date: known.birthDate ?? null, sex: known.sex ?? null }).where('id', '=', visit.id).execute();
  await writeVitals(doors, work, visit, vitals, screens, at);
  if (input.newAllergy) await writeAllergy(doors, work, visit, input.newAllergy);
  else if (input.allergy === 'none-known') await writeNoKnownAllergy(doors, work, visit);
  if (visit.state === 'arrived') {
    await writeEncounter(doors, work, await moveVisit(work, visit, 'triage'));
    work.emit(events.triaged.of(visit.id, { poli: visit.poli, waitMinutes: minutesSince(visit.arrivedAt, at) }));
  }
  work.note({ subject: visit.id, vitals: Object.keys(vitals), allergy: input.allergy });
  return { alarms: findings.filter((finding) => finding.kind === 'alarm').map((finding) => finding.words) };
}

function readVitals(typed: Readonly<Record<string, string>>): Record<string, number> {
  const vitals: Record<string, number> = {};
  const fields: Record<string, string> = {};
  for (const { key } of vitalReference.vitals) {
    const text = (typed[key] ?? '').trim();
    if (text === '') continue;
    const value = readDecimal(text);
    if (value === undefined) fields[key] = refusals.decimal.detail;
    else vitals[key] = value;
  }
  if (Object.keys(fields).length > 0) throw new Problem(refusals.decimal, { fields });
  return vitals;
}

function refuseFindings(findings: ReturnType<typeof judgeVitals>, remeasured: boolean): void {
  const of = (kind: string) => Object.fromEntries(findings.filter((finding) => finding.kind === kind).map((finding) => [finding.key, finding.words]));
  const impossible = of('impossible');
  if (Object.keys(impossible).length > 0) throw new Problem(refusals.vitals, { fields: impossible });
  const unlike = of('unlike-before');
  if (!remeasured && Object.keys(unlike).length > 0) throw new Problem(refusals.vitalsConfirm, { fields: unlike });
}

/** Whole minutes between two instants, never below zero. */
export function minutesSince(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.round((to.epochMilliseconds - from.epochMilliseconds) / 60_000));
}
