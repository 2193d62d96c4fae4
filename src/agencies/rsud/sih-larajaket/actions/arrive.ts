import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import { care, type Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints, refusals } from '../problems.ts';
import { writeEncounter, writePatient } from '../record/write.ts';
import { findVisit } from '../store/visits.ts';
import type { Tables } from '../store/tables.ts';
import * as inputs from './inputs.ts';

/** A visit begins with the ticket Saroale checked in. Told twice, it is one visit. */
export function arriveAction(doors: Doors) {
  return action({ name: 'sih-larajaket/arrive', input: z.strictObject({ bookingId: inputs.visitId }), allow: (actor) => actor.kind === 'system', constraints, run: (work, input) => arrive(doors, work, input.bookingId) });
}

/** The step itself, for the subscriber that holds a unit of work. */
export async function arrive(doors: Doors, work: Work, bookingId: string): Promise<{ visitId: string; repeated: boolean }> {
  const booked = await doors.saroale.visit(bookingId, work);
  if (!booked?.checkedInAt) throw new Problem(refusals.noVisit);
  // A ticket may still name a person who became another since it was taken.
  const personId = await doors.people.current(booked.personId, work);
  // Somebody whose data was erased, or who was never registered, has no record to begin.
  if (!(await doors.people.summaries([personId], work)).has(personId)) return { visitId: bookingId, repeated: true };
  const known = await doors.people.reveal(work, personId, { ...care, fields: ['birthDate', 'sex'] });
  const row = await work.tables<Tables>().insertInto('sih_larajaket.visit').values({
    id: bookingId, person_id: personId, first_person_id: booked.personId, birth_date: known.birthDate ?? null, sex: known.sex ?? null, code: booked.code, label: booked.label, session_id: booked.sessionId, poli: booked.poli, poli_name: booked.poliName,
    doctor: booked.doctor, doctor_name: booked.doctorName, date: booked.date.toString(), payer: booked.payer, state: 'arrived', state_at: booked.checkedInAt.toString(), state_by: work.actor.id, state_reason: null, arrived_at: booked.checkedInAt.toString(), sep: null,
  }).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst();
  work.note({ subject: bookingId });
  if (!row) return { visitId: bookingId, repeated: true };
  const visit = await findVisit(work.tables<Tables>(), bookingId);
  if (visit) {
    await writePatient(doors, work, visit.personId);
    await writeEncounter(doors, work, visit);
  }
  work.emit(events.arrived.of(bookingId, { poli: booked.poli, payer: booked.payer }));
  return { visitId: bookingId, repeated: false };
}
