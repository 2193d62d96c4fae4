import type { FiledSchedule } from './state.ts';

/**
 * When a change of practice hours takes effect (HFIS): filed from 00.00 to 20.00 it may be approved by the branch between 20.01 and 24.00 that day, otherwise it approves itself
 * after midnight; either way it holds from the next day. A change filed after 20.00 joins the next day's round.
 */
export function approval(filedAt: Temporal.Instant, zone: string): { readonly branchFrom: Temporal.Instant; readonly automaticAt: Temporal.Instant; readonly effectiveFrom: Temporal.PlainDate } {
  const wall = filedAt.toZonedDateTimeISO(zone);
  const late = Temporal.PlainTime.compare(wall.toPlainTime(), '20:00') > 0;
  const day = wall.toPlainDate().add({ days: late ? 1 : 0 });
  const next = day.add({ days: 1 });
  return {
    branchFrom: day.toZonedDateTime({ timeZone: zone, plainTime: '20:01' }).toInstant(), automaticAt: next.toZonedDateTime({ timeZone: zone }).toInstant(), effectiveFrom: next,
  };
}

/** The filed changes that hold on `date`, latest last. */
export function inForce(filed: readonly FiledSchedule[], date: Temporal.PlainDate, now: Temporal.Instant, zone: string): FiledSchedule[] {
  return filed.filter((one) => {
    const { automaticAt, effectiveFrom } = approval(one.filedAt, zone);
    return Temporal.Instant.compare(now, automaticAt) >= 0 && Temporal.PlainDate.compare(date, effectiveFrom) >= 0;
  });
}
