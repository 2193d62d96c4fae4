import type { DayReading, Doubt } from './reading.ts';
import { dayNumber, dayPattern, monthNumber, monthPattern } from './vocabulary.ts';

/** One phrase that names days: where it stands in the text, and what it means. */
export interface DayPhrase {
  readonly at: number;
  readonly end: number;
  readonly text: string;
  readonly reading: DayReading;
}

interface Rule {
  readonly pattern: RegExp;
  readonly read: (parts: readonly string[], today: Temporal.PlainDate) => DayReading | undefined;
}

const D = `(${dayPattern})`;
const M = `(${monthPattern})`;
const rule = (pattern: string, read: Rule['read']): Rule => ({ pattern: new RegExp(`(?<![\\p{L}\\d./:-])(?:${pattern})(?![\\p{L}\\d/:]|[.-]\\d)`, 'gu'), read });

/**
 * The grammar, longest phrases first. A phrase found by one rule is not read again by a later one. Words are normalised and numbers are digits.
 * Source of the meanings: trap table of the domain file, section 9.
 */
const rules: readonly Rule[] = [
  rule(`(\\d{4})-(\\d{1,2})-(\\d{1,2})`, ([, y, m, d]) => calendarDay(num(y), num(m), num(d))),
  rule(`(?:${D} )?(?:tanggal )?(\\d{1,2})([/.-])(\\d{1,2})\\3(\\d{4}|\\d{2})`, ([, name, d, , m, y], today) => agreeing(name, calendarDay(fullYear(y), num(m), num(d)), today)),
  rule(`(?:${D} )?(?:tanggal )?(\\d{1,2})/(\\d{1,2})`, ([, name, d, m], today) => agreeing(name, nextDate(num(d), num(m), today), today)),
  rule(`tanggal (\\d{1,2})-(\\d{1,2})`, ([, d, m], today) => (num(m) <= 12 ? nextDate(num(d), num(m), today) : undefined)),
  rule(`(?:${D} )?(?:tanggal )?(\\d{1,2})[ -]?${M}(?:[ -]?(\\d{4}|\\d{2}(?! ?(?:pagi|siang|sore|malam))))?`, ([, name, d, m, y], today) => agreeing(name, y ? calendarDay(fullYear(y), monthNumber(m ?? ''), num(d)) : nextDate(num(d), monthNumber(m ?? ''), today), today)),
  rule(`(?:${D} )?tanggal (\\d{1,2}) bulan depan`, ([, name, d], today) => agreeing(name, dayOfMonth(today.add({ months: 1 }), num(d)), today)),
  rule(`(?:${D} )?tanggal (\\d{1,2}) (?:bulan ini|ini)`, ([, name, d], today) => agreeing(name, dayOfMonth(today, num(d)), today)),
  rule(`(?:${D} )?tanggal (\\d{1,2})`, ([, name, d], today) => agreeing(name, nextDayOfMonth(num(d), today), today)),
  rule(`${D} (\\d{1,2})(?= ?(?:$|jam|pukul|pagi|siang|sore|malam))`, ([, name, d], today) => (num(d) > 12 ? agreeing(name, nextDayOfMonth(num(d), today), today) : undefined)),
  rule(`(\\d{1,3}) hari (?:lagi|ke depan|kedepan|mendatang|dari sekarang)`, ([, n], today) => day(today.add({ days: num(n) }))),
  rule(`(\\d{1,2}) (?:minggu|pekan) (?:lagi|ke depan|kedepan|mendatang|dari sekarang)`, ([, n], today) => day(today.add({ weeks: num(n) }))),
  rule(`(\\d{1,2}) bulan (?:lagi|ke depan|kedepan|mendatang|dari sekarang)`, ([, n], today) => day(today.add({ months: num(n) }))),
  rule(`(\\d{1,3}) (hari|minggu|pekan|bulan) (?:yang )?(?:lalu|kemarin|lewat)`, ([, n, unit], today) => day(today.subtract(unit === 'hari' ? { days: num(n) } : unit === 'bulan' ? { months: num(n) } : { weeks: num(n) }))),
  rule(`(?:hari )?${D} (?:minggu|pekan) depan`, ([, name], today) => day(mondayOf(today).add({ days: 6 + dayNumber(name ?? '') }))),
  rule(`(?:hari )?${D} (?:minggu|pekan) ini`, ([, name], today) => day(mondayOf(today).add({ days: dayNumber(name ?? '') - 1 }))),
  rule(`(?:hari )?${D} (?:kemarin|lalu|yang lalu)`, ([, name], today) => day(coming(name, today).subtract({ weeks: 1 }))),
  rule(`hari ${D} depan`, ([, name], today) => thisOrNextWeek(name, today)),
  rule(`minggu depan`, (_, today) => doubt('week-or-sunday', week(mondayOf(today).add({ weeks: 1 })), oneDay(coming('minggu', today)))),
  rule(`(?:hari )?${D} depan`, ([, name], today) => thisOrNextWeek(name, today)),
  rule(`pekan depan`, (_, today) => ({ kind: 'span', ...week(mondayOf(today).add({ weeks: 1 })) })),
  rule(`(?:minggu|pekan) ini`, (_, today) => ({ kind: 'span', from: today, to: mondayOf(today).add({ days: 6 }) })),
  rule(`besok (?:hari )?${D}|(?:hari )?${D} besok`, ([, after, before], today) => tomorrowAnd(after ?? before, today)),
  rule(`lusa (?:hari )?${D}|(?:hari )?${D} lusa`, ([, after, before], today) => eitherDay(today.add({ days: 2 }), after ?? before, today)),
  rule(`hari ini|sekarang|hari ini juga`, (_, today) => day(today)),
  rule(`(?:akhir pekan|weekend|akhir minggu)(?: ini)?`, (_, today) => ({ kind: 'span', from: later(today, mondayOf(today).add({ days: 5 })), to: mondayOf(today).add({ days: 6 }) })),
  rule(`(awal|tengah|pertengahan|akhir) bulan (ini|depan)`, ([, part, which], today) => partOfMonth(part ?? '', which === 'depan' ? today.add({ months: 1 }) : today, today)),
  rule(`akhir bulan`, (_, today) => partOfMonth('akhir', today, today)),
  rule(`bulan depan`, (_, today) => ({ kind: 'span', ...wholeMonth(today.add({ months: 1 })) })),
  rule(`besok lusa`, (_, today) => doubt('several', oneDay(today.add({ days: 1 })), oneDay(today.add({ days: 2 })))),
  rule(`kemarin lusa|lusa kemarin`, (_, today) => day(today.subtract({ days: 2 }))),
  rule(`kemarin|semalam|tadi (?:pagi|siang|sore|malam)`, ([whole], today) => (whole?.startsWith('tadi') ? undefined : day(today.subtract({ days: 1 })))),
  rule(`besok`, (_, today) => day(today.add({ days: 1 }))),
  rule(`lusa`, (_, today) => day(today.add({ days: 2 }))),
  rule(`tulat`, (_, today) => day(today.add({ days: 3 }))),
  rule(`(?:nanti|kini) (?:pagi|siang|sore|malam)|(?:pagi|siang|sore|malam) (?:ini|nanti)`, (_, today) => day(today)),
  rule(`hari ${D}`, ([, name], today) => weekday(name, today)),
  rule(`(?<!\\d )${D}`, ([, name], today) => weekday(name, today)),
  rule(`secepatnya|paling cepat|tercepat|secepat mungkin`, () => ({ kind: 'soonest' })),
  rule(`kapan saja|hari apa saja|tanggal berapa saja|terserah`, () => ({ kind: 'any' })),
];

