import { civilDate } from '#kernel/time';
import type { Session } from '#commons/booking';
import type { Work } from '#platform/database';
import { service, type Doors } from '../doors.ts';
import { daysAhead, whyClosed, type Closed } from '../rules/cutoff.ts';
import { readerOf } from '../store/reader.ts';
import { findSessions, type SessionRow, type SessionSearch } from '../store/sessions.ts';
import type { Payer } from '../store/tables.ts';

export type Pool = 'jkn' | 'other';

/** A session with the places left in it, ready to be shown or chosen. */
export interface SessionView extends SessionRow {
  readonly sessionId: string;
  /** `08.00–12.00`. */
  readonly hours: string;
  readonly quota: Readonly<Record<Pool, number>>;
  readonly issued: Readonly<Record<Pool, number>>;
  readonly left: Readonly<Record<Pool, number>>;
  /** A place can be taken now from home by the payer asked about (by anybody when none was named). */
  readonly bookable: boolean;
  readonly whyNot?: Closed;
}

/** Which pool of places a payer draws on. */
export function poolOf(payer: Payer): Pool {
  return payer === 'jkn' ? 'jkn' : 'other';
}

/** Sessions from today (or `from`) to two weeks ahead (or `to`), with places left. Reads are of this moment; the claim decides. */
export async function searchSessions(doors: Doors, search: SessionSearch & { payer?: Payer | undefined; counter?: boolean }, within?: Work): Promise<SessionView[]> {
  const now = within?.now ?? doors.clock.now();
  const today = civilDate(now, doors.zone);
  const from = search.from ?? today;
  const to = search.to ?? today.add({ days: daysAhead });
  const rows = await findSessions(readerOf(doors.database, within), search.ids ? { ids: search.ids } : { ...search, from, to });
  if (rows.length === 0) return [];
  const held = await doors.booking.sessions(search.ids ? { ids: search.ids } : { service, from: from.toString(), to: to.toString(), ...(search.poli === undefined ? {} : { group: search.poli }) }, within);
  const byId = new Map(held.map((session) => [session.id, session]));
  return rows.map((row) => asView(row, byId.get(row.id), { now, today, zone: doors.zone, payer: search.payer, counter: search.counter ?? false }));
}

/** One session, or nothing. */
export async function readSession(doors: Doors, sessionId: string, within?: Work): Promise<SessionView | undefined> {
  return (await searchSessions(doors, { ids: [sessionId] }, within))[0];
}

function asView(row: SessionRow, held: Session | undefined, at: { now: Temporal.Instant; today: Temporal.PlainDate; zone: string; payer: Payer | undefined; counter: boolean }): SessionView {
  const pool = (name: Pool) => held?.pools.find((entry) => entry.pool === name) ?? { quota: 0, issued: 0, left: 0 };
  const [jkn, other] = [pool('jkn'), pool('other')];
  const left = at.payer ? pool(poolOf(at.payer)).left : Math.max(jkn.left, other.left);
  const why = held ? whyClosed({ ...row, left }, at) : 'ended';
  const closed = why ?? (held?.accepting === false ? 'poli-closed' : undefined);
  return {
    ...row, sessionId: row.id, hours: hoursOf(row, at.zone), quota: { jkn: jkn.quota, other: other.quota }, issued: { jkn: jkn.issued, other: other.issued }, left: { jkn: jkn.left, other: other.left },
    bookable: closed === undefined, ...(closed ? { whyNot: closed } : {}),
  };
}

/** `08.00–12.00` on the regency's wall clock. */
export function hoursOf(session: { opensAt: Temporal.Instant; closesAt: Temporal.Instant }, zone: string): string {
  const wall = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '.');
  return `${wall(session.opensAt)}–${wall(session.closesAt)}`;
}
