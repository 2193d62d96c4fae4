import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atWallClock } from '#kernel/time';
import { loadRegency, type Calendars, type HolidayRow } from '#platform/regency';
import { calendarSet } from '../calendar.ts';
import { addWorkingTime, workingTime, type WorkingHours } from './working-time.ts';
import { workingHours } from './working-time.ts';

const zone = 'Asia/Jakarta';
const words = { id: 'Jam' };
const holiday = (date: string): HolidayRow => ({ date, name: 'Libur', kind: 'national', status: 'verified', source: 'uji' });
const calendars = (more: Partial<Calendars['calendars'][number]> = {}): Calendars => ({
  validFrom: '2026-01-01', endsOn: '2026-12-31', ramadan: [],
  calendars: [
    { id: 'counter', name: words, status: 'verified', source: 'uji', closedOn: ['national'], exceptions: [], weekly: [{ days: [1, 2, 3, 4], windows: [['08:00', '12:00'], ['13:00', '15:00']] }, { days: [5], windows: [['08:00', '11:30'], ['13:00', '15:00']] }], ...more },
    { id: 'office', name: words, status: 'verified', source: 'uji', closedOn: ['national'], exceptions: [], weekly: [{ days: [1, 2, 3, 4], windows: [['07:30', '12:00'], ['13:00', '16:00']] }, { days: [5], windows: [['07:30', '11:30'], ['13:00', '16:30']] }] },
  ],
});
const lebaran = ['2026-03-19', '2026-03-20'].map(holiday);
const golden = calendarSet({ zone, calendars: calendars(), holidays: lebaran });
const wib = (text: string) => { const [date = '', clock = ''] = text.split(' '); return atWallClock(Temporal.PlainDate.from(date), clock, zone); };
const said = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');

describe('golden cases of the working-time clock', () => {
  const counter = golden.of('counter');
  it.each([
    ['2026-03-02 09:10', '2026-03-02 10:10'], ['2026-03-02 14:40', '2026-03-03 08:40'], ['2026-03-05 11:45', '2026-03-05 13:45'], ['2026-03-06 11:10', '2026-03-06 13:40'],
    ['2026-03-07 10:00', '2026-03-09 09:00'], ['2026-03-06 14:59', '2026-03-09 08:59'], ['2026-03-18 14:30', '2026-03-23 08:30'],
  ])('sixty counter minutes from %s end at %s', (from, to) => {
    expect(said(counter.addWorking(wib(from), 60))).toBe(to);
  });

  it('five office days of 450 minutes from Monday 16 March end on Wednesday 25 March', () => {
    expect(said(golden.of('office').addWorking(wib('2026-03-16 10:00'), 5 * 450))).toBe('2026-03-25 10:00');
  });

  it('counts 485 minutes between Thursday 11.45 and Monday 08.20', () => {
    expect(counter.workingMinutes(wib('2026-03-05 11:45'), wib('2026-03-09 08:20'))).toBe(485);
  });

  it('has 29.5 counter hours and 37.5 office hours a week, and 32.5 in Ramadan', () => {
    const week = (id: string, from: string) => golden.of(id).workingMinutes(wib(`${from} 00:00`), wib(`${from} 00:00`).add({ hours: 168 })) / 60;
    expect([week('counter', '2026-03-02'), week('office', '2026-03-02')]).toEqual([29.5, 37.5]);
    const muba = loadRegency('muba');
    const office = calendarSet({ zone: muba.zone, calendars: muba.calendars, holidays: muba.holidays }).of('office');
    expect(office.workingMinutes(wib('2026-02-23 00:00'), wib('2026-03-02 00:00')) / 60).toBe(32.5);
    expect(office.workingMinutes(wib('2026-04-06 00:00'), wib('2026-04-13 00:00')) / 60).toBe(37.5);
  });
});

