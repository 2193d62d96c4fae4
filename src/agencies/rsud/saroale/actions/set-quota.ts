import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tellOffers } from '../notices/offers.ts';
import { refusals } from '../problems.ts';
import { readSession } from '../reads/sessions.ts';
import { changeSession } from '../store/sessions.ts';
import * as inputs from './inputs.ts';

const places = z.coerce.number().int({ error: 'Isi dengan angka bulat.' }).min(0, { error: 'Paling sedikit 0.' }).max(500, { error: 'Paling banyak 500.' });

/** Changes how many places a session has. Below what was given: everybody keeps theirs, nothing new is given, and the session is flagged. */
export function setQuotaAction(doors: Doors) {
  return action({
    name: 'saroale/setQuota', input: z.strictObject({ sessionId: inputs.sessionId, jkn: places, other: places, reason: inputs.reason }), allow: 'saroale/schedule', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ flagged: boolean }> {
      if (!await readSession(doors, input.sessionId, work)) throw new Problem(refusals.noSession);
      const jkn = await doors.booking.setQuota(work, { sessionId: input.sessionId, pool: 'jkn', quota: input.jkn });
      const other = await doors.booking.setQuota(work, { sessionId: input.sessionId, pool: 'other', quota: input.other });
      const flagged = jkn.flagged || other.flagged;
      await changeSession(work, input.sessionId, { quotaJkn: input.jkn, quotaOther: input.other, flagged });
      await tellOffers(doors, work, [...jkn.offers, ...other.offers]);
      work.emit(events.quotaChanged.of(input.sessionId, { jkn: input.jkn, other: input.other, flagged }));
      work.note({ subject: input.sessionId, reason: input.reason, jkn: input.jkn, other: input.other });
      return { flagged };
    },
  });
}
