import { describe, expect, it } from 'vitest';
import { loadRegency } from '#platform/regency';
import { calendarSet } from '../calendar.ts';
import { feastsOf } from './feasts.ts';

describe('feasts whose date follows from the year', () => {
  it.each([[1961, '1961-04-02'], [2000, '2000-04-23'], [2019, '2019-04-21'], [2026, '2026-04-05'], [2027, '2027-03-28'], [2038, '2038-04-25'], [2285, '2285-03-22']])('know Easter of %i', (year, day) => {
    expect(feastsOf(year).find((feast) => feast.name.startsWith('Kebangkitan'))?.date.toString()).toBe(day);
  });

  it('are all in the regency’s list for every year its calendars cover', () => {
    const regency = loadRegency('muba');
    const set = calendarSet({ zone: regency.zone, calendars: regency.calendars, holidays: regency.holidays });
    expect(set.unlisted(2026)).toEqual([]);
    expect(set.unlisted(2027)).toEqual([]);
    expect(calendarSet({ zone: regency.zone, calendars: regency.calendars, holidays: regency.holidays.filter((holiday) => holiday.date !== '2026-08-17') }).unlisted(2026).map((feast) => feast.name)).toEqual(['Proklamasi Kemerdekaan']);
  });
});
