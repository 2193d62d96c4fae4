import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrival, checkInFault, checkInWindow } from './arrival.ts';
import { bring } from './bring.ts';
import { whyClosed } from './cutoff.ts';
import { eligibilityFault } from './eligibility.ts';
import { planSessions, type WeeklySchedule } from './opening.ts';
import { lastDay, readReference, referenceFault } from './reference.ts';

const zone = 'Asia/Jakarta';
const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);
const dates = fc.integer({ min: 0, max: 3650 }).map((offset) => day('2024-01-01').add({ days: offset }));
const minutes = (from: Temporal.Instant, to: Temporal.Instant) => (to.epochMilliseconds - from.epochMilliseconds) / 60_000;

const letter = (kind: string) => fc.record({
  region: fc.integer({ min: 0, max: 9999 }), month: fc.integer({ min: 1, max: 12 }), year: fc.integer({ min: 24, max: 33 }), serial: fc.integer({ min: 0, max: 999_999 }),
}).map(({ region, month, year, serial }) => `${String(region).padStart(4, '0')}R001${String(month).padStart(2, '0')}${year}${kind}${String(serial).padStart(6, '0')}`);

describe('letter numbers', () => {
  it('are read back however they are spaced or cased', () => {
    fc.assert(fc.property(letter('P'), fc.array(fc.integer({ min: 0, max: 18 }), { maxLength: 4 }), (value, gaps) => {
      const typed = value.split('').map((char, index) => (gaps.includes(index) ? ` ${char.toLowerCase()}-` : char)).join('');
      expect(readReference(typed)?.value).toBe(value);
    }));
  });

  it('are refused when any other text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (text) => {
      const read = readReference(text);
      expect(read === undefined || /^[0-9]{4}[A-Z][0-9]{3}(0[1-9]|1[0-2])[0-9]{2}[A-Z][0-9]{6}$/.test(read.value)).toBe(true);
    }));
  });

  it('live 90 days after the month of issue and not a day longer', () => {
    fc.assert(fc.property(letter('P'), fc.integer({ min: -89, max: 60 }), (reference, offset) => {
      const read = readReference(reference);
      if (!read) throw new Error('unreadable');
      const date = lastDay(read).add({ days: offset });
      if (Temporal.PlainYearMonth.compare(read.month, date.toPlainYearMonth()) > 0) return;
      expect(referenceFault({ payer: 'jkn', visitKind: 1, reference, date })).toBe(offset > 0 ? 'expired' : undefined);
    }));
  });

  it('fit the kind of visit', () => {
    const date = day('2026-11-24');
    const check = (visitKind: 1 | 2 | 3 | 4, reference: string, payer: 'jkn' | 'umum' = 'jkn') => referenceFault({ payer, visitKind, reference, date });
    expect(check(1, '0601R0011126P000123')).toBeUndefined();
    expect(check(1, '0601R0011126K000123')).toBe('not-referral');
    expect(check(3, '0601R0011126P000123')).toBe('not-control');
    expect(check(3, '0601R0011126K000123')).toBeUndefined();
    expect(check(4, '0601R0011126V000123')).toBe('not-referral');
    expect(check(1, '')).toBe('missing');
    expect(check(2, '')).toBeUndefined();
    expect(check(1, '', 'umum')).toBeUndefined();
    expect(check(1, '0601R0011326P000123')).toBe('shape');
    expect(check(1, '0601R0011226P000123')).toBe('from-the-future');
  });
});

describe('whom a clinic sees', () => {
  it('never refuses anybody whose age could still fit', () => {
    fc.assert(fc.property(dates, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 90 }), (date, years, below) => {
      const birth = date.subtract({ years });
      const fault = eligibilityFault({ sex: null, ageFrom: null, ageBelow: below }, { sex: 'L', birthYear: birth.year }, date);
      if (years < below) expect(fault).toBeUndefined();
      if (years > below + 1) expect(fault).toBe('too-old');
    }));
  });

  it('refuses the other sex and the too young', () => {
    expect(eligibilityFault({ sex: 'P', ageFrom: null, ageBelow: null }, { sex: 'L', birthYear: 1990 }, day('2026-11-24'))).toBe('sex');
    expect(eligibilityFault({ sex: null, ageFrom: 18, ageBelow: null }, { sex: 'L', birthYear: 2015 }, day('2026-11-24'))).toBe('too-young');
    expect(eligibilityFault({ sex: null, ageFrom: 18, ageBelow: null }, { sex: undefined, birthYear: undefined }, day('2026-11-24'))).toBeUndefined();
  });
});

