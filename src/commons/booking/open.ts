import type { RandomBytes } from '#kernel/ids';
import type { Database, Work } from '#platform/database';
import * as changes from './store/changes.ts';
import { claim } from './store/claims.ts';
import * as queue from './store/queue.ts';
import { findBooking, findBookings, findSession, findSessions, readerOf, toTicket, type BookingQuery, type SessionQuery } from './store/reading.ts';
import { setException, setWeekly, publish } from './store/schedule.ts';
import * as sessions from './store/sessions.ts';
import * as slots from './store/slots.ts';
import * as states from './store/states.ts';
import { readTasks, stampTask } from './store/tasks.ts';
import { walkIn } from './store/tickets.ts';
import * as waiting from './store/waiting.ts';
import type { ClaimInput, SessionInput } from './types.ts';

export type BookingFloor = ReturnType<typeof openBooking>;

/**
 * Opens places, queues and waits. Changing functions take the `work` of the service's own action; reads take it too when called inside a write.
 * The floor tells nobody and emits nothing: it returns what happened.
 */
export function openBooking({ database, random }: { database: Database; random: RandomBytes }) {
  const deps = { random };
  const reader = (within?: Work) => readerOf(database, within);
  const now = (within?: Work) => within?.now ?? database.clock.now();
  return {
    schedule: { setWeekly, override: setException, publish },
    openSession: (work: Work, input: SessionInput) => sessions.openSession(work, input),
    setQuota: (work: Work, input: { sessionId: string; pool: string; quota: number }) => sessions.setQuota(work, deps, input),
    setAccepting: sessions.setAccepting,
    startSession: (work: Work, { sessionId }: { sessionId: string }) => sessions.beginSession(work, sessionId, work.now),
    expectStart: sessions.expectStart,
    endSession: sessions.endSession,
    cancelSession: sessions.cancelSession,

    claim: (work: Work, input: ClaimInput) => claim(work, deps, input),
    confirmHold: changes.confirmHold,
    confirmAttendance: changes.confirmAttendance,
    cancel: (work: Work, input: { bookingId: string; by: 'patient' | 'hospital' | 'bpjs'; reason: string }) => changes.cancel(work, deps, input),
    move: (work: Work, input: changes.MoveInput) => changes.move(work, deps, input),
    checkIn: changes.checkIn,
    correct: changes.correct,
    joinWaiting: waiting.joinWaiting,
    leaveWaiting: waiting.leaveWaiting,
    sweep: (work: Work, of: { service: string }) => waiting.lapseHolds(work, deps, of),

    queue: {
      walkIn, callNext: queue.callNext, call: queue.call, recall: queue.recall, skip: queue.skip, absent: queue.absent, comeBack: queue.comeBack, hold: queue.hold, resume: queue.resume,
      transfer: queue.transfer, start: queue.start, finish: queue.finish, stamp: stampTask,
    },

    slots: {
      reserve: (work: Work, input: slots.ReserveInput) => slots.reserve(work, deps, input),
      release: slots.release,
      busy: (query: Parameters<typeof slots.readBusy>[1], within?: Work) => slots.readBusy(reader(within), query),
    },

    session: (id: string, within?: Work) => findSession(reader(within), id),
    sessions: (query: SessionQuery, within?: Work) => findSessions(reader(within), query),
    booking: (id: string, within?: Work) => findBooking(reader(within), { id }),
    byCode: (code: string, within?: Work) => findBooking(reader(within), { code }),
    byKey: (key: string, within?: Work) => findBooking(reader(within), { key }),
    bookings: (query: BookingQuery, within?: Work) => findBookings(reader(within), query),
    state: (sessionId: string, within?: Work) => states.readState(reader(within), sessionId),
    line: (query: states.LineQuery, within?: Work) => states.readLineOf(reader(within), query),
    revision: (query: { service: string; date: string; group?: string | undefined }, within?: Work) => states.readRevision(reader(within), query),
    estimate: (bookingId: string, within?: Work) => states.readEstimate(reader(within), bookingId, now(within)),
    estimates: (sessionId: string, within?: Work) => states.readEstimates(reader(within), sessionId, now(within)),
    tasks: (bookingId: string, within?: Work) => readTasks(reader(within), bookingId),
    async ticket(id: string, within?: Work) {
      const row = await reader(within).selectFrom('booking.ticket').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toTicket(row);
    },
    async ticketOf(bookingId: string, within?: Work) {
      const row = await reader(within).selectFrom('booking.ticket').selectAll().where('booking_id', '=', bookingId).executeTakeFirst();
      return row && toTicket(row);
    },
    /** What happened to a booking, oldest first. */
    history: (bookingId: string, within?: Work) => reader(within).selectFrom('booking.booking_log').select(['at', 'from_state', 'to_state', 'actor', 'why', 'facts']).where('booking_id', '=', bookingId).orderBy('id').execute(),
    /** Who waits for a place in a session, first come first. */
    waitingOf: (sessionId: string, within?: Work) => reader(within).selectFrom('booking.waiting').select(['id', 'party', 'pool', 'channel', 'state', 'booking_id', 'detail']).where('session_id', '=', sessionId).where('state', 'in', ['waiting', 'offered']).orderBy('turn').execute(),
    /** The list entry behind an offered booking, if it came from the waiting list. */
    waitingFor: (bookingId: string, within?: Work) => reader(within).selectFrom('booking.waiting').select(['id', 'state', 'session_id']).where('booking_id', '=', bookingId).executeTakeFirst(),
  };
}

