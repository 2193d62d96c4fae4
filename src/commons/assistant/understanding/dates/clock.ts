import { afterPrayer, prayerTimes, type Prayer } from './prayers.ts';
import type { Moment, TimeReading } from './reading.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly read: (parts: readonly string[], at: { date: Temporal.PlainDate; moment: Moment }) => TimeReading | undefined;
}

const part = '(?: ?(dini hari|subuh|pagi|siang|sore|malam))?';
const jam = '(?:jam|pukul) ?';
const hour = '(\\d{1,2})';
const minutes = '(\\d{1,2}|seperempat|setengah)(?: menit)?';
const prayer = '(subuh|zuhur|asar|magrib|isya|jumatan)';
const rule = (pattern: string, read: Rule['read']): Rule => ({ pattern: new RegExp(`(?<![\\p{L}\\d./:-])(?:${pattern})(?![\\p{L}\\d/:]|[.-]\\d)`, 'u'), read });

/** Clock phrases, the most particular first; the first that reads wins. */
const rules: readonly Rule[] = [
  rule(`(?:antara )?${jam}${hour}(?:[.:](\\d{2}))?(?: ?- ?| (?:sampai|sampe|hingga|sd|dan) )(?:${jam})?${hour}(?:[.:](\\d{2}))?${part}`, ([, a, am, b, bm, p]) => window(clock(a, am, p), clock(b, bm, p))),
  rule(`sebelum ${jam}${hour}(?:[.:](\\d{2}))?${part}`, ([, h, m, p]) => window(at('05:00'), clock(h, m, p))),
  rule(`(?:setelah|sesudah|habis|di atas|lewat dari|mulai) ${jam}${hour}(?:[.:](\\d{2}))?${part}`, ([, h, m, p]) => window(clock(h, m, p), at('23:59'))),
  rule(`(?:habis|setelah|sesudah|selesai|lepas|usai) (?:salat )?${prayer}`, ([, name], place) => aroundPrayer(name, place, 'after')),
  rule(`(?:sebelum|menjelang) (?:salat )?${prayer}`, ([, name], place) => aroundPrayer(name, place, 'before')),
  rule(`(?:${jam})?setengah ${hour}${part}(?! (?:jam|hari|bulan|tahun))`, ([, h, p]) => shifted(clock(h, undefined, p), -30)),
  rule(`${jam}${hour}${part} (?:lewat|lebih) ${minutes}${part}`, ([, h, p, m, q]) => shifted(clock(h, undefined, p ?? q), minuteCount(m))),
  rule(`${jam}${hour}${part} kurang ${minutes}${part}`, ([, h, p, m, q]) => shifted(clock(h, undefined, p ?? q), -minuteCount(m))),
  rule(`${jam}${hour}[.:](\\d{2})(?: wib)?${part}`, ([, h, m, p]) => exact(clock(h, m, p))),
  rule(`(?<!\\d[/.-])${hour}:(\\d{2})(?: wib)?${part}`, ([, h, m, p]) => exact(clock(h, m, p))),
  rule(`${hour}\\.(\\d{2})(?: wib| (pagi|siang|sore|malam))`, ([, h, m, p]) => exact(clock(h, m, p))),
  rule(`${jam}${hour}(?:-?an)?(?: wib)?${part}`, ([, h, p]) => exact(clock(h, undefined, p))),
  rule(`${hour} (pagi|siang|sore|malam)`, ([, h, p]) => exact(clock(h, undefined, p))),
  rule(`(?:waktu |pas |jam )(?:salat )?(subuh|zuhur|asar|magrib|isya)`, ([, name], place) => aroundPrayer(name, place, 'after')),
  rule(`pagi-pagi|pagi sekali`, () => window(at('05:00'), at('08:00'), 'pagi')),
  rule(`(pagi|siang|sore|malam)`, ([, name]) => partOfDay(name)),
];

