import type { CalendarData, HolidayRow, WeeklyHours } from '#platform/regency';

/** Opening hours of one day as wall-clock texts, half-open: `['08:00', '12:00']` is open at 08.00 and closed at 12.00. */
export type DayHours = readonly (readonly [open: string, close: string])[];

/** What decides the hours of a day. */
export interface HoursData {
  readonly calendar: CalendarData;
  readonly validFrom: string;
  readonly endsOn: string;
  readonly ramadan: readonly { readonly from: string; readonly to: string }[];
  readonly holidays: readonly Pick<HolidayRow, 'date' | 'kind'>[];
}

/**
 * The hours of a civil date. An exception (half day, special opening) wins over a holiday, a holiday over Ramadan hours, Ramadan hours over the
 * ordinary week. Outside the calendar's validity every day is closed: nothing is known about it.
 */
export function hoursOn(data: HoursData, date: Temporal.PlainDate): DayHours {
  const day = date.toString();
  if (day < data.validFrom || day > data.endsOn) return [];
  const exception = data.calendar.exceptions.find((candidate) => candidate.date === day);
  if (exception) return exception.windows;
  if (data.holidays.some((holiday) => holiday.date === day && data.calendar.closedOn.includes(holiday.kind))) return [];
  const fasting = data.calendar.ramadan !== undefined && data.ramadan.some(({ from, to }) => day >= from && day <= to);
  return ofWeekday(fasting && data.calendar.ramadan ? data.calendar.ramadan : data.calendar.weekly, date.dayOfWeek);
}

function ofWeekday(week: WeeklyHours, weekday: number): DayHours {
  return week.find((rule) => rule.days.includes(weekday))?.windows ?? [];
}