/** Every phrase about days in a normalised text with digits, in order of appearance. */
export function dayPhrases(text: string, today: Temporal.PlainDate): DayPhrase[] {
  const found: DayPhrase[] = [];
  for (const { pattern, read } of rules) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index;
      const end = at + match[0].length;
      if (found.some((other) => at < other.end && other.at < end)) continue;
      const reading = read([...match], today);
      if (reading) found.push({ at, end, text: match[0], reading });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

const num = (text: string | undefined) => Number(text ?? Number.NaN);
const day = (date: Temporal.PlainDate): DayReading => ({ kind: 'day', date });
const oneDay = (date: Temporal.PlainDate) => ({ from: date, to: date });
const week = (monday: Temporal.PlainDate) => ({ from: monday, to: monday.add({ days: 6 }) });
const doubt = (why: Doubt, ...options: { from: Temporal.PlainDate; to: Temporal.PlainDate }[]): DayReading => ({ kind: 'ask', why, options });
const mondayOf = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (Temporal.PlainDate.compare(a, b) > 0 ? a : b);
const fullYear = (text: string | undefined) => (text?.length === 2 ? 2000 + num(text) : num(text));

/** A date of the calendar; the 31st of a short month is a doubt with the days around the month's end; a 13th month is nothing. */
function calendarDay(year: number, month: number, dayOf: number): DayReading | undefined {
  if (month < 1 || month > 12 || dayOf < 1 || dayOf > 31) return undefined;
  const last = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
  if (dayOf <= last) return day(Temporal.PlainDate.from({ year, month, day: dayOf }));
  const end = Temporal.PlainDate.from({ year, month, day: last });
  return doubt('no-such-day', oneDay(end), oneDay(end.add({ days: 1 })));
}

/** Day and month without a year: the next such date, or the one just gone (within 60 days) so that it is refused rather than booked next year. */
function nextDate(dayOf: number, month: number, today: Temporal.PlainDate): DayReading | undefined {
  const reading = calendarDay(today.year, month, dayOf);
  if (reading?.kind !== 'day' || Temporal.PlainDate.compare(reading.date, today) >= 0) return reading;
  return reading.date.until(today).days <= 60 ? reading : calendarDay(today.year + 1, month, dayOf);
}

function dayOfMonth(inMonth: Temporal.PlainDate, dayOf: number): DayReading | undefined {
  return calendarDay(inMonth.year, inMonth.month, dayOf);
}

/** `tanggal 5`: the next such day, today included. The 31st of a 30-day month is asked. */
function nextDayOfMonth(dayOf: number, today: Temporal.PlainDate): DayReading | undefined {
  const next = dayOf >= today.day ? today : today.with({ day: 1 }).add({ months: 1 });
  const reading = calendarDay(next.year, next.month, dayOf);
  if (reading?.kind !== 'ask') return reading;
  const after = calendarDay(next.with({ day: 1 }).add({ months: 1 }).year, next.with({ day: 1 }).add({ months: 1 }).month, dayOf);
  return after?.kind === 'day' ? { ...reading, options: [reading.options[0] ?? oneDay(next), oneDay(after.date)] } : reading;
}

/** The date, if the weekday said with it is its weekday; otherwise a doubt that shows the date and the coming weekday. */
function agreeing(name: string | undefined, reading: DayReading | undefined, today: Temporal.PlainDate): DayReading | undefined {
  if (!name || reading?.kind !== 'day' || reading.date.dayOfWeek === dayNumber(name)) return reading;
  return doubt('days-disagree', oneDay(reading.date), oneDay(coming(name, today)));
}

/** The next such weekday, today included. */
function coming(name: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: (dayNumber(name ?? '') - today.dayOfWeek + 7) % 7 });
}

