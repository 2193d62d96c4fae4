import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { findPoli, listDoctors, listPolis, type Doctor, type Poli } from '../store/directory.ts';
import { findPrescription, prescriptionsOf, type Prescription } from '../store/pharmacy.ts';
import { listLeaves, listSchedules } from '../store/plan.ts';
import { readerOf } from '../store/reader.ts';
import { findVisits, type Visit, type VisitSearch } from '../store/visits.ts';
import { readSession, searchSessions, type SessionView } from './sessions.ts';
import { readTicket, ticketPath, type TicketView } from './tickets.ts';

export interface PharmacyLine {
  readonly total: number;
  readonly ready: number;
  readonly preparing: number;
  /** Number of the last prescription taken in hand. */
  readonly lastCalled: number;
}

/** Every question about Saroale's state. `within`: the open work when asked inside a write. */
export function openReads(doors: Doors) {
  const reader = (within?: Work) => readerOf(doors.database, within);
  return {
    polis: (options: { withClosed?: boolean } = {}, within?: Work): Promise<Poli[]> => listPolis(reader(within), options),
    poli: (code: string, within?: Work): Promise<Poli | undefined> => findPoli(reader(within), code),
    poliBySubspecialty: async (code: string, within?: Work): Promise<Poli | undefined> => (await listPolis(reader(within))).find((poli) => poli.subspecialtyCode === code),
    doctors: (options: { poli?: string } = {}, within?: Work): Promise<Doctor[]> => listDoctors(reader(within), options),
    doctorByHfis: async (code: number, within?: Work): Promise<Doctor | undefined> => (await listDoctors(reader(within))).find((doctor) => doctor.hfisCode === code),
    searchSessions: (search: Parameters<typeof searchSessions>[1], within?: Work): Promise<SessionView[]> => searchSessions(doors, search, within),
    session: (sessionId: string, within?: Work): Promise<SessionView | undefined> => readSession(doors, sessionId, within),
    visit: async (which: { bookingId: string } | { code: string }, within?: Work): Promise<Visit | undefined> => (await findVisits(reader(within), 'code' in which ? { code: which.code } : { bookingIds: [which.bookingId] }))[0],
    visitsOf: (personIds: readonly string[], options: { from?: Temporal.PlainDate } = {}, within?: Work): Promise<Visit[]> => findVisits(reader(within), { personIds, from: options.from }),
    visitsOn: (search: VisitSearch & { date: Temporal.PlainDate }, within?: Work): Promise<Visit[]> => findVisits(reader(within), { ...search, from: search.date, to: search.date }),
    ticket: (bookingId: string, within?: Work): Promise<TicketView | undefined> => readTicket(doors, bookingId, within),
    ticketUrl: (bookingId: string): string => ticketPath(doors, bookingId),
    tasks: (bookingId: string, within?: Work) => doors.booking.tasks(bookingId, within),
    prescription: (bookingId: string, within?: Work): Promise<Prescription | undefined> => findPrescription(reader(within), bookingId),
    async pharmacyDay(date: Temporal.PlainDate, within?: Work): Promise<{ compounded: PharmacyLine; readyMade: PharmacyLine }> {
      const all = await prescriptionsOf(reader(within), date);
      return { compounded: lineOf(all.filter((one) => one.compounded)), readyMade: lineOf(all.filter((one) => !one.compounded)) };
    },
    schedules: (from: Temporal.PlainDate, within?: Work) => listSchedules(reader(within), from),
    leaves: (from: Temporal.PlainDate, within?: Work) => listLeaves(reader(within), from),
  };
}

function lineOf(prescriptions: readonly Prescription[]): PharmacyLine {
  const taken = prescriptions.filter((one) => one.step !== 'waiting');
  return { total: prescriptions.length, ready: prescriptions.filter((one) => one.step === 'ready').length, preparing: prescriptions.filter((one) => one.step === 'preparing').length, lastCalled: Math.max(0, ...taken.map((one) => one.number)) };
}
