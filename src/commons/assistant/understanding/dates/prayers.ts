import { CalculationMethod, Coordinates, PrayerTimes } from 'adhan';
import type { Moment } from './reading.ts';

export type Prayer = 'subuh' | 'zuhur' | 'asar' | 'magrib' | 'isya';

/**
 * The day's prayer times on the wall clock, by the angles Indonesia uses (dawn 20°, night 18°, as the ministry of religion does), rounded to minutes.
 * The ministry adds two minutes of caution; for "after the noon prayer" that does not matter.
 */
export function prayerTimes(date: Temporal.PlainDate, moment: Moment): Readonly<Record<Prayer, Temporal.PlainTime>> {
  const times = new PrayerTimes(new Coordinates(moment.latitude, moment.longitude), new Date(date.year, date.month - 1, date.day), CalculationMethod.Singapore());
  const clock = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(moment.zone).toPlainTime().round('minute');
  return { subuh: clock(times.fajr), zuhur: clock(times.dhuhr), asar: clock(times.asr), magrib: clock(times.maghrib), isya: clock(times.isha) };
}

/** How long "after the prayer" lasts for an appointment: from the call to prayer until ninety minutes later. */
export const afterPrayer = Temporal.Duration.from({ minutes: 90 });
