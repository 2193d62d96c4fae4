/** The instants a FHIR date may mean, from `lo` (included) to `hi` (excluded), as ISO text that PostgreSQL reads; `-infinity` and `infinity` where a period is open. */
export interface Span {
  readonly lo: string;
  readonly hi: string;
}

const form = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * Reads a date, dateTime or instant of any precision (FHIR R4 search, §3.1.1.4.7): `2013-01` is all of January. What is written without an offset counts in `zone`,
 * what is written with one in that offset. Nothing for text that is no date, or a day that does not exist.
 */
export function dateSpan(text: string, zone: string): Span | undefined {
  const [whole, year, month, day, hour, minute, second, fraction, offset] = form.exec(text) ?? [];
  if (whole === undefined || year === undefined) return undefined;
  try {
    const start = Temporal.PlainDateTime.from({ year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1), hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0), nanosecond: 0 }, { overflow: 'reject' });
    const place = offset === undefined ? zone : offset === 'Z' ? 'UTC' : offset;
    const lo = start.toZonedDateTime(place).toInstant().add({ nanoseconds: nanoseconds(fraction) });
    return { lo: lo.toString(), hi: endOf(start, { month, day, hour, second, fraction }, place, lo).toString() };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Precision { readonly month: string | undefined; readonly day: string | undefined; readonly hour: string | undefined; readonly second: string | undefined; readonly fraction: string | undefined }

function endOf(start: Temporal.PlainDateTime, given: Precision, place: string, lo: Temporal.Instant): Temporal.Instant {
  if (given.month === undefined) return start.add({ years: 1 }).toZonedDateTime(place).toInstant();
  if (given.day === undefined) return start.add({ months: 1 }).toZonedDateTime(place).toInstant();
  if (given.hour === undefined) return start.add({ days: 1 }).toZonedDateTime(place).toInstant();
  if (given.second === undefined) return lo.add({ minutes: 1 });
  if (given.fraction === undefined) return lo.add({ seconds: 1 });
  // The database keeps microseconds: a finer fraction is one of them.
  return lo.add({ nanoseconds: 10 ** (9 - Math.min(given.fraction.length, 6)) });
}

function nanoseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(9, '0'));
}

/** From the beginning of a period to its end; open ends reach for ever. */
export function periodSpan(period: { start?: string | undefined; end?: string | undefined }, zone: string): Span | undefined {
  const start = period.start === undefined ? undefined : dateSpan(period.start, zone);
  const end = period.end === undefined ? undefined : dateSpan(period.end, zone);
  if (!start && !end) return undefined;
  return { lo: start?.lo ?? '-infinity', hi: end?.hi ?? 'infinity' };
}
