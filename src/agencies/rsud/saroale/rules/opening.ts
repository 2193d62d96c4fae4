import { atWallClock } from '#kernel/time';

export interface WeeklySchedule {
  readonly id: string;
  readonly poli: string;
  readonly doctor: string;
  /** 1 Monday … 7 Sunday, 8 national holiday. */
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
  readonly quotaJkn: number;
  readonly quotaOther: number;
  readonly shared: boolean;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo?: Temporal.PlainDate | undefined;
}

export interface Leave {
  readonly doctor: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

export interface PlannedSession {
  /** The weekly pattern it comes from; an extra session has the same words without an id. */
  readonly schedule: Omit<WeeklySchedule, 'id'> & { readonly id?: string };
  readonly date: Temporal.PlainDate;
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
}

/** The sessions that should exist on `days` days from `from`: the weekly pattern, on national holidays only the pattern of weekday 8, without doctors on leave. */
export function planSessions(plan: { schedules: readonly WeeklySchedule[]; leaves: readonly Leave[]; isHoliday: (date: Temporal.PlainDate) => boolean; from: Temporal.PlainDate; days: number; zone: string }): PlannedSession[] {
  const planned: PlannedSession[] = [];
  for (let offset = 0; offset < plan.days; offset += 1) {
    const date = plan.from.add({ days: offset });
    const weekday = plan.isHoliday(date) ? 8 : date.dayOfWeek;
    for (const schedule of plan.schedules) {
      if (schedule.weekday !== weekday || !isValidOn(schedule, date) || plan.leaves.some((leave) => leave.doctor === schedule.doctor && contains(leave.from, leave.to, date))) continue;
      planned.push({ schedule, date, opensAt: atWallClock(date, schedule.opens, plan.zone), closesAt: atWallClock(date, schedule.closes, plan.zone) });
    }
  }
  return planned;
}

function isValidOn(schedule: WeeklySchedule, date: Temporal.PlainDate): boolean {
  return contains(schedule.validFrom, schedule.validTo, date);
}

function contains(from: Temporal.PlainDate, to: Temporal.PlainDate | undefined, date: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, from) >= 0 && (to === undefined || Temporal.PlainDate.compare(date, to) <= 0);
}
