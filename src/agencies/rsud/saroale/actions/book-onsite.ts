import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { constraints } from '../problems.ts';
import { book, bookInput, type Booked } from './book.ts';
import { checkIn } from './check-in.ts';

/** Registers somebody who stands at the counter: a place, and here already when it is for today. */
export function bookOnsiteAction(doors: Doors) {
  return action({
    name: 'saroale/bookOnsite', input: bookInput, allow: 'saroale/register', constraints: { ...bookingConstraints, ...constraints },
    async run(work, input): Promise<Booked> {
      const booked = await book(doors, work, input);
      if (booked.date.equals(work.now.toZonedDateTimeISO(doors.zone).toPlainDate())) await checkIn(doors, work, { bookingId: booked.bookingId, via: 'counter' });
      return booked;
    },
  });
}
