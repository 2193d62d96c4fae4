import type { Measure } from '#kernel/manifest';
import { say } from '#kernel/manifest';
import { formatClock, formatDate, civilDate, type Locale } from '#kernel/time';
import { words } from './words.ts';

const units: Readonly<Record<Measure['unit'], { id: string; en: string }>> = {
  kali: { id: 'kali', en: 'times' }, persen: { id: '%', en: '%' }, menit: { id: 'menit', en: 'minutes' }, hari: { id: 'hari', en: 'days' }, orang: { id: 'orang', en: 'people' }, lembar: { id: 'lembar', en: 'sheets' }, rupiah: { id: '', en: '' },
};

/** `1.234,5` in Indonesian, `1,234.5` in English. */
export function formatNumber(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 1 }).format(value);
}

export function unitName(unit: Measure['unit'], locale: Locale): string {
  return units[unit][locale];
}

/** A figure with its unit: `82,5%`, `37 menit`, `Rp15.000`. */
export function formatValue(value: number, unit: Measure['unit'], locale: Locale): string {
  const number = formatNumber(value, locale);
  if (unit === 'rupiah') return `Rp${number}`;
  return unit === 'persen' ? `${number}%` : `${number} ${unitName(unit, locale)}`;
}

/** The promise in words: `paling lama 60 menit`, `sekurang-kurangnya 80%`. */
export function promiseWords(measure: Measure, locale: Locale): string | undefined {
  if (!measure.promise) return undefined;
  const limit = 'atMost' in measure.promise ? measure.promise.atMost : measure.promise.atLeast;
  return `${say('atMost' in measure.promise ? words.atMost : words.atLeast, locale)} ${formatValue(limit, measure.unit, locale)}`;
}

export function promiseLimit(measure: Measure): number | undefined {
  if (!measure.promise) return undefined;
  return 'atMost' in measure.promise ? measure.promise.atMost : measure.promise.atLeast;
}

/** `24 Oktober 2026, 13.30 WIB`. */
export function formatMoment(instant: Temporal.Instant, zone: string, locale: Locale): string {
  return `${formatDate(civilDate(instant, zone), locale)}, ${formatClock(instant, zone)}`;
}

const monthNames = { id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'], en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] } as const;

/** A short label of a day or month for charts: `24 Nov`, `Nov 2026`. */
export function shortLabel(iso: string, step: 'day' | 'month', locale: Locale): string {
  const date = Temporal.PlainDate.from(iso);
  const month = monthNames[locale][date.month - 1] ?? '';
  return step === 'day' ? `${date.day} ${month}` : `${month} ${date.year}`;
}

/** `November 2026`. */
export function monthName(date: Temporal.PlainDate, locale: Locale): string {
  return formatDate(date, locale).replace(/^\d+ /, '');
}

/** Days published together, for charts: `24 Nov`, `24–26 Nov`, `30 Nov–2 Des`. */
export function spanLabel(span: { readonly from: string; readonly to: string }, locale: Locale): string {
  const [from, to] = [shortLabel(span.from, 'day', locale), shortLabel(span.to, 'day', locale)];
  if (from === to) return to;
  return from.split(' ')[1] === to.split(' ')[1] ? `${from.split(' ')[0] ?? ''}–${to}` : `${from}–${to}`;
}

/** The same in full: `24 November 2026`, `24 November 2026 s.d. 26 November 2026`. */
export function spanWords(span: { readonly from: string; readonly to: string }, locale: Locale): string {
  const [from, to] = [span.from, span.to].map((day) => formatDate(Temporal.PlainDate.from(day), locale));
  return from === to ? `${to ?? ''}` : `${from ?? ''} ${locale === 'id' ? 's.d.' : 'to'} ${to ?? ''}`;
}
