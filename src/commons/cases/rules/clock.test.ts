import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atWallClock } from '#kernel/time';
import type { Calendars, HolidayRow } from '#platform/regency';
import { calendarSet } from '#commons/calendar';
import { readClock, spentIn, warningAt, type Promised } from './clock.ts';
import { tile, type Entry, type Segment } from './ledger.ts';

const zone = 'Asia/Jakarta';
const off = (date: string): HolidayRow => ({ date, name: 'Libur', kind: 'national', status: 'verified', source: 'uji' });
const hours: Calendars = {
  validFrom: '2026-01-01', endsOn: '2026-12-31', ramadan: [],
  calendars: [
    { id: 'counter', name: { id: 'Loket' }, status: 'verified', source: 'uji', closedOn: ['national'], exceptions: [], weekly: [{ days: [1, 2, 3, 4], windows: [['08:00', '12:00'], ['13:00', '15:00']] }, { days: [5], windows: [['08:00', '11:30'], ['13:00', '15:00']] }] },
    { id: 'office', name: { id: 'Kantor' }, status: 'verified', source: 'uji', closedOn: ['national'], exceptions: [], weekly: [{ days: [1, 2, 3, 4], windows: [['07:30', '12:00'], ['13:00', '16:00']] }, { days: [5], windows: [['07:30', '11:30'], ['13:00', '16:30']] }] },
  ],
};
const golden = (holidays: readonly string[] = ['2026-03-19', '2026-03-20']) => calendarSet({ zone, calendars: hours, holidays: holidays.map(off) });
const wib = (text: string) => { const [date = '', time = ''] = text.split(' '); return atWallClock(Temporal.PlainDate.from(date), time, zone).epochMilliseconds; };
const said = (at: number | undefined) => at === undefined ? undefined : Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
const promise = (amount: number, unit: Promised['budget']['unit'], startedAt: number): Promised => ({ budget: { amount, unit }, counts: ['agency'], startedAt });
const running = (startedAt: number): Segment[] => [{ starts: startedAt, ends: undefined, party: 'agency', reason: undefined, attempt: 1 }];
const counter = golden().of('counter').timeline;
const office = golden().of('office').timeline;

describe('golden cases', () => {
  it.each([
    ['2026-03-02 09:10', '2026-03-02 10:10'], ['2026-03-02 14:40', '2026-03-03 08:40'], ['2026-03-05 11:45', '2026-03-05 13:45'], ['2026-03-06 11:10', '2026-03-06 13:40'],
    ['2026-03-07 10:00', '2026-03-09 09:00'], ['2026-03-06 14:59', '2026-03-09 08:59'], ['2026-03-18 14:30', '2026-03-23 08:30'],
  ])('an hour promised at the counter at %s is due at %s', (from, due) => {
    expect(said(readClock(counter, promise(60, 'working_minute', wib(from)), running(wib(from)), wib(from)).due)).toBe(due);
  });

  it('counts five office days as minutes to Wednesday 25 March, and as statutory days to the closing of the fifth day after day 0', () => {
    const from = wib('2026-03-16 10:00');
    expect(said(readClock(office, promise(5 * 450, 'working_minute', from), running(from), from).due)).toBe('2026-03-25 10:00');
    expect(said(readClock(office, promise(5, 'working_day', from), running(from), from).due)).toBe('2026-03-25 16:00');
    expect(said(readClock(office, promise(5, 'calendar_day', from), running(from), from).due)).toBe('2026-03-22 00:00');
  });

  it('has used 485 minutes from Thursday 11.45 to Monday 08.20', () => {
    const from = wib('2026-03-05 11:45');
    expect(readClock(counter, promise(600, 'working_minute', from), running(from), wib('2026-03-09 08:20')).spent).toBe(485 * 60_000);
  });

  it('counts the last second before closing and is not overdue at the exact due time', () => {
    const from = wib('2026-03-02 14:00');
    const one = promise(60, 'working_minute', from);
    expect(readClock(counter, one, running(from), wib('2026-03-02 15:00') - 1000).spent).toBe(59 * 60_000 + 59_000);
    expect(readClock(counter, one, running(from), wib('2026-03-03 08:00'))).toMatchObject({ spent: 60 * 60_000, overdue: false });
    expect(readClock(counter, one, running(from), wib('2026-03-03 08:00') + 1000).overdue).toBe(true);
  });

  it('gives a day to whoever holds the case when it ends', () => {
    const from = wib('2026-03-02 10:00');
    const entries: Entry[] = [{ at: wib('2026-03-03 10:00'), tie: 'a', turn: 1, is: 'pause', party: 'applicant', reason: 'r' }, { at: wib('2026-03-05 09:00'), tie: 'b', turn: 2, is: 'release' }];
    const reading = readClock(office, promise(3, 'working_day', from), tile(entries, { starts: from }), wib('2026-03-05 17:00'));
    expect([reading.spent, said(reading.due), reading.overdue]).toEqual([1, '2026-03-09 16:00', false]);
    expect(readClock(office, promise(3, 'working_day', from), tile(entries, { starts: from }), wib('2026-03-09 16:01')).overdue).toBe(true);
  });

  it('warns inside working time only: half of an hour from 11.45 is after lunch, the end of it never at closing', () => {
    const from = wib('2026-03-05 11:45');
    expect(said(warningAt(counter, promise(60, 'working_minute', from), running(from), 50, from))).toBe('2026-03-05 13:15');
    const late = wib('2026-03-06 14:00');
    expect(said(warningAt(counter, promise(60, 'working_minute', late), running(late), 100, late))).toBe('2026-03-09 08:00');
    const day = wib('2026-03-02 10:00');
    expect([50, 80, 100].map((rung) => said(warningAt(office, promise(5, 'working_day', day), running(day), rung, day)))).toEqual(['2026-03-05 07:30', '2026-03-09 07:30', '2026-03-10 07:30']);
  });
});

