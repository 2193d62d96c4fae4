export { loadRegency, RegencyFault } from './load.ts';
export { readCsv, readCsvRows } from './csv.ts';
export type { Agency, CalendarData, Calendars, ConsentVersion, District, HolidayRow, Innovation, Regency, Travel, Village, WeeklyHours } from './schema.ts';
