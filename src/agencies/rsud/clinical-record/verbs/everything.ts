import { sql } from 'kysely';
import type { Sight } from '../rules/sight.ts';
import { patientsOf, type Hit } from '../search/run.ts';
import { visibleTo } from '../search/visible.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';

/** A page of all there is about one patient, the patient first; what it refers to (practitioners, medications, places) comes along. */
export interface Everything { readonly hits: readonly Hit[]; readonly brought: readonly Hit[]; readonly next: string | undefined }

/** `$everything`: the patient's compartment in the order it was written, so that later entries never move earlier ones to another page. */
export async function everything(doors: RecordDoors, patient: string, page: { count: number; since?: string | undefined; types?: readonly string[] | undefined; after?: string | undefined; sight: Sight }): Promise<Everything> {
  const door = reader(doors.database);
  const visible = visibleTo(page.sight);
  const { rows } = await sql<Hit>`
    select r.nr, r.type, r.id, v.content, ${patientsOf('r')} from clinical_record.compartment c
    join clinical_record.resource r on r.nr = c.nr and not r.gone join clinical_record.version v on v.nr = r.nr and v.version = r.version
    where c.patient = ${patient} and ${visible('r')}
      ${page.since === undefined ? sql`` : sql`and r.updated >= ${page.since}::timestamptz`} ${page.types === undefined ? sql`` : sql`and r.type = any(${[...page.types]}::text[])`}
      ${page.after === undefined ? sql`` : sql`and r.nr > ${page.after}::bigint`}
    order by r.nr limit ${page.count + 1}`.execute(door);
  const hits = rows.slice(0, page.count);
  const brought = page.types !== undefined || hits.length === 0 ? [] : await sql<Hit>`
    select distinct on (r.nr) r.nr, r.type, r.id, v.content, ${patientsOf('r')} from clinical_record.reference x
    join clinical_record.resource r on r.type = x.target_type and r.id = x.target_id and not r.gone join clinical_record.version v on v.nr = r.nr and v.version = r.version
    where x.nr = any(${hits.map((hit) => String(hit.nr))}::bigint[]) and r.type = any('{Practitioner,PractitionerRole,Organization,Location,Medication,Device}'::text[]) and ${visible('r')}
    order by r.nr limit 500`.execute(door).then((found) => found.rows);
  return { hits, brought, next: rows.length > page.count ? String(hits.at(-1)?.nr) : undefined };
}
