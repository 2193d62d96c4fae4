import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { constraints } from '../problems.ts';
import { book, bookInput, type Booked } from './book.ts';
import * as inputs from './inputs.ts';

/** One place more than the quota, by an officer who writes down why. The reason stays on the booking, in the audit and is counted in public. */
export function overrideQuotaAction(doors: Doors) {
  return action({
    name: 'saroale/overrideQuota', input: bookInput.extend({ reason: inputs.reason }), allow: 'saroale/override', constraints: { ...bookingConstraints, ...constraints },
    async run(work, { reason, ...input }): Promise<Booked> {
      const booked = await book(doors, work, input, { beyondQuota: reason });
      if (!booked.repeated) work.emit(events.quotaOverridden.of(booked.bookingId, { session: input.sessionId, poli: booked.poli }));
      return booked;
    },
  });
}
