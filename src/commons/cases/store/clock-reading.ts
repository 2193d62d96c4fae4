import { sql } from 'kysely';
import type { Calendar, CalendarSet } from '#commons/calendar';
import type { Work } from '#platform/database';
import type { Definition } from '../definition/definition.ts';
import { budgetOf, readClock, spentIn } from '../rules/clock.ts';
import type { ClockReading } from '../types.ts';
import { promisedOf } from './clocks.ts';
import { toSegment, type RawSegment, type StoredClock } from './picture.ts';
import type { Reader } from './reading.ts';

type Row = Omit<StoredClock, 'segments' | 'fired' | 'due'> & { readonly segments: readonly RawSegment[] };

/** Every promise of a case as it stands at `now`; closed ones as their calendar of then counted them. */
export async function clocksOf(reader: Reader, calendar: Calendar, definition: Definition, caseId: string, now: Temporal.Instant, within?: Work): Promise<ClockReading[]> {
  const rows: Row[] = await reader.selectFrom('cases.clock as c').where('c.case_id', '=', caseId).orderBy('c.started_at').orderBy(sql`(c.promise <> 'life')`).orderBy('c.promise').orderBy('c.branch')
    .select(['c.id', 'c.promise', 'c.branch', 'c.budget', 'c.unit', 'c.calendar', 'c.calendar_version as calendarVersion', 'c.counts', 'c.rungs', 'c.generation',
      sql<number>`floor(extract(epoch from c.started_at) * 1000)::float8`.as('startedAt'), sql<number | null>`floor(extract(epoch from c.stopped_at) * 1000)::float8`.as('stoppedAt'),
      sql<RawSegment[]>`coalesce((select json_agg(json_build_array(floor(extract(epoch from s.starts) * 1000), floor(extract(epoch from s.ends) * 1000), s.party, s.reason, s.attempt) order by s.starts)
        from cases.segment s where s.clock_id = c.id and s.generation = c.generation), '[]')`.as('segments')]).execute();
  const readings: ClockReading[] = [];
  for (const row of rows) readings.push(readingOf(row, row.stoppedAt === null ? calendar : ((await calendar.past(row.calendarVersion, within)) ?? calendar), definition, now.epochMilliseconds));
  return readings;
}

function readingOf(row: Row, set: CalendarSet, definition: Definition, now: number): ClockReading {
  const segments = row.segments.map(toSegment);
  const until = Math.min(row.stoppedAt ?? now, now);
  const promised = promisedOf(row) ?? { budget: { amount: Number.MAX_SAFE_INTEGER, unit: row.unit }, counts: row.counts, startedAt: row.startedAt };
  const line = set.of(row.calendar).timeline;
  const reading = readClock(line, promised, segments, until);
  const unit = row.unit === 'working_minute' ? 60_000 : 1;
  const attempts = [...new Set(segments.map((segment) => segment.attempt))].map((attempt) => spentIn(line, promised, segments.filter((segment) => segment.attempt === attempt && row.counts.includes(segment.party)), until) / unit);
  const at = (value: number) => Temporal.Instant.fromEpochMilliseconds(Math.floor(value));
  return {
    id: row.id, promise: row.promise, name: definition.body.promises.find((promise) => promise.id === row.promise)?.name ?? { id: row.promise }, branch: row.branch ?? undefined, unit: row.unit,
    budget: row.budget ?? 0, spent: reading.spent / unit, attempts, percent: row.budget === null ? 0 : Math.floor((reading.spent * 100) / budgetOf(promised.budget)),
    due: row.budget === null || reading.due === undefined ? undefined : at(reading.due), running: row.stoppedAt === null && reading.running, overdue: row.budget !== null && reading.overdue,
    startedAt: at(row.startedAt), stoppedAt: row.stoppedAt === null ? undefined : at(row.stoppedAt), endToEndMinutes: Math.floor((until - row.startedAt) / 60_000),
    segments: segments.map((segment) => ({ from: at(segment.starts), to: segment.ends === undefined ? undefined : at(segment.ends), party: segment.party, reason: segment.reason, attempt: segment.attempt })),
  };
}
