import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { SaroaleTables } from './tables.ts';

/** A new medical record number, eight digits. A rolled-back registration leaves a gap; numbers are never given twice. */
export async function nextNorm(work: Work): Promise<string> {
  const { rows } = await sql<{ number: string }>`select lpad(nextval('saroale.norm_number')::text, 8, '0') as number`.execute(work.tables<SaroaleTables>());
  return rows[0]?.number ?? '';
}
