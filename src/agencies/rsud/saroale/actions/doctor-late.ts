import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { changeSession } from '../store/sessions.ts';
import { affected } from './affected.ts';
import * as inputs from './inputs.ts';

const lateInput = z.strictObject({ sessionId: inputs.sessionId, minutes: z.coerce.number().int().min(5, { error: 'Paling sedikit 5 menit.' }).max(300, { error: 'Lebih dari 5 jam berarti dokter berhalangan.' }), reason: z.string().trim().max(200).optional() });

/** The doctor comes `minutes` after the session's start. Everybody still waiting is told the new window before leaving home. */
export function doctorLateAction(doors: Doors) {
  return action({
    name: 'saroale/doctorLate', input: lateInput, allow: 'saroale/announce', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ notified: number; bookings: number }> {
      const { session, visits, noticeMinutes } = await affected(doors, work, input.sessionId);
      await doors.booking.expectStart(work, { sessionId: input.sessionId, at: session.opensAt.add({ minutes: input.minutes }), reason: input.reason ?? 'Dokter terlambat' });
      await changeSession(work, input.sessionId, { lateMinutes: input.minutes, ...(input.reason ? { reason: input.reason } : {}) });
      let notified = 0;
      for (const visit of visits) if (!visit.calledAt && await tell(doors, work, visit.bookingId, 'late', { about: String(input.minutes), data: { menit: String(input.minutes) } })) notified += 1;
      work.emit(events.sessionLate.of(input.sessionId, { poli: session.poli, minutes: input.minutes, noticeMinutes, told: notified }));
      work.note({ subject: input.sessionId, minutes: input.minutes, ...(input.reason ? { reason: input.reason } : {}) });
      return { notified, bookings: visits.length };
    },
  });
}
