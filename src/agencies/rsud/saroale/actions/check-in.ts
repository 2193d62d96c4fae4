import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { civilDate } from '#kernel/time';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { refusals } from '../problems.ts';
import { readTicket } from '../reads/tickets.ts';
import { checkInFault } from '../rules/arrival.ts';
import { changeVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { activeVisit, visitAtHand } from './visit-at-hand.ts';

export const checkInInput = z.strictObject({ bookingId: inputs.bookingId, via: z.enum(['kiosk', 'counter', 'link', 'mobile-jkn']) });

export interface CheckedIn {
  readonly bookingId: string;
  readonly label: string;
  readonly repeated: boolean;
  /** Where to wait: the admission counter for new patients, else the clinic. */
  readonly station: 'admisi' | 'poli';
}

/** Says the patient is here. By themselves only within the clinic's window; an officer at any time of the day. A repeat is the same visit. */
export function checkInAction(doors: Doors) {
  return action({
    name: 'saroale/checkIn', input: checkInInput, constraints: { ...bookingConstraints },
    allow: (actor, input) => input.via !== 'counter' || can(actor, 'saroale/register'),
    run: (work, input) => checkIn(doors, work, input),
  });
}

export async function checkIn(doors: Doors, work: Work, input: z.output<typeof checkInInput>): Promise<CheckedIn> {
  const visit = await visitAtHand(work, input.bookingId);
  const station = visit.newPatient ? 'admisi' : 'poli';
  if (visit.status === 'checked-in') return { bookingId: visit.bookingId, label: visit.label, repeated: true, station };
  await activeVisit(work, input.bookingId);
  if (!visit.date.equals(civilDate(work.now, doors.zone))) throw new Problem(refusals.notToday, { facts: { date: visit.date.toString() } });
  if (input.via !== 'counter') await refuseOutsideWindow(doors, work, visit.bookingId);
  await withStamps(doors, work, [visit.bookingId], () => doors.booking.checkIn(work, { bookingId: visit.bookingId, station }));
  await changeVisit(work, visit.bookingId, { status: 'checked-in', checkedInAt: work.now });
  work.emit(events.checkedIn.of(visit.bookingId, { session: visit.sessionId, poli: visit.poli, via: input.via, aheadOfOpening: Math.round((visit.opensAt.epochMilliseconds - work.now.epochMilliseconds) / 60_000) }));
  work.note({ subject: visit.bookingId });
  return { bookingId: visit.bookingId, label: visit.label, repeated: false, station };
}

async function refuseOutsideWindow(doors: Doors, work: Work, bookingId: string): Promise<void> {
  const ticket = await readTicket(doors, bookingId, work);
  const fault = ticket && checkInFault({ from: ticket.checkInFrom, by: ticket.checkInBy }, work.now);
  if (fault) throw new Problem(fault === 'too-early' ? refusals.checkInEarly : refusals.checkInLate, { facts: { from: ticket.checkInFrom.toString(), by: ticket.checkInBy.toString() } });
}
