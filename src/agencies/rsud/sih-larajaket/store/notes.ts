import { Problem } from '#kernel/problem';
import type { Work } from '#platform/database';
import { refusals } from '../problems.ts';
import { emptyNote, type NoteBody } from '../rules/note.ts';
import type { Reader } from './reader.ts';
import type { Tables } from './tables.ts';

export interface NoteVersion { readonly version: number; readonly kind: 'draft' | 'beside' | 'merged' | 'signed' | 'amendment'; readonly base: number; readonly body: NoteBody; readonly author: string; readonly authorName: string; readonly at: Temporal.Instant; readonly reason: string | null; readonly seal: string | null }
export interface Note { readonly visitId: string; readonly author: string; readonly version: number; readonly state: 'draft' | 'signed'; readonly signedAt: Temporal.Instant | null; readonly seal: string | null; readonly body: NoteBody }

/** The note of a visit as it stands; before anything was written, an empty one of version 0. */
export async function noteOf(reader: Reader, visitId: string): Promise<Note> {
  const row = await reader.selectFrom('sih_larajaket.note as n').innerJoin('sih_larajaket.note_version as v', (join) => join.onRef('v.visit_id', '=', 'n.visit_id').onRef('v.version', '=', 'n.version'))
    .select(['n.author', 'n.version', 'n.state', 'n.signed_at', 'n.seal', 'v.body']).where('n.visit_id', '=', visitId).executeTakeFirst();
  if (!row) return { visitId, author: '', version: 0, state: 'draft', signedAt: null, seal: null, body: emptyNote };
  return { visitId, author: row.author, version: row.version, state: row.state, signedAt: row.signed_at, seal: row.seal, body: row.body };
}

/** Everything that was ever saved, newest first. */
export async function noteVersions(reader: Reader, visitId: string): Promise<NoteVersion[]> {
  const rows = await reader.selectFrom('sih_larajaket.note_version').selectAll().where('visit_id', '=', visitId).orderBy('version', 'desc').execute();
  return rows.map((row) => ({ version: row.version, kind: row.kind, base: row.base, body: row.body, author: row.author, authorName: row.author_name, at: row.at, reason: row.reason, seal: row.seal }));
}

/** Adds a version. Whether it becomes the current one is said by `current`; text saved beside another stays readable but does not stand. */
export async function addVersion(work: Work, visitId: string, given: { version: number; kind: NoteVersion['kind']; base: number; body: NoteBody; current: boolean; reason?: string; seal?: string }): Promise<void> {
  const tables = work.tables<Tables>();
  await tables.insertInto('sih_larajaket.note_version').values({ visit_id: visitId, version: given.version, kind: given.kind, base: given.base, body: JSON.stringify(given.body), author: work.actor.id, author_name: work.actor.name, at: work.now.toString(), reason: given.reason ?? null, seal: given.seal ?? null }).execute();
  if (!given.current) return;
  const signed = given.kind === 'signed' || given.kind === 'amendment';
  const sealed = signed ? { state: 'signed' as const, signed_at: work.now.toString(), seal: given.seal ?? null } : {};
  await tables.insertInto('sih_larajaket.note').values({ visit_id: visitId, author: work.actor.id, version: given.version, state: signed ? 'signed' : 'draft', signed_at: signed ? work.now.toString() : null, seal: given.seal ?? null })
    .onConflict((conflict) => conflict.column('visit_id').doUpdateSet({ version: given.version, author: work.actor.id, ...sealed })).execute();
}

/** The highest version saved, current or beside. */
export async function lastVersion(work: Work, visitId: string): Promise<number> {
  const row = await work.tables<Tables>().selectFrom('sih_larajaket.note_version').select((select) => select.fn.max('version').as('last')).where('visit_id', '=', visitId).executeTakeFirst();
  return row?.last ?? 0;
}

/** The body a version held. */
export async function bodyOfVersion(work: Work, visitId: string, version: number): Promise<NoteBody> {
  if (version === 0) return emptyNote;
  const row = await work.tables<Tables>().selectFrom('sih_larajaket.note_version').select('body').where('visit_id', '=', visitId).where('version', '=', version).executeTakeFirst();
  if (!row) throw new Problem(refusals.noteChanged);
  return row.body;
}

/** The last signed note of a person before this visit, for copying and for likeness. */
export async function previousNote(reader: Reader, personId: string, exceptVisit: string): Promise<{ visitId: string; date: string; doctorName: string; poliName: string; body: NoteBody } | undefined> {
  const row = await reader.selectFrom('sih_larajaket.visit as v').innerJoin('sih_larajaket.note as n', 'n.visit_id', 'v.id').innerJoin('sih_larajaket.note_version as t', (join) => join.onRef('t.visit_id', '=', 'n.visit_id').onRef('t.version', '=', 'n.version'))
    .select(['v.id', 'v.date', 'v.doctor_name', 'v.poli_name', 't.body']).where('v.person_id', '=', personId).where('v.id', '<>', exceptVisit).where('n.state', '=', 'signed').where('v.state', '<>', 'entered-in-error').orderBy('v.date', 'desc').orderBy('v.arrived_at', 'desc').limit(1).executeTakeFirst();
  return row && { visitId: row.id, date: row.date, doctorName: row.doctor_name, poliName: row.poli_name, body: row.body };
}
