import { sql } from 'kysely';
import { readCrockford } from '#kernel/ids';
import { atWallClock } from '#kernel/time';
import type { Database } from '#platform/database';
import type { ComplaintState } from './procedure.ts';
import type { ComplaintTables } from './tables.ts';

/** A complaint as the public may know it: the words only when a moderator let them through. */
export interface PublicComplaint {
  readonly tracking: string;
  readonly service: string | undefined;
  readonly agency: string | undefined;
  readonly district: string | undefined;
  readonly state: ComplaintState;
  readonly words: string | undefined;
  readonly receivedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant | undefined;
  readonly closedAt: Temporal.Instant | undefined;
  readonly entries: readonly { readonly verb: string; readonly at: Temporal.Instant; readonly words: string | undefined; readonly within: boolean | undefined }[];
}

/** What a tracking number shows to whoever holds it. */
export async function complaintOf(database: Database, tracking: string): Promise<PublicComplaint | undefined> {
  const tables = database.read<ComplaintTables>();
  const row = await tables.selectFrom('complaints.complaint').selectAll().where('tracking', '=', readCrockford(tracking)).executeTakeFirst();
  if (!row) return undefined;
  const entries = await tables.selectFrom('complaints.entry').selectAll().where('complaint', '=', row.id).orderBy('at').orderBy('id').execute();
  return { ...publicOf(row), entries: entries.map((entry) => ({ verb: entry.verb, at: entry.at, words: row.confidential ? undefined : entry.words ?? undefined, within: entry.within ?? undefined })) };
}

/** Published complaints, newest first; `before` continues a list. */
export async function publishedComplaints(database: Database, options: { limit?: number; before?: Temporal.Instant | undefined; service?: string | undefined } = {}): Promise<PublicComplaint[]> {
  let query = database.read<ComplaintTables>().selectFrom('complaints.complaint').selectAll().where('shown', '=', 'shown').orderBy('received_at', 'desc').limit(options.limit ?? 20);
  if (options.before) query = query.where('received_at', '<', sql<Temporal.Instant>`${options.before.toString()}::timestamptz`);
  if (options.service) query = query.where('service', '=', options.service);
  return (await query.execute()).map((row) => ({ ...publicOf(row), entries: [] }));
}

export interface DeskComplaint extends PublicComplaint {
  readonly masked: string;
  readonly holdsPersonal: boolean;
  readonly confidential: boolean;
  readonly shown: 'waiting' | 'shown' | 'withheld';
  readonly settleBy: Temporal.Instant | undefined;
}

/** What LAPOR! was not told yet though it was tried: how many, and the newest cause. Nothing when all is well. */
export async function laporTrouble(database: Database): Promise<{ waiting: number; why: string } | undefined> {
  const rows = await database.read<ComplaintTables>().selectFrom('complaints.lapor').select('last_failure').where('failures', '>', 0).orderBy('synced_at', 'desc').execute();
  return rows[0] && { waiting: rows.length, why: rows[0].last_failure ?? '' };
}

/** What waits for an officer, first due first. `agency`: only what that agency answers. */
export async function deskComplaints(database: Database, where: { agency?: string | undefined }): Promise<DeskComplaint[]> {
  let query = database.read<ComplaintTables>().selectFrom('complaints.complaint').selectAll().where((build) => build.or([build('due_at', 'is not', null), build('shown', '=', 'waiting')])).orderBy(sql`due_at nulls last`).limit(200);
  if (where.agency) query = query.where('agency', '=', where.agency).where('state', '<>', 'diterima');
  return (await query.execute()).map((row) => ({ ...publicOf(row), entries: [], masked: row.words_masked, holdsPersonal: row.holds_personal, confidential: row.confidential, shown: row.shown, settleBy: row.settle_by ?? undefined }));
}

/** Complaints about a service, or forwarded to an agency, received between two days, and how many were answered; what was no complaint or went elsewhere does not count. */
export async function solvedOf(database: Database, zone: string, about: string | { readonly agency: string }, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<{ all: number; solved: number; late: number }> {
  const { rows } = await sql<{ all: number; solved: number; late: number }>`
    select count(*)::int as all, count(*) filter (where state in ('dijawab', 'selesai'))::int as solved,
      count(*) filter (where due_at < ${database.clock.now().toString()}::timestamptz and state in ('diterima', 'diteruskan'))::int as late
    from complaints.complaint where ${typeof about === 'string' ? sql`service = ${about}` : sql`agency = ${about.agency}`} and state not in ('ditolak', 'dialihkan')
      and received_at >= ${atWallClock(from, '00:00', zone).toString()}::timestamptz and received_at < ${atWallClock(to.add({ days: 1 }), '00:00', zone).toString()}::timestamptz`.execute(database.read() as never);
  return rows[0] ?? { all: 0, solved: 0, late: 0 };
}

function publicOf(row: { tracking: string; service: string | null; agency: string | null; district: string | null; state: ComplaintState; shown: string; words_masked: string; received_at: Temporal.Instant; due_at: Temporal.Instant | null; closed_at: Temporal.Instant | null }) {
  return {
    tracking: row.tracking, service: row.service ?? undefined, agency: row.agency ?? undefined, district: row.district ?? undefined, state: row.state, words: row.shown === 'shown' ? row.words_masked : undefined,
    receivedAt: row.received_at, dueAt: row.due_at ?? undefined, closedAt: row.closed_at ?? undefined,
  };
}