describe('hours', () => {
  const counter = golden.of('counter');
  it('is half-open: the last second counts, the closing minute is closed', () => {
    expect([counter.isOpen(wib('2026-03-02 08:00')), counter.isOpen(wib('2026-03-02 11:59')), counter.isOpen(wib('2026-03-02 12:00')), counter.isOpen(wib('2026-03-02 15:00'))]).toEqual([true, true, false, false]);
    expect(counter.workingMinutes(wib('2026-03-02 14:59'), wib('2026-03-03 07:00'))).toBe(1);
  });

  it('takes statutory days whole, after day 0, to closing time', () => {
    expect(said(counter.addWorkingDays(wib('2026-03-06 09:00'), 1))).toBe('2026-03-09 15:00');
    expect(said(counter.addWorkingDays(wib('2026-03-07 09:00'), 5))).toBe('2026-03-13 15:00');
    expect(said(counter.addWorkingDays(wib('2026-03-18 16:00'), 1))).toBe('2026-03-23 15:00');
    expect(() => counter.addWorkingDays(wib('2026-03-18 16:00'), 0)).toThrow(RangeError);
  });

  it('lets an exception win over a holiday, a holiday over Ramadan, Ramadan over the week', () => {
    const set = calendarSet({
      zone, holidays: [holiday('2026-03-04'), holiday('2026-03-05')],
      calendars: { ...calendars({ ramadan: [{ days: [1, 2, 3, 4], windows: [['09:00', '12:00']] }], exceptions: [{ date: '2026-03-05', windows: [['08:00', '10:00']], reason: 'Setengah hari', status: 'verified' }] }), ramadan: [{ from: '2026-03-03', to: '2026-03-09', status: 'verified', source: 'uji' }] },
    }).of('counter');
    const lengths = ['02', '03', '04', '05', '06', '09', '10'].map((day) => set.workingMinutes(wib(`2026-03-${day} 00:00`), wib(`2026-03-${day} 00:00`).add({ hours: 24 })));
    expect(lengths).toEqual([360, 180, 0, 120, 0, 180, 360]);
  });

  it('finds the next opening, over a weekend and at the moment itself', () => {
    expect(counter.nextOpen(wib('2026-03-06 15:00'))?.toString()).toBe(wib('2026-03-09 08:00').toString());
    expect(counter.nextOpen(wib('2026-03-02 09:17'))?.toString()).toBe(wib('2026-03-02 09:17').toString());
    expect(counter.nextOpen(wib('2026-12-31 15:00'))).toBeUndefined();
  });

  it('refuses a promise beyond its end and warns from sixty days before', () => {
    expect(() => counter.addWorking(wib('2026-12-31 14:00'), 61)).toThrow(/calendar\/ended/);
    expect(said(counter.addWorking(wib('2026-12-31 14:00'), 60))).toBe('2026-12-31 15:00');
    expect(counter.warning(wib('2026-11-01 09:00'))).toMatch(/berakhir dalam 60 hari \(31 Desember 2026\)/);
    expect(counter.warning(wib('2026-10-31 09:00'))).toBeUndefined();
    expect(counter.warning(wib('2026-10-31 09:00'), 120)).toMatch(/berakhir dalam 61 hari/);
    expect(counter.warning(wib('2026-09-01 09:00'), 120)).toBeUndefined();
    expect(counter.warning(wib('2027-01-02 09:00'))).toMatch(/berakhir pada 31 Desember 2026/);
  });

  it('names equal data equally and changed data differently', () => {
    expect(calendarSet({ zone, calendars: calendars(), holidays: lebaran }).version).toBe(golden.version);
    expect(calendarSet({ zone, calendars: calendars(), holidays: [...lebaran, holiday('2026-05-01')] }).version).not.toBe(golden.version);
  });
});

describe('laws of working time', () => {
  const start = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds;
  const moment = fc.integer({ min: 0, max: 250 * 24 * 60 * 60 }).map((seconds) => Temporal.Instant.fromEpochMilliseconds(start + seconds * 1000));
  const budget = fc.integer({ min: 1, max: 20_000 });
  const day = fc.integer({ min: 0, max: 300 }).map((offset) => Temporal.PlainDate.from('2026-01-01').add({ days: offset }));
  const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const dayHours = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }).map((marks) => {
    const sorted = marks.sort((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => [clock(sorted[index * 2] ?? 0), clock(sorted[index * 2 + 1] ?? 1440)] as const);
  });
  // Any week with at least one open day, in any of the country's zones.
  const hours = fc.record({ zone: fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'), week: fc.array(fc.option(dayHours, { nil: [] }), { minLength: 7, maxLength: 7 }).filter((week) => week.some((windows) => windows.length > 0)), closed: fc.array(day, { maxLength: 20 }) })
    .map(({ zone: where, week, closed }) => ({ where, week, closed, made: (more: readonly Temporal.PlainDate[] = []): WorkingHours => workingHours(where, Temporal.PlainDate.from('2031-12-31'), (date) => ([...closed, ...more].some((off) => off.equals(date)) ? [] : (week[date.dayOfWeek - 1] ?? []))) }));

  it('is additive, in any order of the three moments', () => {
    fc.assert(fc.property(hours, moment, moment, moment, (any, a, b, c) => {
      const w = any.made();
      expect(workingTime(w, a, c)).toBe(workingTime(w, a, b) + workingTime(w, b, c));
    }));
  });

  it('is monotone and never more than the time that passed', () => {
    fc.assert(fc.property(hours, moment, fc.integer({ min: 0, max: 1_000_000 }), (any, a, seconds) => {
      const spent = workingTime(any.made(), a, a.add({ seconds }));
      expect(spent).toBeGreaterThanOrEqual(0);
      expect(spent).toBeLessThanOrEqual(seconds * 1000);
    }));
  });

  it('gives back exactly what was added, and lands in an open window or exactly at its end', () => {
    fc.assert(fc.property(hours, moment, budget, (any, start_, minutes) => {
      const w = any.made();
      const due = addWorkingTime(w, start_, minutes * 60_000);
      if (!due) return;
      expect(workingTime(w, start_, due)).toBe(minutes * 60_000);
      const dates = [due, due.subtract({ nanoseconds: 1 })].map((at) => at.toZonedDateTimeISO(w.zone).toPlainDate());
      expect(dates.flatMap((date) => w.windowsOf(date)).some((window) => Temporal.Instant.compare(window.open, due) < 0 && Temporal.Instant.compare(due, window.close) <= 0)).toBe(true);
    }), { numRuns: 60 });
  });

  it('may be split anywhere: a later part continues where the earlier ended', () => {
    fc.assert(fc.property(hours, moment, budget, budget, (any, from, first, second) => {
      const w = any.made();
      const middle = addWorkingTime(w, from, first * 60_000);
      if (!middle) return;
      expect(addWorkingTime(w, middle, second * 60_000)?.toString()).toBe(addWorkingTime(w, from, (first + second) * 60_000)?.toString());
    }), { numRuns: 60 });
  });

  it('never becomes due earlier because of a holiday', () => {
    fc.assert(fc.property(hours, moment, budget, day, (any, from, minutes, off) => {
      const before = addWorkingTime(any.made(), from, minutes * 60_000);
      const after = addWorkingTime(any.made([off]), from, minutes * 60_000);
      if (before && after) expect(Temporal.Instant.compare(after, before)).toBeGreaterThanOrEqual(0);
    }), { numRuns: 60 });
  });
});
