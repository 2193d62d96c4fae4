import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { IndexRows } from '../fhir/rows.ts';
import type { KeptType, Stored } from '../fhir/types.ts';

/** One version about to be written. */
export interface Draft {
  readonly type: KeptType;
  readonly id: string;
  /** Number of the row it changes; a new resource has none yet. */
  readonly nr?: bigint | undefined;
  readonly version: number;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absent in a deletion. */
  readonly content?: Stored | undefined;
  readonly rows: IndexRows;
  /** What the index tables hold of the version before. */
  readonly before?: IndexRows | undefined;
}

const tables = ['token', 'string', 'date', 'quantity', 'reference', 'composite'] as const;
type Cleared = (typeof tables)[number] | 'compartment';

/** Writes versions, current rows and index rows of any number of drafts with one call; a change first clears the index rows that differ. */
export async function storeDrafts(work: Work, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const given = drafts.map((draft, k) => ({ k, nr: draft.nr === undefined ? null : String(draft.nr), type: draft.type, id: draft.id, version: draft.version, method: draft.method, labels: draft.rows.labels, content: draft.content ?? null }));
  const fill: Record<string, unknown> = {};
  const cleared: Partial<Record<Cleared, { nr: string }[]>> = {};
  for (const table of [...tables, 'compartment'] as const) {
    const rows: unknown[] = [];
    drafts.forEach((draft, k) => {
      if (!differs(draft, table)) return;
      if (draft.nr !== undefined) (cleared[table] ??= []).push({ nr: String(draft.nr) });
      if (table === 'compartment') for (const patient of draft.rows.patients) rows.push({ k, patient });
      else for (const row of draft.rows[table]) rows.push({ k, ...row });
    });
    fill[table] = rows;
  }
  if (Object.keys(cleared).length > 0) fill['cleared'] = Object.fromEntries([...tables, 'compartment' as const].map((table) => [table, cleared[table] ?? []]));
  await sql`select clinical_record.keep(${JSON.stringify(given)}::jsonb, ${JSON.stringify(fill)}::jsonb, ${work.now.toString()}::timestamptz, ${work.id}::uuid)`.execute(work.tables<unknown>());
}

/** Must this table be filled anew? Only when it differs from the version before. */
function differs({ before, rows }: Draft, table: Cleared): boolean {
  if (before === undefined) return true;
  const [was, is]: [readonly unknown[], readonly unknown[]] = table === 'compartment' ? [before.patients, rows.patients] : [before[table], rows[table]];
  return was.length !== is.length || JSON.stringify(was) !== JSON.stringify(is);
}
