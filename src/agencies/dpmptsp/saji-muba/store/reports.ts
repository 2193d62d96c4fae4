import type { Doors } from '../doors.ts';
import { readerOf } from './tables.ts';

/** A report of an unofficial fee as lists show it: never its words. */
export interface FeeReport {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly channel: string;
  /** Code of the application it came with. */
  readonly code: string | undefined;
  readonly handledAt: Temporal.Instant | undefined;
}

/** Reports, those nobody handled first, oldest of them on top. */
export async function feeReports(doors: Pick<Doors, 'database'>): Promise<FeeReport[]> {
  const rows = await readerOf(doors.database).selectFrom('saji_muba.fee_report as report').leftJoin('saji_muba.application as application', 'application.case_id', 'report.case_id')
    .select(['report.id', 'report.at', 'report.channel', 'report.handled_at', 'application.code']).orderBy('report.handled_at', (order) => order.desc().nullsFirst()).orderBy('report.at').limit(500).execute();
  return rows.map((row) => ({ id: row.id, at: row.at, channel: row.channel, code: row.code ?? undefined, handledAt: row.handled_at ?? undefined }));
}
