import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { changeSession } from '../store/sessions.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { changeVisit, findVisits } from '../store/visits.ts';
import { affected } from './affected.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';

/** Closes the day of a session: whoever was not served did not come. */
export function endSessionAction(doors: Doors) {
  return action({
    name: 'saroale/endSession', input: z.strictObject({ sessionId: inputs.sessionId }), allow: 'saroale/announce', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ served: number; absent: number }> {
      const { session, visits } = await affected(doors, work, input.sessionId);
      await withStamps(doors, work, visits.map((visit) => visit.bookingId), () => doors.booking.endSession(work, { sessionId: input.sessionId }));
      for (const visit of visits) {
        await changeVisit(work, visit.bookingId, { status: 'no-show', finishedAt: work.now });
        work.emit(events.noShow.of(visit.bookingId, { session: input.sessionId, poli: visit.poli, channel: visit.channel }));
      }
      await changeSession(work, input.sessionId, { status: 'ended' });
      const served = (await findVisits(work.tables<SaroaleTables>(), { sessionId: input.sessionId, status: ['served'] })).length;
      work.emit(events.sessionEnded.of(input.sessionId, { poli: session.poli, served, absent: visits.length, issued: session.issued.jkn + session.issued.other, quota: session.quota.jkn + session.quota.other }));
      work.note({ subject: input.sessionId });
      return { served, absent: visits.length };
    },
  });
}
