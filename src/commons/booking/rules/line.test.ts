import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCrockford } from '#kernel/ids';
import { bookingCode } from './code.ts';
import { placeDown, placeOfNumber } from './place.ts';
import { planSessions } from './schedule.ts';
import { mayStamp, type Task } from './stations.ts';

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

describe('a booking code', () => {
  it('is short, carries the date and reads the same over the phone', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (day) => {
      const date = day.toISOString().slice(0, 10);
      const code = bookingCode('SKY', date, random);
      expect(code).toHaveLength(14);
      expect(code.slice(3, 9)).toBe(date.slice(2).replaceAll('-', ''));
      expect(readCrockford(code.slice(9).toLowerCase())).toBe(code.slice(9));
    }));
  });
});

describe('putting down', () => {
  it('lands behind as many as asked, never among those before', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.uniqueArray(fc.integer({ min: 51, max: 150 }), { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), (own, others, down) => {
      const behind = others.sort((a, b) => a - b).map(placeOfNumber);
      const place = placeDown(placeOfNumber(own), behind, down);
      expect(behind.filter((other) => other < place)).toHaveLength(Math.min(down, behind.length));
      expect(place).toBeGreaterThan(placeOfNumber(own));
      expect(behind).not.toContain(place);
    }));
  });
});

describe('time stamps', () => {
  it('any walk of allowed stamps rises without gaps from 1 or 3 and ends at 99', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom<Task>(1, 2, 3, 4, 5, 6, 7, 99), { maxLength: 40 }), (wanted) => {
      const stamped: number[] = [];
      for (const task of wanted) if (mayStamp(stamped, task)) stamped.push(task);
      const normal = stamped.filter((task) => task !== 99);
      expect([undefined, 1, 3]).toContain(normal[0]);
      normal.forEach((task, index) => { if (index > 0) expect(task).toBe((normal[index - 1] ?? 0) + 1); });
      if (stamped.includes(99)) expect(stamped.at(-1)).toBe(99);
    }));
  });
});

describe('planning sessions', () => {
  const hours = { resource: 'd', opens: '08:00', closes: '12:00', pools: { umum: 10 }, shared: 0, validFrom: '2026-01-01' };
  const span = { from: '2026-11-23', to: '2026-12-06', zone: 'Asia/Jakarta' };

  it('makes each weekday once a week, at the wall clock of the place', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 })), (weekdays) => {
      const planned = planSessions(weekdays.map((weekday) => ({ ...hours, weekday })), [], { ...span, holidays: new Set() });
      expect(planned).toHaveLength(weekdays.length * 2);
      for (const session of planned) expect(session.opensAt.toZonedDateTimeISO('Asia/Jakarta').hour).toBe(8);
    }));
  });

  it('on a public holiday only hours for holidays count', () => {
    const both = [{ ...hours, weekday: 1 }, { ...hours, weekday: 8, opens: '09:00' }];
    const planned = planSessions(both, [], { ...span, holidays: new Set(['2026-11-23']) });
    expect(planned.map((session) => `${session.date} ${session.weekly.opens}`)).toEqual(['2026-11-23 09:00', '2026-11-30 08:00']);
  });

  it('an exception closes, replaces or adds', () => {
    const exceptions = [
      { resource: 'd', date: '2026-11-23', closed: true },
      { resource: 'd', date: '2026-11-30', closed: false, opens: '13:00', closes: '15:00', pools: { umum: 3 } },
      { resource: 'd', date: '2026-12-02', closed: false, opens: '10:00', closes: '11:00' },
    ];
    const planned = planSessions([{ ...hours, weekday: 1 }], exceptions, { ...span, holidays: new Set() });
    expect(planned.map((session) => [session.date, session.opensAt.toString(), session.pools['umum']])).toEqual([['2026-11-30', '2026-11-30T06:00:00Z', 3], ['2026-12-02', '2026-12-02T03:00:00Z', 10]]);
  });

  it('respects the dates a row is valid', () => {
    const planned = planSessions([{ ...hours, weekday: 1, validTo: '2026-11-25' }], [], { ...span, holidays: new Set() });
    expect(planned.map((session) => session.date)).toEqual(['2026-11-23']);
  });
});
