import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tell } from '../notices/tell.ts';
import { changeSession } from '../store/sessions.ts';
import type { SaroaleTables } from '../store/tables.ts';
import { changeVisit, findVisits } from '../store/visits.ts';
import { affected } from './affected.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';

/** Closes a session: whoever never came is a no-show; whoever was here and not served is cancelled by the hospital, told so, and may choose again. */
export function endSessionAction(doors: Doors) {
  return action({
    name: 'saroale/endSession', input: z.strictObject({ sessionId: inputs.sessionId }), allow: 'saroale/announce', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ served: number; absent: number; unserved: number }> {
      const { session, visits } = await affected(doors, work, input.sessionId);
      const { noShows, unserved } = await withStamps(doors, work, visits.map((visit) => visit.bookingId), () => doors.booking.endSession(work, { sessionId: input.sessionId }));
      for (const { id, group, channel } of noShows) {
        await changeVisit(work, id, { status: 'no-show', finishedAt: work.now });
        work.emit(events.noShow.of(id, { session: input.sessionId, poli: group, channel }));
      }
      for (const { id, group, channel } of unserved) {
        await changeVisit(work, id, { status: 'cancelled', reason: 'Sesi selesai sebelum terlayani', finishedAt: work.now });
        work.emit(events.cancelled.of(id, { session: input.sessionId, poli: group, channel, by: 'hospital', noticeMinutes: 0 }));
        await tell(doors, work, id, 'cancelled');
      }
      await changeSession(work, input.sessionId, { status: 'ended' });
      const served = (await findVisits(work.tables<SaroaleTables>(), { sessionId: input.sessionId, status: ['served'] })).length;
      work.emit(events.sessionEnded.of(input.sessionId, { poli: session.poli, served, absent: noShows.length, issued: session.issued.jkn + session.issued.other, quota: session.quota.jkn + session.quota.other }));
      work.note({ subject: input.sessionId });
      return { served, absent: noShows.length, unserved: unserved.length };
    },
  });
}
