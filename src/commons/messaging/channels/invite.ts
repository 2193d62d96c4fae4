import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Invite } from '../types.ts';

/** The calendar file of an invitation (RFC 5545, RFC 5546): stable UID, SEQUENCE counted by the caller, METHOD:CANCEL to withdraw, times in `zone`. */
export function calendarFile(invite: Invite, zone: string, stamp: Temporal.Instant): { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string } {
  const method = invite.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const calendar = ical({ method, prodId: '//Serasan//ID', timezone: { name: zone, generator: () => timeZone(zone, invite.startsAt) } });
  calendar.createEvent({
    id: invite.uid, sequence: invite.sequence, timezone: zone, summary: invite.title, status: invite.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: invite.startsAt.toZonedDateTimeISO(zone), end: invite.endsAt.toZonedDateTimeISO(zone), ...(invite.place ? { location: invite.place } : {}), ...(invite.note ? { description: invite.note } : {}),
  });
  // The library writes the stamp in the zone of the event; RFC 5545 §3.8.7.2 wants UTC.
  const utc = stamp.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  return { method: invite.cancelled ? 'CANCEL' : 'REQUEST', content: calendar.toString().replace(/^DTSTAMP:.*$/m, `DTSTAMP:${utc}`) };
}

/** The zone as calendars want it described. Indonesian zones have no daylight saving, so one offset says all. */
function timeZone(zone: string, at: Temporal.Instant): string {
  const offset = at.toZonedDateTimeISO(zone).offset.replace(':', '');
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000', `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, 'END:STANDARD', 'END:VTIMEZONE'].join('\r\n');
}
