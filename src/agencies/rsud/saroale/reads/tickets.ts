import type { Estimate } from '#commons/booking';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { arrival, checkInWindow } from '../rules/arrival.ts';
import { bring } from '../rules/bring.ts';
import { readerOf } from '../store/reader.ts';
import { findVisit, type Visit } from '../store/visits.ts';

/** What a ticket shows to whoever holds its link: where it stands and when to come. */
export interface TicketView {
  readonly visit: Visit;
  readonly state: 'booked' | 'waiting' | 'called' | 'in-room' | 'on-hold' | 'skipped' | 'pharmacy' | 'done' | 'no-show' | 'cancelled' | 'moved';
  readonly ahead: number;
  readonly estimate?: Estimate | undefined;
  readonly arriveFrom: Temporal.Instant;
  readonly arriveBy: Temporal.Instant;
  readonly checkInFrom: Temporal.Instant;
  readonly checkInBy: Temporal.Instant;
  readonly bring: readonly { id: string; en?: string }[];
  /** Label now being served in the session. */
  readonly nowServing?: string | undefined;
  readonly url: string;
}

/** The live state of one booking. */
export async function readTicket(doors: Doors, bookingId: string, within?: Work): Promise<TicketView | undefined> {
  const visit = await findVisit(readerOf(doors.database, within), bookingId);
  if (!visit) return undefined;
  const active = visit.status === 'booked' || visit.status === 'checked-in';
  const estimate = active && visit.sessionStatus !== 'cancelled' && visit.sessionStatus !== 'ended' ? await doors.booking.estimate(bookingId, within) : undefined;
  const line = visit.sessionStatus === 'cancelled' ? undefined : await doors.booking.state(visit.sessionId, within);
  const ticket = line?.tickets.find((entry) => entry.bookingId === bookingId);
  return { visit, state: stateOf(visit, ticket), ahead: estimate?.ahead ?? 0, estimate, ...timesOf(visit, estimate), bring: bring(visit), nowServing: line?.nowServing?.label ?? line?.lastCalled?.label, url: ticketPath(doors, bookingId) };
}

/** When to come and when check-in is open, from the estimate or, without one, from the session's start. */
function timesOf(visit: Pick<Visit, 'opensAt' | 'closesAt' | 'checkinBefore' | 'checkinAfter' | 'expectedAt'>, estimate: Estimate | undefined): { arriveFrom: Temporal.Instant; arriveBy: Temporal.Instant; checkInFrom: Temporal.Instant; checkInBy: Temporal.Instant } {
  const come = arrival(visit, estimate?.from ?? visit.opensAt);
  const window = checkInWindow(visit, visit.expectedAt ?? undefined);
  return { arriveFrom: come.from, arriveBy: come.by, checkInFrom: window.from, checkInBy: window.by };
}

/** `/saroale/tiket/…`: the link to give to the patient. */
export function ticketPath(doors: Doors, bookingId: string): string {
  return `/saroale/tiket/${doors.sign(bookingId)}`;
}

function stateOf(visit: Visit, ticket: { state: string; station: string } | undefined): TicketView['state'] {
  if (visit.status === 'cancelled' || visit.status === 'moved' || visit.status === 'no-show') return visit.status;
  if (ticket?.station === 'farmasi' && ticket.state !== 'done') return 'pharmacy';
  if (visit.status === 'served') return 'done';
  return shownStates[ticket?.state ?? ''] ?? (visit.status === 'checked-in' ? 'waiting' : 'booked');
}

const shownStates: Readonly<Record<string, TicketView['state']>> = { called: 'called', serving: 'in-room', on_hold: 'on-hold', skipped: 'skipped', absent: 'skipped', waiting: 'waiting' };
