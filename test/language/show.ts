import type { DayReading, TimeReading, When } from '#commons/assistant';

/** A reading as one short line, the notation of the corpus: `2026-11-24 08:00`, `2026-11-24 05:00-11:00`, `@14:30`, `2026-11-30..2026-12-06`, `? a | b`, `past 2026-11-20`, `-`. */
export function show(when: When): string {
  const day = when.day ? showDay(when.day) : '';
  const time = when.time ? showTime(when.time) : '';
  if (!day && !time) return '-';
  return `${when.past ? 'past ' : ''}${day ? [day, time].filter(Boolean).join(' ') : `@${time}`}`;
}

function showDay(day: DayReading): string {
  const span = (from: Temporal.PlainDate, to: Temporal.PlainDate) => (from.equals(to) ? String(from) : `${String(from)}..${String(to)}`);
  switch (day.kind) {
    case 'day': return String(day.date);
    case 'span': return span(day.from, day.to);
    case 'ask': return `? ${day.options.map(({ from, to }) => span(from, to)).join(' | ')}`;
    case 'soonest': case 'any': return day.kind;
  }
}

function showTime(time: TimeReading): string {
  const clock = (at: Temporal.PlainTime) => at.toString({ smallestUnit: 'minute' });
  return time.kind === 'clock' ? clock(time.time) : `${clock(time.from)}-${clock(time.to)}`;
}
