import type { Offer } from '#commons/booking';
import { formatClock, formatLongDate } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { readSession } from '../reads/sessions.ts';
import { findWaiting } from '../store/waiting.ts';

/** Tells everybody who now holds a freed place, and until when it is theirs. */
export async function tellOffers(doors: Doors, work: Work, offers: readonly Offer[]): Promise<void> {
  for (const { waitingId, booking } of offers) {
    const waiting = await findWaiting(work, waitingId);
    const session = await readSession(doors, booking.sessionId, work);
    if (!waiting || !session || !booking.heldUntil) continue;
    await doors.messaging.notify(work, {
      to: waiting.contact ?? { personId: waiting.personId }, template: 'saroale-offer', importance: 'normal', sameDay: true, dedupe: `saroale/offer/${booking.id}`, subject: booking.id, expiresAt: booking.heldUntil,
      data: { poli: waiting.showPoli ? session.poliName : 'poli Anda', hari: formatLongDate(session.date), batas: formatClock(booking.heldUntil, doors.zone), tautan: doors.publicUrl(offerPath(doors, waitingId)) },
      choices: [{ id: `v1|saroale/tawaran|waiting|${waitingId}`, title: 'Ambil tempat ini' }],
    });
  }
}

/** Where an offered place is accepted. */
export function offerPath(doors: Doors, waitingId: string): string {
  return `/saroale/tawaran/${doors.sign(waitingId)}`;
}
