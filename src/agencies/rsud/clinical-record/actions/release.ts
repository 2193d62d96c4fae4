import { sql } from 'kysely';
import { z } from 'zod';
import type { Resource } from '@medplum/fhirtypes';
import { can } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/digest';
import { Problem } from '#kernel/problem';
import { action } from '#platform/action';
import { refusals } from '../problems.ts';
import type { openRecord } from '../record.ts';
import { bases, releaseBundle, type Basis } from '../rules/release.ts';
import { isSensitive } from '../rules/sight.ts';
import { seenLogOf } from '../seen/seen.ts';
import type { Reader } from '../store/tables.ts';

const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);

/**
 * Hands out a copy of a patient's record, or of one visit of it: to whom, for what, on what basis. Sensitive entries are left out unless they are asked for by the patient or a court and the
 * officer is cleared for them. The patient sees it among the looks at the record.
 */
export function releaseRecord(record: ReturnType<typeof openRecord>) {
  return action({
    name: 'clinical-record/release', allow: 'clinical-record/release',
    input: z.strictObject({ patient: id, encounter: id.optional(), toWhom: z.string().trim().min(3, { error: 'Tulis nama penerima.' }).max(120), purpose: z.string().trim().min(5, { error: 'Tulis untuk apa salinan ini.' }).max(300), basis: z.enum(['patient', 'guardian', 'court', 'insurer'], { error: 'Pilih dasarnya.' }), sensitive: z.boolean().default(false) }),
    async run(work, input): Promise<{ id: string; resources: number; withheld: number; sha256: string }> {
      const door = work.tables<unknown>();
      const rows = await recordRows(door, input.patient, input.encounter);
      if (!rows.some((row) => row.type === 'Patient')) throw new Problem(refusals.notFound, { fields: { patient: refusals.notFound.detail } });
      if (input.sensitive && !(can(work.actor, 'clinical-record/read-sensitive') && (input.basis === 'patient' || input.basis === 'court'))) throw new Problem(refusals.forbidden, { detail: 'Catatan peka hanya diserahkan atas permintaan pasien atau pengadilan, oleh petugas yang berwenang.' });
      const open = rows.filter((row) => input.sensitive || !row.content.meta?.security?.some(isSensitive));
      const releaseId = work.newId();
      const digest = sha256(canonicalJson(releaseBundle(releaseId, work.now.toString(), open.map((row) => row.content))));
      await sql`insert into clinical_record.release (id, patient, encounter, to_whom, purpose, basis, versions, withheld, sha256, at, by) values (${releaseId}, ${input.patient}, ${input.encounter ?? null}, ${input.toWhom}, ${input.purpose}, ${input.basis},
        ${JSON.stringify(open.map(({ type, id: resource, version }) => ({ type, id: resource, version })))}::jsonb, ${rows.length - open.length}, ${digest}, ${work.now.toString()}::timestamptz, ${work.actor.id})`.execute(door);
      await seenLogOf(record.doors.database).within(work, { actor: work.actor, interaction: 'operation', purpose: bases[input.basis], service: 'clinical-record', patients: [input.patient], entities: open.map((row) => `${row.type}/${row.id}`), asked: ['release', input.basis], requestId: work.intent.requestId });
      work.note({ subject: `Patient/${input.patient}`, release: releaseId, basis: input.basis, resources: open.length, withheld: rows.length - open.length });
      return { id: releaseId, resources: open.length, withheld: rows.length - open.length, sha256: digest };
    },
  });
}

/** Everything of one patient as it stands, the looks' own Provenance left out; of one visit: what names it, with the patient and the allergies. */
async function recordRows(door: Reader, patient: string, encounter: string | undefined): Promise<{ type: string; id: string; version: number; content: Resource }[]> {
  return (await sql<{ type: string; id: string; version: number; content: Resource }>`
    select r.type, r.id, r.version, v.content from clinical_record.compartment c join clinical_record.resource r on r.nr = c.nr and not r.gone join clinical_record.version v on v.nr = r.nr and v.version = r.version
    where c.patient = ${patient} and r.type <> 'Provenance' ${encounter === undefined ? sql`` : sql`and (r.type in ('Patient', 'AllergyIntolerance') or (r.type = 'Encounter' and r.id = ${encounter})
      or exists (select 1 from clinical_record.reference x where x.nr = r.nr and x.target_type = 'Encounter' and x.target_id = ${encounter}))`}
    order by r.nr limit 5000`.execute(door)).rows;
}

export interface ReleaseRow { readonly id: string; readonly patient: string; readonly encounter: string | null; readonly to_whom: string; readonly purpose: string; readonly basis: Basis; readonly withheld: number; readonly sha256: string; readonly at: Temporal.Instant; readonly by: string; readonly resources: number }

/** The latest copies handed out, newest first, or one. */
export async function releaseRows(door: Reader, one?: string): Promise<ReleaseRow[]> {
  return (await sql<ReleaseRow>`select id, patient, encounter, to_whom, purpose, basis, withheld, sha256, at, by, jsonb_array_length(versions) as resources from clinical_record.release ${one === undefined ? sql`` : sql`where id = ${one}::uuid`} order by at desc, id desc limit 50`.execute(door)).rows;
}

/** The copy again, from the very versions it was made of, whatever changed since. */
export async function releasedBundle(door: Reader, row: ReleaseRow): Promise<ReturnType<typeof releaseBundle>> {
  const { rows } = await sql<{ content: Resource }>`
    select v.content from clinical_record.release l cross join lateral rows from (jsonb_to_recordset(l.versions) as (type text, id text, version int)) with ordinality as w(type, id, version, place)
    join clinical_record.resource r on r.type = w.type and r.id = w.id join clinical_record.version v on v.nr = r.nr and v.version = w.version where l.id = ${row.id}::uuid order by w.place`.execute(door);
  return releaseBundle(row.id, row.at.toString(), rows.map((one) => one.content));
}
