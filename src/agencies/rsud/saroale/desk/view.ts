import { civilDate } from '#kernel/time';
import type { Booking, Estimate, SessionState, Ticket } from '#commons/booking';
import { service, type PersonSummary } from '../doors.ts';
import type { SessionView } from '../reads/sessions.ts';
import type { Saroale } from '../rooms.ts';
import type { Visit } from '../store/visits.ts';

/** Somebody in the list of the desk: here with a ticket, or booked and not here yet. */
export interface Row {
  readonly bookingId: string;
  readonly label: string;
  readonly number: number;
  readonly ticket?: Ticket | undefined;
}

/** What the desk shows of the one chosen. No name: initials and birth year. */
export interface Chosen extends Row {
  readonly visit: Visit;
  readonly person?: PersonSummary | undefined;
  readonly estimate?: Estimate | undefined;
}

export interface DeskView {
  readonly sessions: readonly SessionView[];
  readonly session: SessionView;
  readonly state: SessionState;
  readonly rows: readonly Row[];
  /** How many wait here at the clinic; those who wait at the pharmacy are no longer ours. */
  readonly waiting: number;
  readonly chosen?: Chosen | undefined;
  readonly now: Temporal.Instant;
}

/** Today's sessions, by clinic and hour; one clinic's when `poli` is given. */
export async function todaysSessions({ doors, reads }: Saroale, poli?: string): Promise<SessionView[]> {
  const today = civilDate(doors.clock.now(), doors.zone);
  const sessions = await reads.searchSessions({ from: today, to: today, ...(poli === undefined ? {} : { poli }) });
  return sessions.sort((a, b) => a.poliName.localeCompare(b.poliName) || Temporal.Instant.compare(a.opensAt, b.opensAt));
}

/** Everything the desk shows of one session. `pick`: the booking chosen by hand; otherwise who is in the room or called, else the first in line. */
export async function readDesk(saroale: Saroale, sessionId: string, pick?: string): Promise<DeskView | undefined> {
  const { doors } = saroale;
  const sessions = await todaysSessions(saroale);
  const session = sessions.find((one) => one.sessionId === sessionId) ?? await saroale.reads.session(sessionId);
  if (!session) return undefined;
  const state = await doors.booking.state(sessionId);
  const coming = (await doors.booking.bookings({ sessionId, active: true })).filter((booking) => booking.state === 'booked' || booking.state === 'confirmed');
  const rows = [...state.tickets.filter((ticket) => ticket.station === 'poli' && ticket.bookingId !== undefined).map(rowOfTicket), ...coming.map(rowOfBooking)];
  const chosen = rows.find((row) => row.bookingId === pick) ?? latestCalled(rows) ?? rows.find((row) => row.ticket?.state === 'waiting');
  return { sessions, session, state, rows, waiting: rows.filter((row) => row.ticket?.state === 'waiting').length, chosen: chosen && await describe(saroale, chosen), now: doors.clock.now() };
}

/** Who is in the room or on the way to it; of several, the one called last. */
function latestCalled(rows: readonly Row[]): Row | undefined {
  return rows.filter((row) => row.ticket?.state === 'called' || row.ticket?.state === 'serving').sort((a, b) => (b.ticket?.calledAt?.epochMilliseconds ?? 0) - (a.ticket?.calledAt?.epochMilliseconds ?? 0))[0];
}

function rowOfTicket(ticket: Ticket): Row {
  return { bookingId: ticket.bookingId ?? '', label: ticket.label, number: ticket.number, ticket };
}

function rowOfBooking(booking: Booking): Row {
  return { bookingId: booking.id, label: booking.label, number: booking.number };
}

async function describe({ doors, reads }: Saroale, row: Row): Promise<Chosen | undefined> {
  const visit = await reads.visit({ bookingId: row.bookingId });
  if (!visit) return undefined;
  const person = (await doors.people.summaries([visit.personId])).get(visit.personId);
  const inLine = row.ticket === undefined || row.ticket.state === 'waiting';
  return { ...row, visit, person, estimate: inLine ? await doors.booking.estimate(row.bookingId) : undefined };
}

/** What a wall display shows of one session: labels only, never names. */
export interface BoardRow {
  readonly session: SessionView;
  readonly current: readonly Ticket[];
  readonly next: readonly string[];
  readonly waiting: number;
}

export interface BoardView {
  readonly poli: string;
  readonly poliName: string;
  readonly rows: readonly BoardRow[];
  readonly revision: number;
  readonly at: Temporal.Instant;
}

/** A number that has grown whenever the display of the clinic must change. */
export function boardRevision({ doors }: Saroale, poli: string): Promise<number> {
  return doors.booking.revision({ service, date: civilDate(doors.clock.now(), doors.zone).toString(), group: poli });
}

/** The display of a clinic as it is now. The revision is read first: a change in between is shown again rather than missed. */
export async function readBoard(saroale: Saroale, poli: string): Promise<BoardView | undefined> {
  const { doors, reads } = saroale;
  const known = await reads.poli(poli);
  if (!known) return undefined;
  const at = doors.clock.now();
  const revision = await boardRevision(saroale, poli);
  const sessions = (await todaysSessions(saroale, poli)).filter((session) => session.status !== 'ended');
  const tickets = await doors.booking.line({ service, date: civilDate(at, doors.zone).toString(), station: 'poli', group: poli });
  return {
    poli, poliName: known.name, revision, at,
    rows: sessions.map((session) => {
      const own = tickets.filter((ticket) => ticket.sessionId === session.sessionId);
      const waiting = own.filter((ticket) => ticket.state === 'waiting');
      const current = own.filter((ticket) => ticket.state === 'called' || ticket.state === 'serving').sort((a, b) => (b.calledAt?.epochMilliseconds ?? 0) - (a.calledAt?.epochMilliseconds ?? 0));
      return { session, current: current.slice(0, 2), next: waiting.slice(0, 4).map((ticket) => ticket.label), waiting: waiting.length };
    }),
  };
}
