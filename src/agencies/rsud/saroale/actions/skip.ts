import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import * as inputs from './inputs.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** Lets the others go first; the patient keeps the number and can be called later. */
export function skipAction(doors: Doors) {
  return action({
    name: 'saroale/skip', input: z.strictObject({ bookingId: inputs.bookingId, reason: z.string().trim().max(200).optional() }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      await doors.booking.queue.skip(work, { ticketId: (await ticketAtHand(doors, work, input.bookingId)).id, ...(input.reason ? { reason: input.reason } : {}) });
      work.note({ subject: input.bookingId });
    },
  });
}
