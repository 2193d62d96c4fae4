import { sql } from 'kysely';
import type { Database } from '#platform/database';
import { isBackdated } from '../rules/document-date.ts';
import type { RegisterTables, Verdict } from './tables.ts';

export interface EvidenceUse { readonly requirement: string; readonly parameter: number | undefined; readonly verdict: Verdict; readonly because: string | undefined }

export interface Evidence {
  readonly id: string;
  readonly innovation: string;
  readonly file: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  readonly issuedOn: string | undefined;
  readonly insideOn: string | undefined;
  readonly uploadedBy: string;
  readonly uploadedAt: Temporal.Instant;
  readonly withdrawn: boolean;
  readonly uses: readonly EvidenceUse[];
  /** Warnings for whoever judges it. */
  readonly alarms: readonly EvidenceAlarm[];
}

export interface EvidenceAlarm {
  /** `other`: the same file proves another innovation; `year`: the same file is filed for another date; `younger`: made after the date it is to prove. */
  readonly kind: 'other' | 'year' | 'younger';
  /** Codes of the other innovations, or the other date. */
  readonly where: string;
}

/** The evidence of an innovation with the verdicts and what looks wrong with it. */
export async function evidenceOf(database: Database, innovation: string): Promise<Evidence[]> {
  const tables = database.read<RegisterTables>();
  const rows = await tables.selectFrom('hub.evidence').selectAll().where('innovation', '=', innovation).orderBy('uploaded_at').execute();
  if (rows.length === 0) return [];
  const uses = await tables.selectFrom('hub.evidence_use').selectAll().where('evidence', 'in', rows.map((row) => row.id)).orderBy('requirement').execute();
  const twins = await tables.selectFrom('hub.evidence').innerJoin('hub.innovation', 'hub.innovation.id', 'hub.evidence.innovation')
    .select(['hub.evidence.id', 'hub.evidence.sha256', 'hub.evidence.issued_on', 'hub.innovation.code', 'hub.evidence.innovation']).where('sha256', 'in', rows.map((row) => row.sha256)).where('withdrawn_at', 'is', null).execute();
  return rows.map((row): Evidence => ({
    id: row.id, innovation: row.innovation, file: row.file, name: row.name, type: row.type, size: Number(row.size), sha256: row.sha256, issuedOn: row.issued_on ?? undefined, insideOn: row.inside_on ?? undefined,
    uploadedBy: row.uploaded_by, uploadedAt: row.uploaded_at, withdrawn: row.withdrawn_at !== null,
    uses: uses.filter((use) => use.evidence === row.id).map((use) => ({ requirement: use.requirement, parameter: use.parameter ?? undefined, verdict: use.verdict, because: use.because ?? undefined })),
    alarms: [
      ...[...new Set(twins.filter((twin) => twin.sha256 === row.sha256 && twin.innovation !== row.innovation).map((twin) => twin.code))].map((where): EvidenceAlarm => ({ kind: 'other', where })),
      ...twins.filter((twin) => twin.sha256 === row.sha256 && twin.innovation === row.innovation && twin.id !== row.id && twin.issued_on !== row.issued_on).map((twin): EvidenceAlarm => ({ kind: 'year', where: twin.issued_on ?? '?' })),
      ...(isBackdated(row.issued_on, row.inside_on) ? [{ kind: 'younger', where: row.inside_on ?? '' } as const] : []),
    ],
  }));
}

/** What is proven: for each innovation and requirement the highest accepted and the highest claimed parameter (`true` where no parameter is meant). */
export async function provenRequirements(database: Database): Promise<ReadonlyMap<string, ReadonlyMap<string, { claimed: number; accepted: number }>>> {
  const { rows } = await sql<{ innovation: string; requirement: string; claimed: number; accepted: number }>`
    select e.innovation, u.requirement, max(coalesce(u.parameter, 1))::int as claimed, coalesce(max(coalesce(u.parameter, 1)) filter (where u.verdict = 'accepted'), 0)::int as accepted
    from hub.evidence_use u join hub.evidence e on e.id = u.evidence
    where e.withdrawn_at is null and u.verdict <> 'rejected'
    group by 1, 2`.execute(database.read() as never);
  const out = new Map<string, Map<string, { claimed: number; accepted: number }>>();
  for (const row of rows) {
    const of = out.get(row.innovation) ?? new Map<string, { claimed: number; accepted: number }>();
    out.set(row.innovation, of.set(row.requirement, { claimed: row.claimed, accepted: row.accepted }));
  }
  return out;
}

/** Uses that wait for a verdict, oldest first. */
export async function waitingUses(database: Database) {
  return database.read<RegisterTables>().selectFrom('hub.evidence_use').innerJoin('hub.evidence', 'hub.evidence.id', 'hub.evidence_use.evidence').innerJoin('hub.innovation', 'hub.innovation.id', 'hub.evidence.innovation')
    .select(['hub.innovation.id as innovation', 'hub.innovation.title', 'hub.evidence.name', 'hub.evidence_use.requirement', 'hub.evidence.uploaded_at'])
    .where('hub.evidence_use.verdict', '=', 'waiting').where('hub.evidence.withdrawn_at', 'is', null).orderBy('hub.evidence.uploaded_at').limit(100).execute();
}
