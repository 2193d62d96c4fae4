import { z } from 'zod';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { watchQueue } from '../notices/watch.ts';
import { addPrescription } from '../store/pharmacy.ts';
import { changeVisit } from '../store/visits.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { ticketAtHand, visitAtHand } from './visit-at-hand.ts';

const finishInput = z.strictObject({ bookingId: inputs.bookingId, prescription: z.enum(['none', 'ready-made', 'compounded'], { error: 'Pilih resepnya.' }).default('none') });

/** The doctor is done. With a prescription the patient joins the pharmacy's line under the same code. */
export function finishAction(doors: Doors) {
  return action({
    name: 'saroale/finish', input: finishInput, allow: 'saroale/call', constraints: { ...bookingConstraints },
    run: (work, input) => finish(doors, work, input),
  });
}

/** The step itself, for whoever already holds a unit of work. */
export async function finish(doors: Doors, work: Work, input: z.output<typeof finishInput>): Promise<{ pharmacyNumber?: number }> {
  const visit = await visitAtHand(work, input.bookingId);
  const ticket = await ticketAtHand(doors, work, input.bookingId);
  const toPharmacy = input.prescription !== 'none';
  await withStamps(doors, work, [input.bookingId], () => doors.booking.queue.finish(work, { ticketId: ticket.id, ...(toPharmacy ? { next: 'farmasi' } : {}) }));
  await changeVisit(work, input.bookingId, { status: 'served', finishedAt: work.now });
  const begun = ticket.startedAt ?? ticket.calledAt ?? work.now;
  work.emit(events.served.of(input.bookingId, { session: visit.sessionId, poli: visit.poli, channel: visit.channel, payer: visit.payer, serviceMinutes: Math.max(0, Math.round((work.now.epochMilliseconds - begun.epochMilliseconds) / 60_000)) }));
  work.note({ subject: input.bookingId });
  work.enqueue({ queue: watchQueue, data: { sessionId: visit.sessionId } });
  if (!toPharmacy) return {};
  const compounded = input.prescription === 'compounded';
  const number = await addPrescription(work, { bookingId: input.bookingId, date: visit.date, compounded });
  work.emit(events.pharmacyQueued.of(input.bookingId, { number, compounded }));
  return { pharmacyNumber: number };
}
