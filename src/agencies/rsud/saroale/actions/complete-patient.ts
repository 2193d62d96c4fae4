import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { nextNorm } from '../store/norm.ts';
import { changeVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { activeVisit } from './visit-at-hand.ts';

const completeInput = z.strictObject({ bookingId: inputs.bookingId, norm: z.string().trim().regex(/^[0-9]{4,12}$/, { error: 'Nomor rekam medis terdiri atas 4 sampai 12 angka.' }).optional() });

/** Admission has seen the papers of a new patient: a medical record number is given and, when the patient is here, they go on to the clinic's line. */
export function completePatientAction(doors: Doors) {
  return action({
    name: 'saroale/completePatient', input: completeInput, allow: 'saroale/register', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ norm: string | undefined }> {
      const visit = await activeVisit(work, input.bookingId);
      if (!visit.newPatient) throw new Problem(refusals.notNew);
      // Mobile JKN's registration has given a number already: a person keeps the one they have.
      const has = (await doors.people.summaries([visit.personId], work)).get(visit.personId)?.maskedNorm !== undefined;
      const norm = has ? input.norm : input.norm ?? await nextNorm(work);
      if (norm) await doors.people.addIdentifier(work, { personId: visit.personId, kind: 'norm', value: norm });
      const ticket = await doors.booking.ticketOf(visit.bookingId, work);
      if (ticket?.station === 'admisi') await withStamps(doors, work, [visit.bookingId], () => passAdmission(ticket));
      await changeVisit(work, visit.bookingId, { ...(norm ? { norm } : {}), newPatient: false });
      work.note({ subject: visit.bookingId });
      return { norm };

      async function passAdmission(waiting: { id: string; state: string }): Promise<void> {
        if (waiting.state !== 'serving') {
          if (waiting.state !== 'called') await doors.booking.queue.call(work, { ticketId: waiting.id });
          await doors.booking.queue.start(work, { ticketId: waiting.id });
        }
        await doors.booking.queue.finish(work, { ticketId: waiting.id, next: 'poli' });
      }
    },
  });
}
