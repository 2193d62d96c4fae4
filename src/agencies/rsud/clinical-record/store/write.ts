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

/** Writes versions, current rows and index rows of any number of drafts with one call; of a change, only the index rows that differ. What a later statement of the work reads is there. */
export async function storeDrafts(work: Work, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const given = drafts.map((draft, k) => ({ k, nr: draft.nr === undefined ? null : String(draft.nr), type: draft.type, id: draft.id, version: draft.version, method: draft.method, labels: draft.rows.labels, content: draft.content ?? null }));
  const fill: Record<string, unknown> = {};
  const cleared: Record<string, unknown[]> = {};
  if (drafts.some((draft) => draft.nr === undefined)) fill['fresh'] = true;
  if (drafts.some((draft) => draft.nr !== undefined)) fill['changed'] = true;
  for (const table of [...tables, 'compartment'] as const) {
    const rows: unknown[] = [];
    const gone: unknown[] = [];
    drafts.forEach((draft, k) => {
      const { come, go } = difference(rowsOf(draft.before, table), rowsOf(draft.rows, table));
      for (const row of come) rows.push({ k, ...row });
      for (const row of go) gone.push({ nr: String(draft.nr), ...row });
    });
    if (rows.length > 0) fill[table] = rows;
    if (gone.length > 0) cleared[table] = gone;
  }
  if (Object.keys(cleared).length > 0) fill['cleared'] = cleared;
  await work.defer(sql`select clinical_record.keep(${JSON.stringify(given)}::jsonb, ${JSON.stringify(fill)}::jsonb, ${work.now.toString()}::timestamptz, ${work.id}::uuid)`);
}

function rowsOf(rows: IndexRows | undefined, table: (typeof tables)[number] | 'compartment'): readonly object[] {
  if (!rows) return [];
  return table === 'compartment' ? rows.patients.map((patient) => ({ patient })) : rows[table];
}

/** Rows of the new version that the old one did not have, and the other way round. */
function difference(before: readonly object[], after: readonly object[]): { come: readonly object[]; go: readonly object[] } {
  if (before.length === 0) return { come: after, go: [] };
  const was = new Map(before.map((row) => [JSON.stringify(row), row]));
  const come = after.filter((row) => !was.delete(JSON.stringify(row)));
  return { come, go: [...was.values()] };
}
