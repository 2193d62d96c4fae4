import { sql } from 'kysely';
import { z } from 'zod';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import type { Reader } from '../store/tables.ts';
import { importable, isImportable, type CodeFile, type Fault, type Importable, type ImportReport, type NewConcept, type Terminology } from '../terminology/index.ts';

const system = z.custom<Importable>((value) => typeof value === 'string' && isImportable(value), 'Sistem yang dapat dimuat: ICD-10, ICD-9-CM, KFA');
const file = z.custom<CodeFile>((value) => typeof value === 'object' && value !== null && 'concepts' in value, 'Kirim berkas daftar kode');
const mostFaults = 200;

/** Reads nothing and keeps nothing of the codes yet: compares a list with what is kept, and lets it wait for somebody to look. */
export function stageCodes(terminology: Terminology) {
  return action({
    name: 'clinical-record/stage-codes', allow: 'clinical-record/import',
    input: z.strictObject({ system, version: z.string().trim().min(1, { error: 'Tulis edisi atau tanggal daftar ini.' }).max(40), source: z.string().trim().min(3, { error: 'Tulis dari mana daftar ini.' }).max(200), complete: z.boolean(), fileName: z.string().max(200), file }),
    async run(work, input): Promise<{ id: string; report: ImportReport; faults: readonly Fault[] }> {
      const { concepts, faults, format } = input.file;
      const report = await terminology.compare(input.system, concepts, input.complete, work);
      const id = work.newId();
      const told = faults.slice(0, mostFaults);
      await sql`insert into clinical_record.code_import (id, system, version, source, complete, file_name, format, concepts, faults, report, at, by)
        values (${id}, ${input.system}, ${input.version}, ${input.source}, ${input.complete}, ${input.fileName}, ${format}, ${JSON.stringify(concepts)}::jsonb, ${JSON.stringify({ all: faults.length, told })}::jsonb, ${JSON.stringify(report)}::jsonb, ${work.now.toString()}::timestamptz, ${work.actor.id})`.execute(work.tables<unknown>());
      work.note({ subject: input.system, version: input.version, format, read: report.read, faults: faults.length });
      return { id, report, faults: told };
    },
  });
}

/** Applies a list that waits. Codes are retired only when their number is said, and it is compared anew: nobody retires what they have not seen. */
export function applyCodes(terminology: Terminology) {
  return action({
    name: 'clinical-record/apply-codes', allow: 'clinical-record/import', input: z.strictObject({ id: z.uuid(), retire: z.coerce.number().int().min(0).default(0) }),
    async run(work, { id, retire }): Promise<ImportReport> {
      const row = await held(work.tables<unknown>(), id);
      const report = await terminology.compare(row.system, row.concepts, row.complete, work);
      if (report.retired > 0 && report.retired !== retire) throw new Problem(refusals.codesUnseen, { fields: { retire: String(report.retired) }, facts: { retired: report.retired } });
      await terminology.store(work, { url: row.system, name: importable[row.system].name, version: row.version, source: row.source, content: row.complete ? 'complete' : 'fragment' }, row.concepts);
      await sql`update clinical_record.code_import set state = 'applied', concepts = null, report = ${JSON.stringify(report)}::jsonb, settled_at = ${work.now.toString()}::timestamptz, settled_by = ${work.actor.id} where id = ${id}`.execute(work.tables<unknown>());
      work.note({ subject: row.system, version: row.version, added: report.added, changed: report.changed, retired: report.retired, revived: report.revived });
      return report;
    },
  });
}

/** Lets a list that waits go without applying it. */
export const dropCodes = action({
  name: 'clinical-record/drop-codes', allow: 'clinical-record/import', input: z.strictObject({ id: z.uuid() }),
  async run(work, { id }): Promise<void> {
    const row = await held(work.tables<unknown>(), id);
    await sql`update clinical_record.code_import set state = 'dropped', concepts = null, settled_at = ${work.now.toString()}::timestamptz, settled_by = ${work.actor.id} where id = ${id}`.execute(work.tables<unknown>());
    work.note({ subject: row.system, version: row.version });
  },
});

async function held(door: Reader, id: string): Promise<{ system: Importable; version: string; source: string; complete: boolean; concepts: NewConcept[] }> {
  const { rows } = await sql<{ system: Importable; version: string; source: string; complete: boolean; state: string; concepts: NewConcept[] | null }>`
    select system, version, source, complete, state, concepts from clinical_record.code_import where id = ${id} for update`.execute(door);
  const [row] = rows;
  if (!row) throw new Problem(refusals.noImport);
  if (!row.concepts) throw new Problem(refusals.importDone);
  return { ...row, concepts: row.concepts };
}

/** One loading as the officer sees it. */
export interface ImportRow {
  readonly id: string; readonly system: Importable; readonly version: string; readonly source: string; readonly complete: boolean; readonly file_name: string; readonly format: string; readonly state: 'staged' | 'applied' | 'dropped';
  readonly faults: { readonly all: number; readonly told: readonly Fault[] }; readonly report: ImportReport; readonly at: Temporal.Instant; readonly settled_at: Temporal.Instant | null;
}

/** The latest loadings, newest first, or one. */
export async function importRows(door: Reader, id?: string): Promise<ImportRow[]> {
  return (await sql<ImportRow>`select id, system, version, source, complete, file_name, format, state, faults, report, at, settled_at from clinical_record.code_import ${id === undefined ? sql`` : sql`where id = ${id}::uuid`} order by at desc, id desc limit 20`.execute(door)).rows;
}
