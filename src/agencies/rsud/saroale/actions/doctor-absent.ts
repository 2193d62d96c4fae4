import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { changeSession } from '../store/sessions.ts';
import { changeVisit } from '../store/visits.ts';
import { affected } from './affected.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';

/** A cancellation counts as early when people hear of it this long before the session. */
const earlyMinutes = 60;

/**
 * The doctor does not come: the session ends before it began. One action frees every booking, tells everybody urgently (the channels' ladder falls
 * back to SMS), and offers each another session without filling in anything again.
 */
export function doctorAbsentAction(doors: Doors) {
  return action({
    name: 'saroale/doctorAbsent', input: z.strictObject({ sessionId: inputs.sessionId, reason: inputs.reason }), allow: 'saroale/announce', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ notified: number; bookings: number }> {
      const { session, visits, noticeMinutes } = await affected(doors, work, input.sessionId);
      const freed = visits.filter((visit) => !visit.calledAt);
      await withStamps(doors, work, freed.map((visit) => visit.bookingId), () => doors.booking.cancelSession(work, { sessionId: input.sessionId, by: 'hospital', reason: input.reason }));
      await changeSession(work, input.sessionId, { status: 'cancelled', reason: input.reason });
      let notified = 0;
      for (const visit of freed) {
        await changeVisit(work, visit.bookingId, { status: 'cancelled', reason: input.reason, finishedAt: work.now });
        work.emit(events.cancelled.of(visit.bookingId, { session: input.sessionId, poli: visit.poli, channel: visit.channel, by: 'hospital', noticeMinutes }));
        if (await tell(doors, work, visit.bookingId, 'absent', { choices: [{ id: `v1|saroale/pindah|visit|${visit.bookingId}`, title: 'Pilih jadwal lain' }] })) notified += 1;
      }
      work.emit(events.sessionCancelled.of(input.sessionId, { poli: session.poli, noticeMinutes, early: noticeMinutes >= earlyMinutes, bookings: freed.length }));
      work.note({ subject: input.sessionId, reason: input.reason, bookings: freed.length });
      return { notified, bookings: freed.length };
    },
  });
}
