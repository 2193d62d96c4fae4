import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { readerOf, type Opinion } from './tables.ts';

export interface Recommendation {
  readonly agency: string;
  readonly version: number;
  readonly verdict: Opinion;
  readonly findings: Readonly<Record<string, Opinion>>;
  readonly note: string;
  readonly reason: string | undefined;
  readonly at: Temporal.Instant;
}

/** Every opinion on a case, by agency, the newest version last. */
export async function recommendationsOf(doors: Pick<Doors, 'database'>, caseId: string, within?: Work): Promise<Recommendation[]> {
  const rows = await readerOf(doors.database, within).selectFrom('saji_muba.recommendation').selectAll().where('case_id', '=', caseId).orderBy('agency').orderBy('version').execute();
  return rows.map((row) => ({ agency: row.agency, version: row.version, verdict: row.verdict, findings: row.findings, note: row.note, reason: row.reason ?? undefined, at: row.at }));
}

/** The draft a case is decided by: its newest version. */
export async function draftOf(doors: Pick<Doors, 'database'>, caseId: string, within?: Work): Promise<{ version: number; decision: 'grant' | 'reject'; conditions: readonly string[]; reasons: string } | undefined> {
  const row = await readerOf(doors.database, within).selectFrom('saji_muba.draft').selectAll().where('case_id', '=', caseId).orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && { version: row.version, decision: row.decision, conditions: row.conditions, reasons: row.reasons };
}
