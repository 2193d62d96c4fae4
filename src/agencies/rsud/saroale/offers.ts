import type { Work } from '#platform/database';
import { finish } from './actions/finish.ts';
import { openOn, type Ground } from './ground.ts';
import type { Visit } from './store/visits.ts';

/** What a booking is to the hospital's other services. No name, no number of a person. */
export interface OfferedVisit {
  readonly bookingId: string;
  readonly personId: string;
  readonly code: string;
  readonly label: string;
  readonly sessionId: string;
  readonly poli: string;
  readonly poliName: string;
  readonly doctor: string;
  readonly doctorName: string;
  readonly date: Temporal.PlainDate;
  readonly payer: 'jkn' | 'umum' | 'other';
  readonly status: string;
  readonly checkedInAt: Temporal.Instant | null;
}

export interface OfferedSession { readonly sessionId: string; readonly doctor: string; readonly doctorName: string; readonly poliName: string; readonly date: Temporal.PlainDate; readonly hours: string; readonly left: number }
export type SaroaleGround = Ground;
export type SaroaleOffers = ReturnType<typeof openSaroaleOffers>;

/** What Saroale offers to the hospital's other services: the visit behind a ticket, places for control visits, and the end of a consultation in its own line. */
export function openSaroaleOffers(floors: Ground) {
  const saroale = openOn(floors);
  return {
    /** The visit behind a booking, also within the caller's work. */
    async visit(bookingId: string, within?: Work): Promise<OfferedVisit | undefined> {
      const found = await saroale.reads.visit({ bookingId }, within);
      return found && offered(found);
    },
    /** Everybody whose ticket was checked in on a day, in the order of session and number. */
    async checkedInOn(date: Temporal.PlainDate): Promise<OfferedVisit[]> {
      return (await saroale.reads.visitsOn({ date, status: ['checked-in', 'served'] })).map(offered);
    },
    /** When a doctor's practice licence ends, as the schedule's directory knows it. */
    async licenceOf(doctor: string, within?: Work): Promise<Temporal.PlainDate | undefined> {
      return (await saroale.reads.doctors({}, within)).find((entry) => entry.id === doctor)?.sipExpiresOn ?? undefined;
    },
    /** Sessions of a clinic with places left, from a date on, for control letters. */
    async sessions(search: { poli: string; from: Temporal.PlainDate; payer: 'jkn' | 'umum' | 'other' }): Promise<OfferedSession[]> {
      const found = await saroale.reads.searchSessions({ poli: search.poli, from: search.from, to: search.from.add({ days: 13 }), payer: search.payer });
      return found.filter((session) => session.bookable).map((session) => ({ sessionId: session.sessionId, doctor: session.doctorId, doctorName: session.doctorName, poliName: session.poliName, date: session.date, hours: session.hours, left: session.left[search.payer === 'jkn' ? 'jkn' : 'other'] }));
    },
    /** Takes a place for a control visit in the caller's work. `reference`: the control letter's number, needed for JKN. The same key gives the same booking. */
    async bookControl(work: Work, order: { sessionId: string; personId: string; payer: 'jkn' | 'umum' | 'other'; reference?: string; key: string }): Promise<{ bookingId: string; code: string; label: string }> {
      const { bookingId, code, label } = await saroale.inWork.book(work, { sessionId: order.sessionId, personId: order.personId, payer: order.payer, visitKind: 3, reference: order.reference, key: order.key, newPatient: false, note: '', showPoli: false });
      return { bookingId, code, label };
    },
    /** The doctor is done with whoever is in the room: the line moves on, and the pharmacy's line begins. Nothing when the nurse's desk has done it already. */
    async finishConsultation(work: Work, given: { bookingId: string; prescription: 'none' | 'ready-made' | 'compounded' }): Promise<boolean> {
      const ticket = await saroale.doors.booking.ticketOf(given.bookingId, work);
      if (ticket?.station !== 'poli' || ticket.state !== 'serving') return false;
      await finish(saroale.doors, work, given);
      return true;
    },
  };
}

function offered(found: Visit): OfferedVisit {
  return {
    bookingId: found.bookingId, personId: found.personId, code: found.code, label: found.label, sessionId: found.sessionId, poli: found.poli, poliName: found.poliName, doctor: found.doctorId, doctorName: found.doctorName,
    date: found.date, payer: found.payer, status: found.status, checkedInAt: found.checkedInAt,
  };
}
