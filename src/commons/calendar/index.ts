export { calendarSet, openCalendar, type Calendar, type CalendarBody, type CalendarSet, type Holiday, type WorkingCalendar } from './calendar.ts';
export type { Window } from './rules/working-time.ts';
export type { DayLine, WorkingTimeline } from './rules/timeline.ts';
