import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { TicketView } from '../reads/tickets.ts';

/** The visit as a calendar file (RFC 5545). One UID for life; a cancelled visit cancels its entry. The clinic is not named: calendars are shared. */
export function calendarFile(ticket: TicketView, link: string): string {
  const { visit } = ticket;
  const cancelled = visit.status === 'cancelled' || visit.status === 'moved';
  const calendar = ical({ name: 'Antrean RSUD Sekayu', prodId: { company: 'Serasan', product: 'Saroale', language: 'ID' }, method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `${visit.bookingId}@serasan`, sequence: cancelled ? 1 : 0, status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: wall(ticket.arriveFrom), end: wall(ticket.estimate?.to ?? visit.closesAt), stamp: wall(visit.bookedAt),
    summary: `Antrean ${visit.label}`, location: 'RSUD Sekayu', description: `Kode ${visit.code}. ${link}`, url: link,
  });
  return calendar.toString();
}

/** The library takes instants as its own kind of date; written in UTC they mean the same everywhere. */
function wall(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'second' });
}
