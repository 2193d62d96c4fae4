import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import * as inputs from './inputs.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** Puts a held, skipped or absent patient back into the line. */
export function resumeAction(doors: Doors) {
  return action({
    name: 'saroale/resume', input: z.strictObject({ bookingId: inputs.bookingId }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      const ticket = await ticketAtHand(doors, work, input.bookingId);
      await (ticket.state === 'on_hold' ? doors.booking.queue.resume(work, { ticketId: ticket.id }) : doors.booking.queue.comeBack(work, { ticketId: ticket.id }));
      work.note({ subject: input.bookingId });
    },
  });
}