const base = wib('2026-03-02 07:00');
const moment = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minutes) => base + minutes * 60_000);
const party = fc.constantFrom('agency' as const, 'applicant' as const, 'recommender' as const, 'force_majeure' as const);
const entry = fc.record({ at: moment, tie: fc.uuid(), turn: fc.nat(), is: fc.constantFrom('base' as const, 'pause' as const, 'release' as const), party, reason: fc.constant('r'), attempt: fc.boolean() });
const ledger = fc.uniqueArray(entry, { maxLength: 12, selector: (one) => one.tie });
const unit = fc.constantFrom('working_minute' as const, 'working_day' as const, 'calendar_day' as const);

describe('laws', () => {
  it('tiles the life of a clock without gap or overlap, whatever comes in', () => {
    fc.assert(fc.property(ledger, moment, fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), (entries, starts, minutes) => {
      const ends = minutes === undefined ? undefined : starts + minutes * 60_000;
      const tiles = tile(entries, { starts, ends });
      expect(tiles[0]?.starts).toBe(starts);
      expect(tiles.at(-1)?.ends).toBe(ends);
      for (const [index, one] of tiles.entries()) {
        expect(one.ends === undefined ? index === tiles.length - 1 : one.ends > one.starts).toBe(true);
        expect(index === 0 || tiles[index - 1]?.ends === one.starts).toBe(true);
      }
    }));
  });

  it('gives the same ledger in any order of delivery', () => {
    fc.assert(fc.property(ledger.chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }))), moment, ([entries, shuffled], starts) => {
      expect(tile(shuffled, { starts })).toEqual(tile(entries, { starts }));
    }));
  });

  it('changes nothing when a segment is split anywhere', () => {
    fc.assert(fc.property(ledger, moment, unit, fc.integer({ min: 1, max: 60 }), fc.nat(), fc.nat(), moment, (entries, starts, which, amount, index, at, now) => {
      const tiles = tile(entries, { starts });
      const one = tiles[index % tiles.length];
      if (!one) return;
      const end = one.ends ?? one.starts + 1_000_000_000;
      const middle = one.starts + 60_000 + (at % Math.max(1, Math.floor((end - one.starts) / 60_000))) * 60_000;
      if (middle >= end) return;
      const split = tiles.flatMap((each) => (each === one ? [{ ...each, ends: middle }, { ...each, starts: middle }] : [each]));
      const promised = promise(amount, which, starts);
      expect(readClock(office, promised, split, now)).toEqual(readClock(office, promised, tiles, now));
      expect(warningAt(office, promised, split, 80, now)).toBe(warningAt(office, promised, tiles, 80, now));
    }));
  });

  it('is used up exactly at the due time, and what parties and attempts used adds up to all', () => {
    fc.assert(fc.property(ledger, moment, unit, fc.integer({ min: 1, max: 40 }), moment, (entries, starts, which, amount, now) => {
      const tiles = tile(entries, { starts });
      const promised = promise(which === 'working_minute' ? amount * 60 : amount, which, starts);
      const reading = readClock(office, promised, tiles, now);
      const known = tiles.filter((one) => one.starts <= now).map((one) => (one.ends !== undefined && one.ends > now ? { ...one, ends: undefined } : one));
      if (reading.due !== undefined) expect(readClock(office, promised, known, reading.due).spent).toBe(reading.budget);
      expect(reading.overdue && reading.due !== undefined && now < reading.due).toBe(false);
      const attempts = [...new Set(tiles.map((one) => one.attempt))];
      const sum = attempts.reduce((total, attempt) => total + spentIn(office, promised, tiles.filter((one) => one.attempt === attempt && one.party === 'agency'), now), 0);
      expect(sum).toBe(reading.spent);
    }));
  });

  it('never becomes due earlier by a holiday, nor used faster by a pause', () => {
    fc.assert(fc.property(ledger, moment, unit, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 60 }), moment, (entries, starts, which, amount, offset, now) => {
      const promised = promise(which === 'working_minute' ? amount * 60 : amount, which, starts);
      const tiles = tile(entries, { starts });
      const holiday = Temporal.PlainDate.from('2026-03-01').add({ days: offset }).toString();
      const [before, after] = [[], [holiday]].map((dates) => readClock(golden(dates).of('office').timeline, promised, tiles, now));
      if (before?.due !== undefined && after?.due !== undefined) expect(after.due).toBeGreaterThanOrEqual(before.due);
      const paused = tile([...entries, { at: starts, tie: 'zz', turn: 99, is: 'pause', party: 'applicant' }], { starts });
      expect(readClock(office, promised, paused, now).spent).toBeLessThanOrEqual(readClock(office, promised, tiles, now).spent);
    }), { numRuns: 60 });
  });

  it('only grows as time passes', () => {
    fc.assert(fc.property(ledger, moment, unit, moment, fc.integer({ min: 0, max: 50_000 }), (entries, starts, which, now, later) => {
      const tiles = tile(entries, { starts });
      const spent = (at: number) => readClock(office, promise(10, which, starts), tiles, at).spent;
      expect(spent(now + later * 60_000)).toBeGreaterThanOrEqual(spent(now));
    }));
  });
});
