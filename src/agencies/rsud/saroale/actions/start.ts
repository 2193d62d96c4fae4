import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** The called patient is in the room. */
export function startAction(doors: Doors) {
  return action({
    name: 'saroale/start', input: z.strictObject({ bookingId: inputs.bookingId, desk: z.string().trim().max(40).optional() }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      const ticket = await ticketAtHand(doors, work, input.bookingId);
      await withStamps(doors, work, [input.bookingId], () => doors.booking.queue.start(work, { ticketId: ticket.id, ...(input.desk ? { desk: input.desk } : {}) }));
      work.note({ subject: input.bookingId });
    },
  });
}
