import { sql } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import { Problem } from '#kernel/problem';
import type { Database, Work } from '#platform/database';
import { refusals } from '../problems.ts';
import type { DispatchTables } from '../tables.ts';
import type { Sheet, Visit } from '../types.ts';

export type Reader = Pick<ReadonlyKysely<DispatchTables>, 'selectFrom'>;
type VisitRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

/** Reads inside the write when there is one, else from the pool. */
export function readerOf(database: Database, within?: Work): Reader {
  return within ? within.tables<DispatchTables>() : database.read<DispatchTables>();
}

export async function findVisit(reader: Reader, id: string): Promise<Visit | undefined> {
  const row = await findRow(reader, id);
  return row && toVisit(row);
}

/** The visit, or the problem that it is unknown. */
export async function requireVisit(reader: Reader, id: string): Promise<Visit> {
  const visit = await findVisit(reader, id);
  if (!visit) throw new Problem(refusals.unknownVisit);
  return visit;
}

export interface VisitQuery {
  readonly service?: string | undefined;
  readonly agency?: string | undefined;
  readonly ref?: string | undefined;
  readonly date?: string | undefined;
  readonly officer?: string | undefined;
  readonly statuses?: readonly Visit['status'][] | undefined;
}

/** Visits that fit every given condition, by day, officer and place in the route. At most 500. */
export async function findVisits(reader: Reader, query: VisitQuery): Promise<Visit[]> {
  let rows = reader.selectFrom('dispatch.visit').selectAll().orderBy('date').orderBy('officer').orderBy('trip').orderBy('place').orderBy('created_at').limit(500);
  if (query.service !== undefined) rows = rows.where('service', '=', query.service);
  if (query.agency !== undefined) rows = rows.where('agency', '=', query.agency);
  if (query.ref !== undefined) rows = rows.where(sql<boolean>`refs @> array[${query.ref}]::text[]`);
  if (query.date !== undefined) rows = rows.where('date', '=', query.date);
  if (query.officer !== undefined) rows = rows.where('officer', '=', query.officer);
  if (query.statuses !== undefined) rows = rows.where('status', 'in', [...query.statuses]);
  return (await rows.execute()).map(toVisit);
}

function findRow(reader: Reader, id: string) {
  return reader.selectFrom('dispatch.visit').selectAll().where('id', '=', id).executeTakeFirst();
}

export function toVisit(row: VisitRow): Visit {
  return {
    id: row.id, service: row.service, agency: row.agency, kind: row.kind, refs: row.refs, code: row.code, district: row.district, village: row.village ?? undefined,
    latitude: row.latitude, longitude: row.longitude, approximate: row.approximate, river: row.river, minutes: row.minutes, load: row.load, skills: row.skills, priority: row.priority,
    sheet: row.sheet as Sheet, date: row.date ?? undefined, half: row.half ?? undefined, firstPromise: row.first_promise ?? undefined, status: row.status, attempts: row.attempts,
    officer: row.officer ?? undefined, pinned: row.pinned, trip: row.trip ?? undefined, place: row.place ?? undefined, eta: row.eta ?? undefined, departedAt: row.departed_at ?? undefined,
    arrivedAt: row.arrived_at ?? undefined, finishedAt: row.finished_at ?? undefined, why: row.why ?? undefined, version: row.version, revision: row.revision,
  };
}
