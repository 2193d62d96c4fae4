export { loadRegency, RegencyFault } from './load.ts';
export { readCsv } from './csv.ts';
export type { Agency, CalendarData, Calendars, ConsentVersion, District, HolidayRow, Innovation, Regency, Village, WeeklyHours } from './schema.ts';
