import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { action } from '#platform/action';
import { service, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tellPatient } from '../notices/tell.ts';
import { constraints, refusals } from '../problems.ts';
import type { Tables } from '../store/tables.ts';
import { findVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';

/** Hours an emergency opening holds. */
const openHours = 4;

/** Opens a chart outside a treatment relation: for four hours, with a reason the patient will read, an alarm to the stewards, and a review due the next day. */
export function breakGlassAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/breakGlass', constraints, allow: (actor) => can(actor, 'sih-larajaket/treat') || can(actor, 'sih-larajaket/triage'),
    input: z.strictObject({ visitId: inputs.visitId, reason: z.string().trim().min(10, { error: 'Tulis alasan yang jelas, sekurang-kurangnya sepuluh huruf.' }).max(300) }),
    async run(work, input): Promise<{ glassId: string }> {
      const visit = await findVisit(work.tables<Tables>(), input.visitId);
      if (!visit) throw new Problem(refusals.noVisit);
      const id = work.newId();
      await work.tables<Tables>().insertInto('sih_larajaket.glass').values({
        id, person_id: visit.personId, visit_id: visit.id, account: work.actor.id, account_name: work.actor.name, reason: input.reason, at: work.now.toString(), open_until: work.now.add({ hours: openHours }).toString(),
        review_due: civilDate(work.now, doors.zone).add({ days: 1 }).toString(), reviewed_by: null, verdict: null, remark: null,
      }).execute();
      await doors.access.recordReading(work, { person: visit.personId, fields: ['chart'], purpose: 'emergency', service, breakGlass: true, reason: input.reason });
      await tellPatient(doors, work, visit, 'opened', `/${id}`);
      work.emit(events.glassBroken.of(visit.id, { agency: work.actor.agency ?? '' }));
      work.note({ subject: visit.id, glass: id, reason: input.reason });
      return { glassId: id };
    },
  });
}

/** The next day somebody else judges an emergency opening. */
export function reviewGlassAction() {
  return action({
    name: 'sih-larajaket/reviewGlass', input: z.strictObject({ glassId: z.uuid(), verdict: z.enum(['right', 'not-right'], { error: 'Pilih penilaiannya.' }), remark: z.string().trim().max(300).default('') }), allow: 'sih-larajaket/oversee', constraints,
    async run(work, input): Promise<void> {
      await work.tables<Tables>().updateTable('sih_larajaket.glass').set({ reviewed_at: work.now.toString(), reviewed_by: work.actor.id, verdict: input.verdict, remark: input.remark }).where('id', '=', input.glassId).where('reviewed_at', 'is', null).execute();
      work.note({ subject: input.glassId, verdict: input.verdict });
    },
  });
}
