import { sql } from 'kysely';
import type { Patient, Resource } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { definitions } from '../fhir/definitions.ts';
import { isKeptType } from '../fhir/types.ts';
import { refusals } from '../problems.ts';
import { rewritten } from '../rules/rewrite.ts';
import { lockedRows } from '../store/read.ts';
import { reader } from '../store/tables.ts';
import type { RecordDoors } from './doors.ts';
import { prepare } from './prepare.ts';
import { keep } from './write.ts';

interface Moved { readonly type: string; readonly id: string }

/**
 * Two patients found to be one person: everything that names `gone` names `kept` from now on, in one transaction, each as a new version; the old patient stays readable and
 * says by whom it is replaced. A visit that goes on meanwhile waits for the lock and then writes on the patient that stays. `partPatients` undoes it.
 */
export async function mergePatients(doors: RecordDoors, work: Work, pair: { gone: string; kept: string; reason: string }): Promise<{ moved: number }> {
  const { gone, kept, reason } = pair;
  const rows = await lockedRows(reader(doors.database, work), [{ type: 'Patient', id: gone }, { type: 'Patient', id: kept }]);
  const [old, stays] = [rows.get(`Patient/${gone}`)?.content as Patient | undefined | null, rows.get(`Patient/${kept}`)?.content as Patient | undefined | null];
  if (!old || !stays) throw new Problem(refusals.notFound);
  if (gone === kept || old.link?.some((link) => link.type === 'replaced-by') || stays.link?.some((link) => link.type === 'replaced-by')) throw new Problem(refusals.mergeSame);
  const moved = await pointing(doors, work, gone, kept);
  await repoint(doors, work, moved, gone, kept);
  await rewritePatient(doors, work, { ...old, active: false, link: [...(old.link ?? []), { other: { reference: `Patient/${kept}` }, type: 'replaced-by' }] });
  await rewritePatient(doors, work, { ...stays, link: [...(stays.link ?? []), { other: { reference: `Patient/${gone}` }, type: 'replaces' }] });
  await sql`insert into clinical_record.merge (gone, kept, merged, reason, moved) values (${gone}, ${kept}, ${work.now.toString()}::timestamptz, ${reason}, ${JSON.stringify(moved)}::jsonb)
    on conflict (gone) do update set kept = excluded.kept, merged = excluded.merged, reason = excluded.reason, moved = excluded.moved, parted = null`.execute(work.tables<unknown>());
  work.note({ subject: `Patient/${gone}`, kept, reason });
  return { moved: moved.length };
}

/** Parts two patients merged by mistake: what was moved goes back, what was written since stays where it was written. */
export async function partPatients(doors: RecordDoors, work: Work, pair: { gone: string; reason: string }): Promise<{ moved: number }> {
  const { rows } = await sql<{ kept: string; moved: Moved[] }>`select kept, moved from clinical_record.merge where gone = ${pair.gone} and parted is null for update`.execute(work.tables<unknown>());
  const merge = rows[0];
  if (!merge) throw new Problem(refusals.notMerged);
  await repoint(doors, work, merge.moved, merge.kept, pair.gone);
  const patients = await lockedRows(reader(doors.database, work), [{ type: 'Patient', id: pair.gone }, { type: 'Patient', id: merge.kept }]);
  for (const [id, other] of [[pair.gone, merge.kept], [merge.kept, pair.gone]] as const) {
    const patient = patients.get(`Patient/${id}`)?.content as Patient | null | undefined;
    if (!patient) continue;
    const { link, ...rest } = patient;
    const left = (link ?? []).filter((one) => one.other.reference !== `Patient/${other}`);
    await rewritePatient(doors, work, { ...rest, ...(id === pair.gone ? { active: true } : {}), ...(left.length === 0 ? {} : { link: left }) });
  }
  await sql`update clinical_record.merge set parted = ${work.now.toString()}::timestamptz where gone = ${pair.gone}`.execute(work.tables<unknown>());
  work.note({ subject: `Patient/${pair.gone}`, reason: pair.reason });
  return { moved: merge.moved.length };
}

/** What names the patient, except Provenance (which tells what was true then) and the two patients themselves. */
async function pointing(doors: RecordDoors, work: Work, gone: string, kept: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select distinct r.type, r.id from clinical_record.reference x join clinical_record.resource r on r.nr = x.nr and not r.gone
    where x.target_id = ${gone} and x.target_type = 'Patient' and r.type <> 'Provenance' and not (r.type = 'Patient' and r.id = any(${[gone, kept]}::text[]))`.execute(reader(doors.database, work));
  return rows;
}

async function repoint(doors: RecordDoors, work: Work, resources: readonly Moved[], from: string, to: string): Promise<void> {
  const known = await definitions();
  const rows = await lockedRows(reader(doors.database, work), resources);
  const drafts = [];
  for (const row of rows.values()) {
    if (!row.content || !isKeptType(row.type)) continue;
    const changed: Resource = rewritten(row.content, new Map([[`Patient/${from}`, `Patient/${to}`]]));
    drafts.push(await prepare(doors, known, work, changed, { id: row.id, version: row.version + 1, method: 'PUT', nr: row.nr, before: row.content }));
  }
  if (drafts.length > 0) await keep(work, drafts);
}

async function rewritePatient(doors: RecordDoors, work: Work, patient: Patient): Promise<void> {
  const row = (await lockedRows(reader(doors.database, work), [{ type: 'Patient', id: patient.id ?? '' }])).get(`Patient/${patient.id}`);
  if (!row?.content) return;
  await keep(work, [await prepare(doors, await definitions(), work, patient, { id: row.id, version: row.version + 1, method: 'PUT', nr: row.nr, before: row.content })]);
}
