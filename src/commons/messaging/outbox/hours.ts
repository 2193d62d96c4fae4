import { atWallClock } from '#kernel/time';

/** Between these times no notice disturbs anybody, except changes that matter today. */
const quiet = { from: Temporal.PlainTime.from('20:30'), until: Temporal.PlainTime.from('05:30') };

/** The first instant at or after `at` outside quiet hours in `zone`. */
export function afterQuietHours(at: Temporal.Instant, zone: string): Temporal.Instant {
  const wall = at.toZonedDateTimeISO(zone);
  const time = wall.toPlainTime();
  if (Temporal.PlainTime.compare(time, quiet.from) >= 0) return atWallClock(wall.toPlainDate().add({ days: 1 }), quiet.until, zone);
  if (Temporal.PlainTime.compare(time, quiet.until) < 0) return atWallClock(wall.toPlainDate(), quiet.until, zone);
  return at;
}
