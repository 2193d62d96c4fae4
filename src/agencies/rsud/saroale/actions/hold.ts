import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import * as inputs from './inputs.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** Sets a patient aside who is at the laboratory, radiology or elsewhere in the house. */
export function holdAction(doors: Doors) {
  return action({
    name: 'saroale/hold', input: z.strictObject({ bookingId: inputs.bookingId, at: z.enum(['lab', 'radiology', 'other'], { error: 'Pilih tempatnya.' }) }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      await doors.booking.queue.hold(work, { ticketId: (await ticketAtHand(doors, work, input.bookingId)).id, reason: input.at });
      work.note({ subject: input.bookingId, reason: input.at });
    },
  });
}