/** The time a normalised text with digits speaks of, if any. `date` is the day it is about (for prayer times). */
export function readTime(text: string, date: Temporal.PlainDate, moment: Moment): TimeReading | undefined {
  const spoken = withoutGreeting(text);
  for (const { pattern, read } of rules) {
    const match = pattern.exec(spoken);
    const reading = match && read([...match], { date, moment });
    if (reading) return reading;
  }
  return undefined;
}

/** `selamat pagi`, `pagi dok`, `siang, mau daftar`: a greeting at the start is not a time. */
function withoutGreeting(text: string): string {
  return text.replace(/\bselamat (pagi|siang|sore|malam)\b/g, ' ').replace(/\btadi (pagi|siang|sore|malam)\b/g, ' ')
    .replace(/^(?:halo |hai |hi |assalamualaikum )?(pagi|siang|sore|malam) (?=(?:dokter|bapak|ibu|min|admin|kak|kakak|mbak|mas|suster|sus|semua|mau|saya|ingin|tolong|mohon|permisi|daftar|apa|bisa)\b)/, ' ');
}

const at = (text: string) => Temporal.PlainTime.from(text);
const exact = (time: Temporal.PlainTime | undefined): TimeReading | undefined => (time ? { kind: 'clock', time } : undefined);

/** Hours on the wall clock. Without a part of the day, 1 to 6 are afternoon hours: nobody queues at a counter before dawn. */
function clock(hourText: string | undefined, minuteText: string | undefined, partName: string | undefined): Temporal.PlainTime | undefined {
  const said = Number(hourText);
  const minute = minuteText === undefined ? 0 : Number(minuteText);
  if (!(said >= 0 && said <= 24) || minute > 59 || hourText === undefined) return undefined;
  return Temporal.PlainTime.from({ hour: onWall(said, partName) % 24, minute });
}

function onWall(said: number, partName: string | undefined): number {
  if (said > 12 || said === 0) return said;
  if (partName === 'malam') return said === 12 ? 24 : said >= 6 ? said + 12 : said;
  if (partName === 'sore') return said <= 7 ? said + 12 : said;
  if (partName === 'siang') return said <= 4 ? said + 12 : said;
  if (partName === 'pagi' || partName === 'subuh' || partName === 'dini hari') return said === 12 ? 24 : said;
  return said <= 6 ? said + 12 : said;
}

function minuteCount(text: string | undefined): number {
  return text === 'seperempat' ? 15 : text === 'setengah' ? 30 : Number(text);
}

function shifted(time: Temporal.PlainTime | undefined, by: number): TimeReading | undefined {
  return time && Math.abs(by) < 60 ? exact(time.add({ minutes: by })) : undefined;
}

function window(from: Temporal.PlainTime | undefined, to: Temporal.PlainTime | undefined, name = ''): TimeReading | undefined {
  return from && to && Temporal.PlainTime.compare(from, to) < 0 ? { kind: 'window', from, to, name } : undefined;
}

/** 05–10.59, 11–14.59, 15–17.59, 18–23.59. */
function partOfDay(name: string | undefined): TimeReading | undefined {
  if (name === 'pagi') return window(at('05:00'), at('11:00'), 'pagi');
  if (name === 'siang') return window(at('11:00'), at('15:00'), 'siang');
  if (name === 'sore') return window(at('15:00'), at('18:00'), 'sore');
  return window(at('18:00'), at('23:59'), 'malam');
}

function aroundPrayer(name: string | undefined, { date, moment }: { date: Temporal.PlainDate; moment: Moment }, side: 'before' | 'after'): TimeReading | undefined {
  const called = prayerTimes(date, moment)[(name === 'jumatan' ? 'zuhur' : name) as Prayer];
  return side === 'after' ? window(called, called.add(afterPrayer), `habis ${name}`) : window(called.subtract(afterPrayer), called, `sebelum ${name}`);
}
