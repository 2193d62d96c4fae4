import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import * as inputs from './inputs.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** Nobody answered. Until the session ends the patient may still come back into the line. */
export function absentAction(doors: Doors) {
  return action({
    name: 'saroale/absent', input: z.strictObject({ bookingId: inputs.bookingId }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      await doors.booking.queue.absent(work, { ticketId: (await ticketAtHand(doors, work, input.bookingId)).id });
      work.note({ subject: input.bookingId });
    },
  });
}
