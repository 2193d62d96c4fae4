import { sql } from 'kysely';
import { system } from '#kernel/actor';
import type { Words } from '#kernel/manifest';
import { civilDate } from '#kernel/time';
import { service, type Doors } from '../doors.ts';
import { saved } from '../rules/distance.ts';
import { readerOf } from '../store/tables.ts';

export interface DashboardView {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly decided: number;
  readonly onTime: number;
  readonly p50: number | undefined;
  readonly p90: number | undefined;
  readonly returnsPer: number | undefined;
  readonly firstChecked: number;
  readonly firstComplete: number;
  readonly trips: number;
  readonly km: number;
  readonly feeReports: number;
  /** Of them nobody has handled yet. */
  readonly openReports: number;
  readonly recommenders: readonly { readonly agency: string; readonly name: string; readonly sent: number; readonly inTime: number; readonly medianHours: number; readonly waiting: number }[];
  readonly types: readonly { readonly id: string; readonly name: Words; readonly decided: number; readonly onTime: number; readonly running: number }[];
  readonly duties: readonly { readonly caseId: string; readonly lapsedAt: Temporal.Instant; readonly decideBy: Temporal.Instant }[];
}

const daysShown = 90;

/** What the head of office reads: the last ninety days, from what happened. */
export async function readDashboard(doors: Doors): Promise<DashboardView> {
  const to = civilDate(doors.clock.now(), doors.zone);
  const from = to.subtract({ days: daysShown - 1 });
  const since = sql<Temporal.Instant>`${from.toZonedDateTime(doors.zone).toInstant().toString()}::timestamptz`;
  const reader = readerOf(doors.database);
  const [all, byType, first, agencies, visits, fees, duties, open, waiting] = await Promise.all([
    reader.selectFrom('saji_muba.decision').where('at', '>=', since).select([
      sql<number>`count(*)::int`.as('n'), sql<number>`count(*) filter (where within)::int`.as('kept'), sql<number | null>`percentile_cont(0.5) within group (order by days)`.as('p50'),
      sql<number | null>`percentile_cont(0.9) within group (order by days)`.as('p90'), sql<number | null>`avg(returns)::float8`.as('returns'),
    ]).executeTakeFirstOrThrow(),
    reader.selectFrom('saji_muba.decision').where('at', '>=', since).select(['type', sql<number>`count(*)::int`.as('n'), sql<number>`count(*) filter (where within)::int`.as('kept')]).groupBy('type').execute(),
    reader.selectFrom('saji_muba.round').where('at', '>=', since).where('round', '=', 1).select([sql<number>`count(*)::int`.as('n'), sql<number>`count(*) filter (where complete)::int`.as('complete')]).executeTakeFirstOrThrow(),
    reader.selectFrom('saji_muba.recommendation').where('at', '>=', since).where('version', '=', 1).select(['agency', sql<number>`count(*)::int`.as('n'), sql<number>`count(*) filter (where within)::int`.as('kept'), sql<number>`percentile_cont(0.5) within group (order by minutes)`.as('median')]).groupBy('agency').execute(),
    reader.selectFrom('saji_muba.trip').where('at', '>=', since).select('km').execute(),
    reader.selectFrom('saji_muba.fee_report').where('at', '>=', since).select([sql<number>`count(*)::int`.as('n'), sql<number>`count(*) filter (where handled_at is null)::int`.as('open')]).executeTakeFirstOrThrow(),
    reader.selectFrom('saji_muba.silence').where('decided_at', 'is', null).select(['case_id', 'lapsed_at', 'head_decides_by']).orderBy('head_decides_by').limit(50).execute(),
    doors.cases.find({ service, open: true, limit: 5000 }),
    doors.cases.tasksFor(system('dashboard'), { service, kind: 'recommend', limit: 5000 }),
  ]);
  const spared = saved(visits.map((row) => ({ km: row.km ?? undefined })));
  const names = new Set([...agencies.map((row) => row.agency), ...waiting.flatMap((task) => task.agency ?? [])]);
  return {
    from, to, decided: all.n, onTime: all.kept, p50: all.p50 ?? undefined, p90: all.p90 ?? undefined, returnsPer: all.returns ?? undefined, firstChecked: first.n, firstComplete: first.complete, ...spared, feeReports: fees.n, openReports: fees.open,
    recommenders: Array.from(names).sort((a, b) => a.localeCompare(b)).map((agency) => {
      const row = agencies.find((one) => one.agency === agency);
      return { agency, name: doors.agencyName(agency), sent: row?.n ?? 0, inTime: row?.kept ?? 0, medianHours: Math.round((row?.median ?? 0) / 60), waiting: waiting.filter((task) => task.agency === agency).length };
    }),
    types: doors.catalogue.live.map((type) => {
      const row = byType.find((one) => one.type === type.id);
      return { id: type.id, name: type.name, decided: row?.n ?? 0, onTime: row?.kept ?? 0, running: open.filter((one) => one.type === type.id).length };
    }).filter((row) => row.decided + row.running > 0),
    duties: duties.map((row) => ({ caseId: row.case_id, lapsedAt: row.lapsed_at, decideBy: row.head_decides_by })),
  };
}
