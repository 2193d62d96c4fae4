import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import * as inputs from './inputs.ts';
import { announceCall } from './call-next.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** Calls somebody again, or somebody chosen out of turn. After three calls without answer they move three places down, then count as absent. */
export function recallAction(doors: Doors) {
  return action({
    name: 'saroale/recall', input: z.strictObject({ bookingId: inputs.bookingId, desk: z.string().trim().max(40).optional() }), allow: 'saroale/call', constraints: { ...bookingConstraints },
    async run(work, input): Promise<{ outcome: 'called' | 'moved-down' | 'absent' }> {
      const ticket = await ticketAtHand(doors, work, input.bookingId);
      if (ticket.state === 'called') {
        work.note({ subject: input.bookingId });
        return { outcome: (await doors.booking.queue.recall(work, { ticketId: ticket.id })).outcome };
      }
      await doors.booking.queue.call(work, { ticketId: ticket.id, ...(input.desk ? { desk: input.desk } : {}) });
      await announceCall(doors, work, input.bookingId);
      return { outcome: 'called' };
    },
  });
}
