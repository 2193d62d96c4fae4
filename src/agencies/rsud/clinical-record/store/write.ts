import { sql, type RawBuilder } from 'kysely';
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
type IndexTable = (typeof tables)[number];

/** Columns of the index tables as `jsonb_to_recordset` reads them. */
const shapes: Record<IndexTable, RawBuilder<unknown>> = {
  token: sql`param text, system text, code text`,
  string: sql`param text, folded text, exact text`,
  date: sql`param text, lo timestamptz, hi timestamptz`,
  quantity: sql`param text, ordinal int, lo float8, hi float8, system text, code text, unit text, base_unit text, base_lo float8, base_hi float8`,
  reference: sql`param text, target_type text, target_id text`,
  composite: sql`param text, ordinal int, system text, code text, value_system text, value_code text, folded text, lo float8, hi float8, base_unit text, base_lo float8, base_hi float8, date_lo timestamptz, date_hi timestamptz`,
};
const names: Record<IndexTable, RawBuilder<unknown>> = {
  token: sql`param, system, code`,
  string: sql`param, folded, exact`,
  date: sql`param, lo, hi`,
  quantity: sql`param, ordinal, lo, hi, system, code, unit, base_unit, base_lo, base_hi`,
  reference: sql`param, target_type, target_id`,
  composite: sql`param, ordinal, system, code, value_system, value_code, folded, lo, hi, base_unit, base_lo, base_hi, date_lo, date_hi`,
};

/** Writes versions, current rows and index rows of any number of drafts in one statement; a change first clears the index rows that differ. */
export async function storeDrafts(work: Work, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  const door = work.tables<unknown>();
  const plan = drafts.map(planOf);
  for (const table of [...tables, 'compartment'] as const) {
    const cleared = drafts.filter((draft, index) => draft.nr !== undefined && plan[index]?.has(table)).map((draft) => String(draft.nr));
    if (cleared.length > 0) await sql`delete from ${sql.raw(`clinical_record.${table}`)} where nr = any(${cleared}::bigint[])`.execute(door);
  }
  const given = drafts.map((draft, k) => ({ k, nr: draft.nr === undefined ? null : String(draft.nr), type: draft.type, id: draft.id, version: draft.version, method: draft.method, gone: draft.method === 'DELETE', labels: draft.rows.labels, content: draft.content ?? null }));
  const patients = drafts.flatMap((draft, k) => (plan[k]?.has('compartment') ? draft.rows.patients.map((patient) => ({ k, patient })) : []));
  const fills = tables.flatMap((table) => {
    const rows = drafts.flatMap((draft, k) => (plan[k]?.has(table) ? draft.rows[table].map((row) => ({ k, ...row })) : []));
    return rows.length === 0 ? [] : [sql`, ${sql.raw(`fill_${table}`)} as (insert into ${sql.raw(`clinical_record.${table}`)} (nr, ${names[table]}) select r.nr, ${names[table]} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f(k int, ${shapes[table]}) join placed r using (k))`];
  });
  await sql`
    with given as materialized (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(k int, nr bigint, type text, id text, version int, method text, gone boolean, labels text[], content jsonb)),
    fresh as (insert into clinical_record.resource (type, id, version, updated, labels) select type, id, version, ${work.now.toString()}::timestamptz, labels from given where nr is null order by k returning nr, type, id),
    changed as (update clinical_record.resource r set version = g.version, updated = ${work.now.toString()}::timestamptz, gone = g.gone, labels = g.labels from given g where r.nr = g.nr),
    placed as materialized (select g.k, coalesce(g.nr, f.nr) as nr from given g left join fresh f on g.nr is null and f.type = g.type and f.id = g.id),
    kept as (insert into clinical_record.version (nr, version, type, updated, method, work, content)
      select p.nr, g.version, g.type, ${work.now.toString()}::timestamptz, g.method, ${work.id}::uuid, nullif(g.content, 'null'::jsonb) from given g join placed p using (k) order by g.k)
    ${sql.join(fills, sql``)}
    ${patients.length === 0 ? sql`` : sql`, belong as (insert into clinical_record.compartment (patient, nr) select c.patient, r.nr from jsonb_to_recordset(${JSON.stringify(patients)}::jsonb) as c(k int, patient text) join placed r using (k))`}
    select 1`.execute(door);
}

/** The index tables a draft must fill anew: all that differ from the version before. */
function planOf(draft: Draft): ReadonlySet<IndexTable | 'compartment'> {
  const differing = tables.filter((table) => draft.before === undefined || !alike(draft.before[table], draft.rows[table]));
  const moved = draft.before === undefined || !alike(draft.before.patients, draft.rows.patients);
  return new Set<IndexTable | 'compartment'>(moved ? [...differing, 'compartment'] : differing);
}

function alike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}
