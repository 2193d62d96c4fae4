import { sql } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { system } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/digest';
import type { Words } from '#kernel/manifest';
import { Problem } from '#kernel/problem';
import { atWallClock, civilDate, formatDate } from '#kernel/time';
import type { Database, Work } from '#platform/database';
import type { Calendars, HolidayRow, Regency } from '#platform/regency';
import { refusals } from './problems.ts';
import { feastsOf, type Feast } from './rules/feasts.ts';
import { hoursOn } from './rules/hours.ts';
import { workingTimeline, type WorkingTimeline } from './rules/timeline.ts';
import { addWorkingDays, addWorkingTime, isOpen, nextOpen, workingHours, workingTime, type Window } from './rules/working-time.ts';

/** A day off, from the regency's list. `unverified`: computed, not yet decreed. */
export interface Holiday {
  readonly date: Temporal.PlainDate;
  readonly name: string;
  readonly kind: HolidayRow['kind'];
  readonly status: HolidayRow['status'];
  readonly source: string;
}

/** Working hours by which promises are counted. All windows are half-open: the closing minute itself is closed. */
export interface WorkingCalendar {
  readonly id: string;
  readonly name: Words;
  readonly status: 'verified' | 'unverified';
  readonly source: string;
  readonly endsOn: Temporal.PlainDate;
  windowsOf(date: Temporal.PlainDate): readonly Window[];
  isOpen(at: Temporal.Instant): boolean;
  /** The first open instant at or after `at`; undefined beyond the calendar's end. */
  nextOpen(at: Temporal.Instant): Temporal.Instant | undefined;
  isWorkingDay(date: Temporal.PlainDate): boolean;
  /** Working minutes in [a, b), negative when b is before a; a second counts as a sixtieth. */
  workingMinutes(a: Temporal.Instant, b: Temporal.Instant): number;
  /** The earliest instant with `minutes` of working time since `start`. Throws calendar/ended beyond the calendar's end. */
  addWorking(start: Temporal.Instant, minutes: number): Temporal.Instant;
  /** Closing time of the n-th working day after the day of `start`. Throws calendar/ended beyond the calendar's end. */
  addWorkingDays(start: Temporal.Instant, days: number): Temporal.Instant;
  /** The whole calendar as sums, for what asks often. Made once, at the first question. */
  readonly timeline: WorkingTimeline;
  /** Words for the operator when the calendar ends within `days` (60 unless told: from then on no new promise should rest on it) or has ended. */
  warning(now: Temporal.Instant, days?: number): string | undefined;
}

export interface CalendarSet {
  readonly zone: string;
  /** Names the data in force; equal data have equal versions. Promises store it. */
  readonly version: string;
  of(id: string): WorkingCalendar;
  list(): readonly WorkingCalendar[];
  holidayOn(date: Temporal.PlainDate): Holiday | undefined;
  /** Holidays of [from, to], both included, in order. */
  holidays(from: Temporal.PlainDate, to: Temporal.PlainDate): Holiday[];
  isRamadan(date: Temporal.PlainDate): boolean;
  /** Feasts of fixed or computed date that the list of this year forgot. Feasts by decree cannot be checked. */
  unlisted(year: number): Feast[];
}

export interface Calendar extends CalendarSet {
  today(): Temporal.PlainDate;
  /** The hours and holidays under an earlier version, for promises made then. */
  past(version: string, within?: Work): Promise<CalendarSet | undefined>;
}

/** Exactly what a version is made of. */
export interface CalendarBody {
  readonly zone: string;
  readonly calendars: Calendars;
  readonly holidays: readonly HolidayRow[];
}

interface CalendarTables {
  'calendar.version': { version: string; body: unknown; first_used_at: string; turn: bigint };
}

const warnDays = 60;

/** Opens the calendar on the regency's data and keeps the version in the database. Emits `calendar/changed` when it differs from the last one. */
export async function openCalendar({ database, regency }: { database: Database; regency: Regency }): Promise<Calendar> {
  const set = calendarSet({ zone: regency.zone, calendars: regency.calendars, holidays: regency.holidays });
  await keepVersion(database, set.version, { zone: regency.zone, calendars: regency.calendars, holidays: regency.holidays });
  return {
    ...set,
    today: () => civilDate(database.clock.now(), regency.zone),
    async past(version, within) {
      if (version === set.version) return set;
      const tables = within?.tables<CalendarTables>() ?? database.read<CalendarTables>();
      const found = await tables.selectFrom('calendar.version').select('body').where('version', '=', version).executeTakeFirst();
      return found ? calendarSet(found.body as CalendarBody) : undefined;
    },
  };
}

