import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { tellOffers } from '../notices/offers.ts';
import { tell } from '../notices/tell.ts';
import { changeVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { activeVisit } from './visit-at-hand.ts';

export const cancelInput = z.strictObject({ bookingId: inputs.bookingId, by: z.enum(['patient', 'hospital', 'bpjs']), reason: z.string().trim().min(1).max(200) });

/** Gives a place back. Its number is never given again; whoever waits for it is offered the place. */
export function cancelBookingAction(doors: Doors) {
  return action({
    name: 'saroale/cancelBooking', input: cancelInput, constraints: { ...bookingConstraints },
    allow: (actor, input) => input.by !== 'hospital' || actor.permissions.has('saroale/register') || actor.permissions.has('*'),
    run: (work, input) => cancelBooking(doors, work, input),
  });
}

export async function cancelBooking(doors: Doors, work: Work, input: z.output<typeof cancelInput>): Promise<{ bookingId: string }> {
  const visit = await activeVisit(work, input.bookingId);
  const { offers } = await withStamps(doors, work, [visit.bookingId], () => doors.booking.cancel(work, input));
  await changeVisit(work, visit.bookingId, { status: 'cancelled', reason: input.reason, finishedAt: work.now });
  const noticeMinutes = Math.max(0, Math.round((visit.opensAt.epochMilliseconds - work.now.epochMilliseconds) / 60_000));
  work.emit(events.cancelled.of(visit.bookingId, { session: visit.sessionId, poli: visit.poli, channel: work.actor.channel, by: input.by, noticeMinutes }));
  work.note({ subject: visit.bookingId, reason: input.reason });
  if (input.by === 'hospital') await tell(doors, work, visit.bookingId, 'cancelled');
  await tellOffers(doors, work, offers);
  return { bookingId: visit.bookingId };
}
