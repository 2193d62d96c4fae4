import { atWallClock } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { readTicket } from '../reads/tickets.ts';

export const remindQueue = 'saroale.remind';

/** The evening before at this hour. */
const evening = '18:30';

/** What one may answer the evening before with one tap. The chat hears the ids, also hours later. */
export function reminderChoices(bookingId: string): { id: string; title: string }[] {
  return [
    { id: `v1|saroale/hadir|visit|${bookingId}`, title: 'Saya datang' },
    { id: `v1|saroale/pindah|visit|${bookingId}`, title: 'Pindah jadwal' },
    { id: `v1|saroale/batal|visit|${bookingId}`, title: 'Batalkan' },
  ];
}

/** Enqueues the evening-before and two-hours-before reminders. The job looks again before it speaks, so a cancelled or moved booking is silent. */
export async function planReminders(doors: Doors, work: Work, bookingId: string): Promise<void> {
  const ticket = await readTicket(doors, bookingId, work);
  if (!ticket) return;
  const eveningBefore = atWallClock(ticket.visit.date.subtract({ days: 1 }), evening, doors.zone);
  const twoHours = (ticket.estimate?.point ?? ticket.visit.opensAt).subtract({ hours: 2 });
  for (const [kind, at] of [['evening', eveningBefore], ['near', twoHours]] as const) {
    if (Temporal.Instant.compare(at, work.now) > 0) work.enqueue({ queue: remindQueue, data: { bookingId, kind }, notBefore: at });
  }
}