/** A weekday's name said on that very weekday may mean today or in a week. */
function weekday(name: string | undefined, today: Temporal.PlainDate): DayReading {
  const date = coming(name, today);
  return date.equals(today) ? doubt('which-week', oneDay(today), oneDay(today.add({ weeks: 1 }))) : day(date);
}

/** `Kamis depan` said on Monday: this week's or next week's. Said on or after that weekday it can only be next week's. */
function thisOrNextWeek(name: string | undefined, today: Temporal.PlainDate): DayReading {
  const inNextWeek = mondayOf(today).add({ days: 6 + dayNumber(name ?? '') });
  const date = coming(name, today);
  return date.equals(today) || date.equals(inNextWeek) ? day(inNextWeek) : doubt('which-week', oneDay(date), oneDay(inNextWeek));
}

/** `besok Senin`: the coming Monday; when tomorrow is another day, ask. */
function tomorrowAnd(name: string | undefined, today: Temporal.PlainDate): DayReading {
  return eitherDay(today.add({ days: 1 }), name, today);
}

function eitherDay(said: Temporal.PlainDate, name: string | undefined, today: Temporal.PlainDate): DayReading {
  if (said.dayOfWeek === dayNumber(name ?? '')) return day(said);
  const named = coming(name, today.add({ days: 1 }));
  return doubt('days-disagree', oneDay(named), oneDay(said));
}

function wholeMonth(date: Temporal.PlainDate) {
  return { from: date.with({ day: 1 }), to: date.with({ day: date.daysInMonth }) };
}

function partOfMonth(part: string, month: Temporal.PlainDate, today: Temporal.PlainDate): DayReading {
  const [first, last] = part === 'awal' ? [1, 10] : part === 'akhir' ? [21, month.daysInMonth] : [11, 20];
  return { kind: 'span', from: later(today, month.with({ day: first })), to: later(today, month.with({ day: last })) };
}
