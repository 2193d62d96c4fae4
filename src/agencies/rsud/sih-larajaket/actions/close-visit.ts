import { z } from 'zod';
import { can, type Actor } from '#kernel/actor';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { visitProcedure } from '../procedure.ts';
import { constraints } from '../problems.ts';
import { writeEncounter } from '../record/write.ts';
import { findVisit, holdVisit, moveVisit } from '../store/visits.ts';
import type { Tables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { minutesSince } from './triage.ts';

const closings = z.enum(['leave', 'cancel', 'retract']);

/** Ends a visit without care: the patient left, it was cancelled, or it was entered by mistake. Nothing written in it is removed. */
export function closeVisitAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/closeVisit', input: z.strictObject({ visitId: inputs.visitId, verb: closings, reason: inputs.reason }), constraints,
    allow: (actor: Actor, input) => (input.verb === 'retract' ? can(actor, 'sih-larajaket/amend') : ['triage', 'treat', 'amend'].some((right) => can(actor, `sih-larajaket/${right}`))),
    run: (work, input) => closeVisit(doors, work, input),
  });
}

async function closeVisit(doors: Doors, work: Work, input: { visitId: string; verb: z.output<typeof closings>; reason: string }): Promise<void> {
  const visit = await holdVisit(work, input.visitId);
  await writeEncounter(doors, work, await moveVisit(work, visit, input.verb, input.reason));
  if (input.verb === 'leave') work.emit(events.left.of(visit.id, { poli: visit.poli, waitMinutes: minutesSince(visit.arrivedAt, work.now) }));
}

/** Saroale says the ticket is over: whoever was not yet seen has left. A visit the doctor already began is not touched by it. */
export async function ticketOver(doors: Doors, work: Work, bookingId: string, verb: 'leave' | 'cancel'): Promise<void> {
  const visit = await findVisit(work.tables<Tables>(), bookingId);
  if (!visit || !(visitProcedure.verbs(visit.state) as readonly string[]).includes(verb)) return;
  await closeVisit(doors, work, { visitId: bookingId, verb, reason: verb === 'leave' ? 'Tidak hadir saat dipanggil (Saroale)' : 'Antrean dibatalkan (Saroale)' });
}
