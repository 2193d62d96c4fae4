import type { OwnCase } from '#kernel/manifest';
import { formatLongDate } from '#kernel/time';
import { states } from '../pages/words.ts';
import type { Saroale } from '../rooms.ts';

const shown = { 'booked': 'booked', 'checked-in': 'waiting', 'served': 'done', 'no-show': 'no-show', 'cancelled': 'cancelled', 'moved': 'moved' } as const;

/** Bookings of these persons for their own account. The clinic is named only where the person agreed to it. */
export async function ownCases({ doors, reads }: Saroale, personIds: readonly string[]): Promise<OwnCase[]> {
  const visits = await reads.visitsOf(personIds);
  return visits.map((visit) => ({
    service: 'saroale', id: visit.bookingId, title: { id: `Antrean ${visit.label}, ${formatLongDate(visit.date)}`, en: `Booking ${visit.label}, ${formatLongDate(visit.date, 'en')}` },
    state: states[shown[visit.status]], since: visit.bookedAt, url: reads.ticketUrl(visit.bookingId), over: visit.status !== 'booked' && visit.status !== 'checked-in',
    receipt: visit.status === 'served' ? doors.receiptCode(visit.bookingId) : undefined,
  }));
}