describe('the booking window', () => {
  const session = { date: day('2026-11-24'), closesAt: at('2026-11-24T05:00:00Z'), status: 'open' as const, poliActive: true, cutoffBefore: 60, left: 3 };
  it('names the first reason in the order of the checks', () => {
    const now = at('2026-11-23T02:00:00Z');
    const today = day('2026-11-23');
    expect(whyClosed(session, { now, today, counter: false })).toBeUndefined();
    expect(whyClosed({ ...session, left: 0 }, { now, today, counter: false })).toBe('full');
    expect(whyClosed({ ...session, left: 0, status: 'cancelled' }, { now, today, counter: false })).toBe('cancelled');
    expect(whyClosed({ ...session, date: day('2026-11-22'), status: 'cancelled' }, { now, today, counter: false })).toBe('past');
    expect(whyClosed({ ...session, date: day('2026-12-08') }, { now, today, counter: false })).toBe('too-far');
  });
  it('closes `cutoffBefore` minutes early for those at home and at closing time for the counter', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 720 }), fc.integer({ min: -800, max: 60 }), (cutoffBefore, offset) => {
      const now = session.closesAt.add({ minutes: offset });
      const ask = (counter: boolean) => whyClosed({ ...session, cutoffBefore }, { now, today: session.date, counter });
      expect(ask(false)).toBe(offset >= -cutoffBefore ? 'cutoff' : undefined);
      expect(ask(true)).toBe(offset >= 0 ? 'cutoff' : undefined);
    }));
  });
});

describe('arriving', () => {
  const times = fc.record({ length: fc.integer({ min: 60, max: 480 }), checkinBefore: fc.integer({ min: 0, max: 180 }), checkinAfter: fc.integer({ min: 0, max: 180 }), expected: fc.integer({ min: 0, max: 480 }) });
  it('is always inside the check-in window, ordered, and never after the turn', () => {
    fc.assert(fc.property(times, ({ length, checkinBefore, checkinAfter, expected }) => {
      const opensAt = at('2026-11-24T01:00:00Z');
      const session = { opensAt, closesAt: opensAt.add({ minutes: length }), checkinBefore, checkinAfter };
      const expectedAt = opensAt.add({ minutes: Math.min(expected, length) });
      const come = arrival(session, expectedAt);
      const window = checkInWindow(session, expectedAt);
      expect(minutes(come.from, come.by)).toBeGreaterThanOrEqual(0);
      expect(checkInFault(window, come.from)).toBeUndefined();
      expect(checkInFault(window, come.by)).toBeUndefined();
      expect(checkInFault(window, window.by.add({ minutes: 1 }))).toBe('too-late');
      expect(checkInFault(window, window.from.subtract({ minutes: 1 }))).toBe('too-early');
      if (expected >= 60) expect(minutes(come.by, expectedAt)).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('what to bring', () => {
  it('asks for the letter the visit needs and nothing a payer does not', () => {
    const text = (visit: Parameters<typeof bring>[0]) => bring(visit).map((words) => words.id).join('|');
    expect(text({ payer: 'jkn', visitKind: 3, newPatient: false, fingerprintRequired: false })).toContain('Surat kontrol');
    expect(text({ payer: 'jkn', visitKind: 1, newPatient: true, fingerprintRequired: true })).toMatch(/Kartu keluarga.*rujukan.*sidik jari/);
    expect(text({ payer: 'umum', visitKind: 1, newPatient: false, fingerprintRequired: true })).not.toMatch(/JKN|sidik/);
  });
});

describe('opening sessions', () => {
  const weekly = (more: Partial<WeeklySchedule>): WeeklySchedule => ({ id: 's', poli: 'ANA', doctor: 'd', weekday: 1, opens: '08:00', closes: '12:00', quotaJkn: 20, quotaOther: 5, shared: false, validFrom: day('2020-01-01'), ...more });
  it('follows the weekday, the validity, the leave and the holidays of every day', () => {
    fc.assert(fc.property(dates, fc.integer({ min: 1, max: 8 }), fc.uniqueArray(fc.integer({ min: 0, max: 13 })), fc.integer({ min: 0, max: 13 }), (from, weekday, holidayOffsets, leaveOffset) => {
      const holidays = new Set(holidayOffsets.map((offset) => from.add({ days: offset }).toString()));
      const leave = from.add({ days: leaveOffset });
      const planned = planSessions({ schedules: [weekly({ weekday })], leaves: [{ doctor: 'd', from: leave, to: leave }], isHoliday: (date) => holidays.has(date.toString()), from, days: 14, zone });
      const expected = Array.from({ length: 14 }, (_, offset) => from.add({ days: offset })).filter((date) => !date.equals(leave) && (holidays.has(date.toString()) ? 8 : date.dayOfWeek) === weekday);
      expect(planned.map((session) => session.date.toString())).toEqual(expected.map(String));
    }));
  });
  it('opens at the wall clock of the regency', () => {
    const [session] = planSessions({ schedules: [weekly({})], leaves: [], isHoliday: () => false, from: day('2026-11-23'), days: 1, zone });
    expect(session?.opensAt.toString()).toBe('2026-11-23T01:00:00Z');
    expect(session?.closesAt.toString()).toBe('2026-11-23T05:00:00Z');
  });
  it('leaves out what is no longer or not yet valid', () => {
    const plan = (more: Partial<WeeklySchedule>) => planSessions({ schedules: [weekly(more)], leaves: [], isHoliday: () => false, from: day('2026-11-23'), days: 8, zone }).length;
    expect(plan({})).toBe(2);
    expect(plan({ validTo: day('2026-11-23') })).toBe(1);
    expect(plan({ validFrom: day('2026-11-24') })).toBe(1);
  });
});
