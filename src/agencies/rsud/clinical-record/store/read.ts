import { sql } from 'kysely';
import type { Resource } from '@medplum/fhirtypes';
import type { CurrentRow, Reader } from './tables.ts';

/** One version as history shows it. */
export interface VersionRow {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: Temporal.Instant;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly position: bigint;
  readonly content: Resource | null;
}

/** Where a resource stands now, with its text; nothing when there never was one. */
export async function currentRow(door: Reader, type: string, id: string): Promise<CurrentRow | undefined> {
  const { rows } = await sql<CurrentRow>`
    select r.nr, r.type, r.id, r.version, r.gone, v.content, array(select c.patient from clinical_record.compartment c where c.nr = r.nr) as patients
    from clinical_record.resource r join clinical_record.version v on v.nr = r.nr and v.version = r.version where r.type = ${type} and r.id = ${id}`.execute(door);
  return rows[0];
}

/** Several as they stand now; deleted ones are left out. */
export async function currentRows(door: Reader, wanted: readonly { type: string; id: string }[]): Promise<CurrentRow[]> {
  if (wanted.length === 0) return [];
  return (await sql<CurrentRow>`
    select r.nr, r.type, r.id, r.version, r.gone, v.content, array(select c.patient from clinical_record.compartment c where c.nr = r.nr) as patients
    from clinical_record.resource r join clinical_record.version v on v.nr = r.nr and v.version = r.version
    where not r.gone and (r.type, r.id) in (select * from unnest(${wanted.map((one) => one.type)}::text[], ${wanted.map((one) => one.id)}::text[]))`.execute(door)).rows;
}

/**
 * The same for several, keyed `Type/id`, and held until the transaction ends so that nobody changes them in between. Who is about to delete also waits for everybody who is just
 * writing a reference to them (`existing`), as a foreign key would.
 */
export async function lockedRows(door: Reader, wanted: readonly { type: string; id: string }[], toDelete = false): Promise<Map<string, CurrentRow>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<CurrentRow>`select * from clinical_record.hold(${wanted.map((one) => one.type)}::text[], ${wanted.map((one) => one.id)}::text[], ${toDelete})`.execute(door);
  return new Map(rows.map((row) => [`${row.type}/${row.id}`, row]));
}

/** Which of these exist and are not deleted, as `Type/id`; they are not deleted before the transaction ends. */
export async function existing(door: Reader, wanted: readonly { type: string; id: string }[]): Promise<ReadonlySet<string>> {
  if (wanted.length === 0) return new Set();
  const { rows } = await sql<{ type: string; id: string }>`select * from clinical_record.hold_there(${wanted.map((one) => one.type)}::text[], ${wanted.map((one) => one.id)}::text[])`.execute(door);
  return new Set(rows.map((row) => `${row.type}/${row.id}`));
}

/** Who refers to these, as `Type/id` each way; Provenance, which tells what was true then, holds nothing. At most a score: enough to say who. */
export async function referringTo(door: Reader, wanted: readonly { type: string; id: string }[]): Promise<{ from: string; to: string; labels: string[] }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ from: string; to: string; labels: string[] }>`
    select distinct r.type || '/' || r.id as "from", x.target_type || '/' || x.target_id as "to", r.labels
    from clinical_record.reference x join clinical_record.resource r on r.nr = x.nr and not r.gone
    where (x.target_id, x.target_type) in (select * from unnest(${wanted.map((one) => one.id)}::text[], ${wanted.map((one) => one.type)}::text[])) and r.type <> 'Provenance'
      and (r.type, r.id) not in (select * from unnest(${wanted.map((one) => one.type)}::text[], ${wanted.map((one) => one.id)}::text[])) order by 1 limit 20`.execute(door);
  return rows;
}

/** One version of a resource, deletions included. */
export async function versionRow(door: Reader, type: string, id: string, version: number): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select r.type, r.id, v.version, v.updated, v.method, v.position, v.content from clinical_record.resource r join clinical_record.version v on v.nr = r.nr
    where r.type = ${type} and r.id = ${id} and v.version = ${version}`.execute(door);
  return rows[0];
}

/** Versions newest first: of one resource, of a type, or of everything. `before` is the position of the last one already seen. */
export async function historyRows(door: Reader, of: { type?: string | undefined; id?: string | undefined }, page: { count: number; since?: string | undefined; at?: { lo: string; hi: string } | undefined; before?: bigint | undefined }): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select r.type, r.id, v.version, v.updated, v.method, v.position, v.content from clinical_record.version v join clinical_record.resource r on r.nr = v.nr
    where true
      ${of.type === undefined ? sql`` : sql`and v.type = ${of.type}`}
      ${of.id === undefined ? sql`` : sql`and r.id = ${of.id} and r.type = ${of.type}`}
      ${page.since === undefined ? sql`` : sql`and v.updated >= ${page.since}::timestamptz`}
      ${page.at === undefined ? sql`` : sql`and v.updated < ${page.at.hi}::timestamptz and v.updated >= ${page.at.lo}::timestamptz`}
      ${page.before === undefined ? sql`` : sql`and v.position < ${String(page.before)}::bigint`}
    order by v.position desc limit ${page.count}`.execute(door);
  return rows;
}
