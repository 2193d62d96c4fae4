import type { Work } from '#platform/database';
import { planSessions } from '../rules/schedule.ts';
import type { BookingTables, Detail, Pools } from '../tables.ts';
import { openSessionOnce } from './sessions.ts';

export interface WeeklyInput {
  /** Give the id of an earlier row to change it. */
  readonly id?: string | undefined;
  readonly service: string;
  readonly resource: string;
  readonly group?: string | undefined;
  /** 1 = Monday … 7 = Sunday, 8 = public holidays. */
  readonly weekday: number;
  /** Wall clock, `08:00`. */
  readonly opens: string;
  readonly closes: string;
  readonly label: string;
  readonly codePrefix: string;
  readonly pools: Pools;
  readonly shared?: number | undefined;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
  readonly detail?: Detail | undefined;
}

/** Writes one weekly row. Hours of one resource never overlap (`overlap`). Sessions already published stay as they are. */
export async function setWeekly(work: Work, input: WeeklyInput): Promise<string> {
  const id = input.id ?? work.newId();
  const row = {
    service: input.service, resource: input.resource, grp: input.group ?? input.resource, weekday: input.weekday, opens: input.opens, closes: input.closes, label: input.label, code_prefix: input.codePrefix,
    pools: JSON.stringify(input.pools), shared: input.shared ?? 0, valid_from: input.validFrom, valid_to: input.validTo ?? null, detail: JSON.stringify(input.detail ?? {}),
  };
  await work.tables<BookingTables>().insertInto('booking.weekly').values({ id, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
  return id;
}

export interface ExceptionInput {
  readonly service: string;
  readonly resource: string;
  readonly date: string;
  readonly closed: boolean;
  readonly opens?: string | undefined;
  readonly closes?: string | undefined;
  readonly pools?: Pools | undefined;
  readonly shared?: number | undefined;
  readonly reason: string;
}

/** Writes how one date of a resource differs from its weeks. For a session already published use `cancelSession` or `setQuota`. */
export async function setException(work: Work, input: ExceptionInput): Promise<void> {
  const row = { closed: input.closed, opens: input.opens ?? null, closes: input.closes ?? null, pools: JSON.stringify(input.pools ?? null), shared: input.shared ?? null, reason: input.reason };
  await work.tables<BookingTables>().insertInto('booking.exception').values({ service: input.service, resource: input.resource, date: input.date, ...row }).onConflict((conflict) => conflict.columns(['service', 'resource', 'date']).doUpdateSet(row)).execute();
}

export interface PublishInput {
  readonly service: string;
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  /** Public holidays as ISO dates. */
  readonly holidays: readonly string[];
}

/** Makes the sessions of a span of dates that do not exist yet. May run every night; a cancelled session stays cancelled. Returns the ids made now. */
export async function publish(work: Work, input: PublishInput): Promise<string[]> {
  const tables = work.tables<BookingTables>();
  const weekly = await tables.selectFrom('booking.weekly').selectAll().where('service', '=', input.service).where('valid_from', '<=', input.to).where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', input.from)])).orderBy('opens').orderBy('id').execute();
  const exceptions = await tables.selectFrom('booking.exception').selectAll().where('service', '=', input.service).where('date', '>=', input.from).where('date', '<=', input.to).execute();
  const planned = planSessions(
    weekly.map((row) => ({ ...row, validFrom: row.valid_from, validTo: row.valid_to ?? undefined })),
    exceptions.map((row) => ({ ...row, opens: row.opens ?? undefined, closes: row.closes ?? undefined, pools: row.pools ?? undefined, shared: row.shared ?? undefined })),
    { from: input.from, to: input.to, zone: input.zone, holidays: new Set(input.holidays) },
  );
  const made: string[] = [];
  for (const { weekly: row, date, opensAt, closesAt, pools, shared } of planned) {
    const id = await openSessionOnce(work, { service: row.service, resource: row.resource, group: row.grp, date, opensAt, closesAt, label: row.label, codePrefix: row.code_prefix, pools, shared, detail: row.detail });
    if (id !== undefined) made.push(id);
  }
  return made;
}