/** Pure: calendars over one body of data. */
export function calendarSet(body: CalendarBody): CalendarSet {
  const holidays = body.holidays.map((row): Holiday => ({ ...row, date: Temporal.PlainDate.from(row.date) })).sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
  const calendars = new Map(body.calendars.calendars.map((data) => [data.id, workingCalendar(body, data)]));
  return {
    zone: body.zone,
    version: sha256(canonicalJson(body)).slice(0, 16),
    of(id) {
      const found = calendars.get(id);
      if (!found) throw new Problem(refusals.unknownCalendar, { facts: { calendar: id, known: [...calendars.keys()] } });
      return found;
    },
    list: () => [...calendars.values()],
    holidayOn: (date) => holidays.find((holiday) => holiday.date.equals(date)),
    holidays: (from, to) => holidays.filter((holiday) => Temporal.PlainDate.compare(holiday.date, from) >= 0 && Temporal.PlainDate.compare(holiday.date, to) <= 0),
    unlisted: (year) => feastsOf(year).filter((feast) => !holidays.some((holiday) => holiday.date.equals(feast.date))),
    isRamadan: (date) => body.calendars.ramadan.some(({ from, to }) => date.toString() >= from && date.toString() <= to),
  };
}

function workingCalendar(body: CalendarBody, data: Calendars['calendars'][number]): WorkingCalendar {
  const endsOn = Temporal.PlainDate.from(body.calendars.endsOn);
  const rules = { calendar: data, validFrom: body.calendars.validFrom, endsOn: body.calendars.endsOn, ramadan: body.calendars.ramadan, holidays: body.holidays };
  const hours = workingHours(body.zone, endsOn, (date) => hoursOn(rules, date));
  const known = (found: Temporal.Instant | undefined) => {
    if (!found) throw new Problem(refusals.ended, { facts: { calendar: data.id, endsOn: body.calendars.endsOn } });
    return found;
  };
  let sums: WorkingTimeline | undefined;
  const quietUntil = (days: number) => atWallClock(endsOn.subtract({ days: days + 1 }), '00:00', body.zone);
  const blocksFrom = quietUntil(warnDays);
  return {
    get timeline() { return (sums ??= workingTimeline(hours, Temporal.PlainDate.from(body.calendars.validFrom))); },
    id: data.id, name: data.name, status: data.status, source: data.source, endsOn,
    windowsOf: hours.windowsOf,
    isOpen: (at) => isOpen(hours, at),
    nextOpen: (at) => nextOpen(hours, at),
    isWorkingDay: (date) => hours.windowsOf(date).length > 0,
    workingMinutes: (a, b) => workingTime(hours, a, b) / 60_000,
    addWorking: (start, minutes) => known(addWorkingTime(hours, start, minutes * 60_000)),
    addWorkingDays: (start, days) => known(addWorkingDays(hours, start, days)),
    warning(now, days = warnDays) {
      // Asked with every promise that starts; the far end needs no arithmetic.
      if (Temporal.Instant.compare(now, days === warnDays ? blocksFrom : quietUntil(days)) < 0) return undefined;
      const left = civilDate(now, body.zone).until(endsOn).total('days');
      if (left > days) return undefined;
      return left < 0
        ? `Kalender ${data.name.id} berakhir pada ${formatDate(endsOn)}. Tambahkan hari libur dan jam kerja tahun ini.`
        : `Kalender ${data.name.id} berakhir dalam ${left} hari (${formatDate(endsOn)}). Tambahkan hari libur dan jam kerja berikutnya.`;
    },
  };
}

async function keepVersion(database: Database, version: string, body: CalendarBody): Promise<void> {
  const newest = (tables: Pick<ReadonlyKysely<CalendarTables>, 'selectFrom'>) => tables.selectFrom('calendar.version').select(['version', 'turn']).orderBy('turn', 'desc').limit(1).executeTakeFirst();
  if ((await newest(database.read<CalendarTables>()))?.version === version) return;
  await database.write({ actor: system('calendar', 'command'), action: 'calendar/load' }, async (work) => {
    const tables = work.tables<CalendarTables>();
    // Two processes may start at once; the second waits and finds the work done.
    await sql`select pg_advisory_xact_lock(hashtext('calendar/load'))`.execute(tables);
    const last = await newest(tables);
    if (last?.version === version) return;
    const turn = (last?.turn ?? 0n) + 1n;
    work.note({ subject: `calendar-${version}`, previous: last?.version ?? null });
    await tables.insertInto('calendar.version').values({ version, body: JSON.stringify(body), first_used_at: work.now.toString(), turn }).onConflict((conflict) => conflict.column('version').doUpdateSet({ turn })).execute();
    if (last) work.emit({ type: 'calendar/changed', version: 1, subject: version, data: { previous: last.version } });
  });
}
