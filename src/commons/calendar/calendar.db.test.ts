import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/engines/index.ts';
import { openCalendar } from './index.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const versions = async () => (await town.house.pool.query('select version from calendar.version order by turn')).rows.map((row) => String(row.version));
const changes = async () => (await town.house.pool.query("select subject, data from evidence.event where type = 'calendar/changed' order by id")).rows;

describe('versions of the calendar', () => {
  it('keeps the one in force, and starting again adds nothing', async () => {
    const { database, regency, calendar } = town.house;
    expect(await versions()).toEqual([calendar.version]);
    await openCalendar({ database, regency });
    expect(await versions()).toEqual([calendar.version]);
    expect(await changes()).toEqual([]);
    expect(calendar.today().toString()).toBe('2026-11-23');
  });

  it('keeps the old one readable after a holiday was added, tells the change, and may go back', async () => {
    const { database, regency, calendar } = town.house;
    const extra = { date: '2026-12-07', name: 'Pemilihan kepala desa', kind: 'regional', status: 'verified', source: 'Perbup' } as const;
    town.clock.advance({ hours: 1 });
    const changed = await openCalendar({ database, regency: { ...regency, holidays: [...regency.holidays, extra] } });
    const day = Temporal.PlainDate.from('2026-12-07');
    expect([changed.of('office').isWorkingDay(day), (await changed.past(calendar.version))?.of('office').isWorkingDay(day)]).toEqual([false, true]);
    expect(changed.holidayOn(day)?.name).toBe('Pemilihan kepala desa');
    expect(await changes()).toEqual([{ subject: changed.version, data: { previous: calendar.version } }]);
    town.clock.advance({ hours: 1 });
    await openCalendar({ database, regency });
    await openCalendar({ database, regency });
    expect(await versions()).toEqual([changed.version, calendar.version]);
    expect(await changes()).toHaveLength(2);
    expect(await calendar.past('0000000000000000')).toBeUndefined();
  });
});
