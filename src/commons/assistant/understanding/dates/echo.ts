import { formatLongDate, type Locale } from '#kernel/time';
import type { DayOption } from './reading.ts';

/** `Selasa, 24 November 2026, 08.00 WIB`: what is said back before anything is committed. */
export function echoWhen(date: Temporal.PlainDate, time: Temporal.PlainTime, zoneName: string, locale: Locale = 'id'): string {
  return `${formatLongDate(date, locale)}, ${String(time.hour).padStart(2, '0')}.${String(time.minute).padStart(2, '0')} ${zoneName}`;
}

/** A day option in words: `Minggu, 29 November 2026` or `Senin, 30 November 2026 – Minggu, 6 Desember 2026`. */
export function echoDay(option: DayOption, locale: Locale = 'id'): string {
  return option.from.equals(option.to) ? formatLongDate(option.from, locale) : `${formatLongDate(option.from, locale)} – ${formatLongDate(option.to, locale)}`;
}
