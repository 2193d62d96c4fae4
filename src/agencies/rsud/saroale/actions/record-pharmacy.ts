import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { bookingConstraints } from '#commons/booking';
import { action } from '#platform/action';
import type { Doors } from '../doors.ts';
import { events } from '../events.ts';
import { refusals } from '../problems.ts';
import { findPrescription, stepPrescription } from '../store/pharmacy.ts';
import type { SaroaleTables } from '../store/tables.ts';
import * as inputs from './inputs.ts';
import { withStamps } from './stamps.ts';
import { ticketAtHand } from './visit-at-hand.ts';

/** The pharmacy begins to prepare (BPJS task 6) or has the medicine ready (task 7). */
export function recordPharmacyAction(doors: Doors) {
  return action({
    name: 'saroale/recordPharmacy', input: z.strictObject({ bookingId: inputs.bookingId, step: z.enum(['preparing', 'ready']) }), allow: 'saroale/pharmacy', constraints: { ...bookingConstraints },
    async run(work, input): Promise<void> {
      const prescription = await findPrescription(work.tables<SaroaleTables>(), input.bookingId);
      if (!prescription || (input.step === 'preparing' ? 'waiting' : 'preparing') !== prescription.step) throw new Problem(refusals.pharmacyOrder, { facts: { step: prescription?.step ?? null } });
      const { id: ticketId } = await ticketAtHand(doors, work, input.bookingId, 'farmasi');
      await withStamps(doors, work, [input.bookingId], () => (input.step === 'preparing' ? doors.booking.queue.start(work, { ticketId }) : doors.booking.queue.finish(work, { ticketId })));
      await stepPrescription(work, input.bookingId, input.step);
      if (input.step === 'ready') work.emit(events.medicineReady.of(input.bookingId, { compounded: prescription.compounded, waitMinutes: Math.round((work.now.epochMilliseconds - prescription.waitingAt.epochMilliseconds) / 60_000) }));
      work.note({ subject: input.bookingId, step: input.step });
    },
  });
}
