/** Where "now" comes from. Domain code never asks the machine. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock for tests and demonstrations that stands still until it is moved. */
export function standingClock(start: string | Temporal.Instant): Clock & { set(to: string | Temporal.Instant): void; advance(duration: Temporal.DurationLike): void } {
  let current = Temporal.Instant.from(start);
  return {
    now: () => current,
    set: (to) => { current = Temporal.Instant.from(to); },
    advance: (duration) => { current = current.add(duration); },
  };
}

/** A clock that follows `base` except while a demonstration holds it at some other instant. */
export function steerableClock(base: Clock): Clock & { set(to: Temporal.Instant): void; release(): void } {
  let held: Temporal.Instant | undefined;
  return {
    now: () => held ?? base.now(),
    set: (to) => { held = to; },
    release: () => { held = undefined; },
  };
}

/** The civil date at `instant` in `zone` (an IANA name such as `Asia/Jakarta`). */
export function civilDate(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

/** The instant at which the wall clock in `zone` shows `date` `time`. */
export function atWallClock(date: Temporal.PlainDate, time: Temporal.PlainTime | string, zone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

export type Locale = 'id' | 'en';

const months = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;
const weekdays = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

/** `24 Oktober 2026`. */
export function formatDate(date: Temporal.PlainDate, locale: Locale = 'id'): string {
  return `${date.day} ${months[locale][date.month - 1]} ${date.year}`;
}

/** `Sabtu, 24 Oktober 2026`. */
export function formatLongDate(date: Temporal.PlainDate, locale: Locale = 'id'): string {
  return `${weekdayName(date, locale)}, ${formatDate(date, locale)}`;
}

/** `Senin` … `Minggu`. */
export function weekdayName(date: Temporal.PlainDate, locale: Locale = 'id'): string {
  return weekdays[locale][date.dayOfWeek - 1] ?? '';
}

/** `13.30 WIB`: Indonesian clocks are written with a full stop (Pedoman Umum Ejaan Bahasa Indonesia). */
export function formatClock(instant: Temporal.Instant, zone: string): string {
  const wall = instant.toZonedDateTimeISO(zone);
  return `${String(wall.hour).padStart(2, '0')}.${String(wall.minute).padStart(2, '0')} ${zoneName(zone)}`;
}

function zoneName(zone: string): string {
  const names: Record<string, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Pontianak': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' };
  return names[zone] ?? zone;
}
