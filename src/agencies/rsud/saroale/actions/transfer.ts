import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { refusals } from '../problems.ts';
import { readSession } from '../reads/sessions.ts';
import * as inputs from './inputs.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** Sends a patient who is here to another doctor's line. The booking keeps its code. */
export function transferAction(doors: Doors) {
  return action({
    name: 'saroale/transfer', input: z.strictObject({ bookingId: inputs.bookingId, toSessionId: inputs.sessionId, reason: inputs.reason }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      const session = await readSession(doors, input.toSessionId, work);
      if (!session) throw new Problem(refusals.noSession);
      await doors.booking.queue.transfer(work, { ticketId: (await ticketAtHand(doors, work, input.bookingId)).id, station: 'poli', sessionId: input.toSessionId });
      work.note({ subject: input.bookingId, reason: input.reason, to: input.toSessionId });
    },
  });
}
