import { sql, type Kysely } from 'kysely';
import { missedShare, servedChance } from '../rules/attendance.ts';
import { posteriorPace, type Pace, type Seen } from '../rules/pace.ts';
import { placeOfNumber } from '../rules/place.ts';
import { stationRules } from '../rules/stations.ts';
import { forecastWait } from '../rules/wait.ts';
import type { BookingState, TicketState } from '../tables.ts';
import type { Estimate, Session } from '../types.ts';
import type { Reader } from './reading.ts';

/** What the past and today say about a session's resource. Read once for all who wait there. */
export interface Background {
  readonly pace: Pace;
  readonly missed: number;
  readonly startDelays: readonly number[];
}

/** Somebody who is or will be in the line of a session. */
export interface InLine {
  readonly bookingId: string;
  readonly number: number;
  readonly state: BookingState;
  readonly ticket: TicketState | null;
  readonly place: number | null;
}

/** Days of the past that count. */
const memory = 60;

export async function readBackground(reader: Reader, session: Pick<Session, 'service' | 'resource' | 'group' | 'date'>): Promise<Background> {
  const tables = reader as unknown as Kysely<unknown>;
  const { rows } = await sql<{ today: boolean; own: boolean; near: boolean; same_day: boolean; count: number; seconds: number; squared: number; came: number; missed: number }>`
    select date = ${session.date}::date and resource = ${session.resource} as today, resource = ${session.resource} as own, grp = ${session.group} as near,
      extract(isodow from date) = extract(isodow from ${session.date}::date) as same_day,
      sum(served)::int as count, sum(seconds) as seconds, sum(seconds_squared) as squared, sum(came)::int as came, sum(missed)::int as missed
    from booking.pace where service = ${session.service} and date between ${session.date}::date - ${memory}::int and ${session.date}::date group by 1, 2, 3, 4`.execute(tables);
  const delays = await sql<{ delay: number }>`
    select extract(epoch from actual_start - opens_at)::float8 as delay from booking.session
    where service = ${session.service} and resource = ${session.resource} and actual_start is not null and date between ${session.date}::date - ${memory}::int and ${session.date}::date - 1 order by date desc limit 60`.execute(tables);
  const past = rows.filter((row) => !row.today);
  const own = rows.filter((row) => row.own);
  return {
    pace: posteriorPace(add(rows.filter((row) => row.today)), { weekday: add(past.filter((row) => row.own && row.same_day)), resource: add(past.filter((row) => row.own)), group: add(past.filter((row) => row.near)), service: add(past) }),
    missed: missedShare(own.reduce((sum, row) => sum + row.came, 0), own.reduce((sum, row) => sum + row.missed, 0)),
    startDelays: delays.rows.map((row) => row.delay),
  };
}

function add(rows: readonly Seen[]): Seen {
  return rows.reduce<Seen>((sum, row) => ({ count: sum.count + row.count, seconds: sum.seconds + row.seconds, squared: sum.squared + row.squared }), { count: 0, seconds: 0, squared: 0 });
}

/** Everybody of a session who is not over yet. */
export async function readLine(reader: Reader, sessionId: string): Promise<InLine[]> {
  const rows = await reader.selectFrom('booking.booking as b').leftJoin('booking.ticket as t', 't.booking_id', 'b.id')
    .select(['b.id', 'b.number', 'b.state', 't.state as ticket', 't.station', 't.place', 't.session_id as at']).where('b.session_id', '=', sessionId).where('b.state', 'in', ['held', 'booked', 'confirmed', 'checked_in']).execute();
  return rows.filter((row) => row.at === null || row.at === sessionId).map((row) => ({ bookingId: row.id, number: row.number, state: row.state, ticket: row.ticket, place: row.station !== null && stationRules(row.station).order === 'number' ? row.place : null }));
}

type SessionTimes = Pick<Session, 'opensAt' | 'actualStart' | 'expectedStart' | 'breaks'>;

/** The estimate of one of the line. Pure. */
export function estimateFor(who: Pick<InLine, 'bookingId' | 'number' | 'ticket' | 'place'>, session: SessionTimes, line: readonly InLine[], background: Background, now: Temporal.Instant): Estimate {
  if (who.ticket === 'called' || who.ticket === 'serving' || who.ticket === 'done') return already(session, background, now);
  const seconds = now.epochMilliseconds / 1000;
  const opensAt = session.opensAt.epochMilliseconds / 1000;
  const own = placeOf(who);
  const before = line.filter((other) => other.bookingId !== who.bookingId && other.ticket !== 'serving' && other.ticket !== 'absent' && placeOf(other) < own);
  const serving = line.filter((other) => other.ticket === 'serving');
  const ahead = before.map((other) => ({ chance: chanceOf(other, background, seconds - askedToCome(other.number, opensAt, background.pace.mean)), mean: background.pace.mean }));
  const forecast = forecastWait({
    now: seconds, opensAt, startedAt: session.actualStart && session.actualStart.epochMilliseconds / 1000, expectedStart: session.expectedStart && session.expectedStart.epochMilliseconds / 1000,
    startDelays: background.startDelays, ahead, serving: serving.map(() => background.pace.mean), breaks: session.breaks.map((pause) => ({ from: epoch(pause.from), to: epoch(pause.to) })), pace: background.pace,
  });
  return {
    point: instant(forecast.point), from: instant(forecast.from), to: instant(forecast.to), ahead: before.length, computedAt: now,
    why: {
      ahead: before.length, notYetHere: before.filter((other) => other.ticket === null).length, minutesEach: background.pace.mean / 60, seenToday: background.pace.today, paceFrom: background.pace.from,
      inService: serving.length > 0, started: session.actualStart !== undefined, opensAt: session.opensAt, expectedStart: session.expectedStart, startMinutes: forecast.parts.start / 60,
      breakMinutes: forecast.parts.breaks / 60, missed: background.missed,
    },
  };
}

function already(session: SessionTimes, { pace, missed }: Background, now: Temporal.Instant): Estimate {
  const why = { ahead: 0, notYetHere: 0, minutesEach: pace.mean / 60, seenToday: pace.today, paceFrom: pace.from, inService: true, started: true, opensAt: session.opensAt, startMinutes: 0, breakMinutes: 0, missed };
  return { point: now, from: now, to: now, ahead: 0, computedAt: now, why };
}

function placeOf(who: Pick<InLine, 'number' | 'place'>): number {
  return who.place ?? placeOfNumber(who.number);
}

/** People are asked to be there half an hour before their turn by the numbers. */
function askedToCome(number: number, opensAt: number, mean: number): number {
  return opensAt + (number - 1) * mean - 1800;
}

function chanceOf(other: InLine, { missed }: Background, overdue: number): number {
  // Somebody at the laboratory or skipped comes back before us about every other time.
  if (other.ticket === 'on_hold' || other.ticket === 'skipped') return 0.5;
  return servedChance(other.ticket !== null, missed, overdue);
}

function epoch(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds / 1000;
}

/** Whole seconds: more would pretend. */
function instant(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(seconds) * 1000);
}
