import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { constraints, refusals } from '../problems.ts';
import type { Tables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { openVisit } from './save-note.ts';

/** The control letter: its number is made here and it takes a place at Saroale in the same transaction, so that no letter leads nowhere. Asked twice, the first stands. */
export function planControlAction(doors: Doors) {
  return action({
    name: 'sih-larajaket/planControl', input: z.strictObject({ visitId: inputs.visitId, sessionId: z.uuid({ error: refusals.noSession.detail }), date: z.iso.date(), doctorName: z.string().max(120) }), allow: 'sih-larajaket/treat', constraints: { ...bookingConstraints, ...constraints },
    async run(work, input): Promise<{ code: string }> {
      const visit = await openVisit(work, input.visitId);
      const tables = work.tables<Tables>();
      const known = await tables.selectFrom('sih_larajaket.control').selectAll().where('visit_id', '=', visit.id).executeTakeFirst();
      work.note({ subject: visit.id });
      if (known) return { code: known.letter };
      const letter = letterOf(visit);
      const booked = await doors.saroale.bookControl(work, { sessionId: input.sessionId, personId: visit.personId, payer: visit.payer, ...(visit.payer === 'jkn' ? { reference: letter } : {}), key: `sih-larajaket/${visit.id}` });
      await tables.insertInto('sih_larajaket.control').values({ visit_id: visit.id, booking_id: booked.bookingId, session_id: input.sessionId, date: input.date, doctor_name: input.doctorName, letter, at: work.now.toString() }).execute();
      return { code: booked.code };
    },
  });
}

/**
 * Number of the control letter in the shape of BPJS: facility, month and year, K, serial. The serial comes from the visit's id, so that one visit has one letter.
 * BPJS gives the final number when its service is connected.
 */
function letterOf(visit: { id: string; date: Temporal.PlainDate }): string {
  const serial = BigInt(`0x${visit.id.replaceAll('-', '').slice(-12)}`) % 1_000_000n;
  return `0601R001${String(visit.date.month).padStart(2, '0')}${String(visit.date.year % 100).padStart(2, '0')}K${serial.toString().padStart(6, '0')}`;
}
