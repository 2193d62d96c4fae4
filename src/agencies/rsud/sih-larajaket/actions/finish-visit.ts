import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { writeEncounter } from '../record/write.ts';
import { missingOf, type Missing } from '../rules/completeness.ts';
import { shareConsentOf } from '../store/consents.ts';
import { fileOf } from '../store/visit-file.ts';
import type { Tables } from '../store/tables.ts';
import { holdVisit, moveVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { minutesSince } from './triage.ts';

/** What may be missing when a patient goes home: the letter of eligibility comes from BPJS and the consent from the counter; the rest is ours and holds the visit. */
const mayFollow: readonly Missing[] = ['sep', 'consent', 'results-unread'];

/** Ends a visit when its file is complete. The record of sheets printed becomes a public figure. */
export function finishVisitAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/finishVisit', input: z.strictObject({ visitId: inputs.visitId }), constraints, allow: (actor) => ['code', 'treat', 'dispense'].some((right) => can(actor, `sih-larajaket/${right}`)),
    async run(work, input): Promise<{ missing: readonly Missing[] }> {
      const visit = await holdVisit(work, input.visitId);
      const file = await fileOf(work.tables<Tables>(), visit, civilDate(work.now, doors.zone));
      const missing = missingOf(file);
      const holding = missing.filter((one) => !mayFollow.includes(one));
      if (holding.length > 0 || (visit.state === 'coded' && file.prescriptionLines > 0)) throw new Problem(holding.length > 0 ? refusals.incomplete : refusals.notNow, { facts: { missing } });
      await writeEncounter(doors, work, await moveVisit(work, visit, 'finish'));
      const sheets = await sheetsOf(work, visit.id);
      const resume = await work.tables<Tables>().selectFrom('sih_larajaket.resume').select('at').where('visit_id', '=', visit.id).executeTakeFirst();
      work.emit(events.finished.of(visit.id, { poli: visit.poli, payer: visit.payer, resumeSameDay: resume !== undefined && civilDate(resume.at, doors.zone).equals(visit.date), sheets, complete: missing.length === 0, totalMinutes: minutesSince(visit.arrivedAt, work.now) }));
      return { missing };
    },
  });
}

/** The letter of eligibility (SEP) of a JKN visit. */
export function setSepAction() {
  return action({
    name: 'sih-larajaket/setSep', input: z.strictObject({ visitId: inputs.visitId, sep: z.string().trim().toUpperCase() }), allow: 'sih-larajaket/code', constraints,
    async run(work, input): Promise<void> {
      const visit = await holdVisit(work, input.visitId);
      await work.tables<Tables>().updateTable('sih_larajaket.visit').set({ sep: input.sep }).where('id', '=', visit.id).execute();
      work.note({ subject: visit.id });
    },
  });
}

/** Sheets of paper are counted, each time and with what they were. */
export function recordPrintAction() {
  return action({
    name: 'sih-larajaket/recordPrint', input: z.strictObject({ visitId: inputs.visitId, what: z.enum(['resume', 'label', 'prescription', 'result', 'letter', 'emergency']), sheets: z.coerce.number().int().min(1).max(50).default(1) }), constraints,
    allow: (actor) => ['see-list', 'report', 'treat'].some((right) => can(actor, `sih-larajaket/${right}`)),
    async run(work, input): Promise<void> {
      await work.tables<Tables>().insertInto('sih_larajaket.print').values({ id: work.newId(), visit_id: input.visitId, what: input.what, sheets: input.sheets, at: work.now.toString(), by: work.actor.id }).execute();
      // Labels stick to medicine, not to files: counted by themselves, not as sheets of the visit.
      if (input.what !== 'label') work.emit(events.printed.of(input.visitId, { what: input.what, sheets: input.sheets }));
      work.note({ subject: input.visitId, what: input.what });
    },
  });
}

/** A copy of the record for somebody: to whom, on what basis, for what. Another care giver gets one only while the patient agrees to sharing. */
export function releaseAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/release', input: z.strictObject({ visitId: inputs.visitId, toWhom: z.string().trim().min(3, { error: 'Tulis nama penerima.' }).max(120), purpose: inputs.reason, basis: z.enum(['patient', 'guardian', 'court', 'insurer', 'caregiver'], { error: 'Pilih dasarnya.' }) }), allow: 'sih-larajaket/amend', constraints,
    async run(work, input): Promise<{ releaseId: string }> {
      const id = work.newId();
      const visit = await holdVisit(work, input.visitId);
      const consent = input.basis === 'caregiver' ? await shareConsentOf(work.tables<Tables>(), visit.personId, civilDate(work.now, doors.zone)) : undefined;
      if (input.basis === 'caregiver' && !consent) throw new Problem(refusals.noShare, { fields: { basis: refusals.noShare.detail } });
      await work.tables<Tables>().insertInto('sih_larajaket.release').values({ id, visit_id: input.visitId, to_whom: input.toWhom, purpose: input.purpose, basis: input.basis, at: work.now.toString(), by: work.actor.id, consent_id: consent ?? null }).execute();
      work.note({ subject: input.visitId, release: id, basis: input.basis });
      return { releaseId: id };
    },
  });
}

async function sheetsOf(work: Work, visitId: string): Promise<number> {
  const rows = await work.tables<Tables>().selectFrom('sih_larajaket.print').select('sheets').where('visit_id', '=', visitId).where('what', '<>', 'label').execute();
  return rows.reduce((sum, row) => sum + row.sheets, 0);
}
