import { atWallClock } from '#kernel/time';
import type { Pools } from '../tables.ts';

export interface WeeklyHours {
  readonly resource: string;
  /** 1 = Monday … 7 = Sunday, 8 = public holidays. */
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
  readonly pools: Pools;
  readonly shared: number;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

export interface DateException {
  readonly resource: string;
  readonly date: string;
  readonly closed: boolean;
  readonly opens?: string | undefined;
  readonly closes?: string | undefined;
  readonly pools?: Pools | undefined;
  readonly shared?: number | undefined;
}

export interface PlannedSession<Hours extends WeeklyHours> {
  readonly weekly: Hours;
  readonly date: string;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
  readonly pools: Pools;
  readonly shared: number;
}

/**
 * The sessions that weekly hours make between two dates (ISO, both included). On a public holiday only hours of weekday 8 count. An exception closes the
 * whole date of its resource or replaces it by one session with its own hours; places it does not name stay those of the week.
 */
export function planSessions<Hours extends WeeklyHours>(weekly: readonly Hours[], exceptions: readonly DateException[], span: { from: string; to: string; zone: string; holidays: ReadonlySet<string> }): PlannedSession<Hours>[] {
  const planned: PlannedSession<Hours>[] = [];
  const last = Temporal.PlainDate.from(span.to);
  for (let date = Temporal.PlainDate.from(span.from); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) planned.push(...planDate(weekly, exceptions, date, span));
  return planned;
}

function planDate<Hours extends WeeklyHours>(weekly: readonly Hours[], exceptions: readonly DateException[], date: Temporal.PlainDate, { zone, holidays }: { zone: string; holidays: ReadonlySet<string> }): PlannedSession<Hours>[] {
  const iso = date.toString();
  const weekday = holidays.has(iso) ? 8 : date.dayOfWeek;
  const replaced = new Set<string>();
  const valid = weekly.filter((hours) => hours.validFrom <= iso && (hours.validTo === undefined || hours.validTo >= iso));
  const due = valid.filter((hours) => hours.weekday === weekday);
  // Extra hours may fall on a day without any; then the places of the resource's first week row count.
  const extra = exceptions.filter((exception) => exception.date === iso && !exception.closed && !due.some((hours) => hours.resource === exception.resource));
  const first = extra.flatMap((exception) => valid.find((hours) => hours.resource === exception.resource) ?? []);
  return [...due, ...first].flatMap((hours) => {
    const exception = exceptions.find((item) => item.resource === hours.resource && item.date === iso);
    if (exception?.closed || (exception && replaced.has(hours.resource))) return [];
    if (exception) replaced.add(hours.resource);
    return [{
      weekly: hours, date: iso,
      opensAt: atWallClock(date, exception?.opens ?? hours.opens, zone), closesAt: atWallClock(date, exception?.closes ?? hours.closes, zone),
      pools: exception?.pools ?? hours.pools, shared: exception?.shared ?? hours.shared,
    }];
  });
}
