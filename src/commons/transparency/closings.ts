import { sql } from 'kysely';
import { system } from '#kernel/actor';
import { canonicalJson, hmacSha256, sha256 } from '#kernel/digest';
import type { RandomBytes } from '#kernel/ids';
import { sumRoot } from '#kernel/merkle';
import { civilDate } from '#kernel/time';
import type { Database, Work } from '#platform/database';
import type { RecordedEvent } from '#commons/evidence';
import type { TransparencyLog } from './log.ts';
import { keepReceipt } from './receipts.ts';
import type { Tables } from './tables.ts';

/** What a daily closing publishes: the total is bound to the root, so neither can be changed alone. */
export interface ClosingPayload {
  readonly v: 1;
  readonly service: string;
  readonly day: string;
  readonly count: number;
  readonly root: string;
}

/** Fewest events a closing may count: a day of fewer is closed together with the next, so that no closing points at somebody. */
const leastEvents = 10;

/** Commits to an event for the closing of its day; an event that becomes known after its day was closed is counted today. */
export async function commit(event: RecordedEvent, work: Work, deps: { random: RandomBytes; zone: string; receiptKey: Uint8Array; receipted: ReadonlySet<string> }): Promise<void> {
  await hold(work);
  const tables = work.tables<Tables>();
  const service = event.type.split('/')[0] ?? event.type;
  const happened = civilDate(event.occurredAt, deps.zone).toString();
  const closed = await tables.selectFrom('transparency.closing').select('day').where('day', '=', happened).where('service', '=', service).executeTakeFirst();
  const day = closed ? civilDate(work.now, deps.zone).toString() : happened;
  const last = await tables.selectFrom('transparency.commitment').select('ordinal').where('day', '=', day).where('service', '=', service).orderBy('ordinal', 'desc').limit(1).executeTakeFirst();
  if (deps.receipted.has(event.type)) await keepReceipt(work, deps.receiptKey, { type: event.type, subject: event.subject, at: event.occurredAt });
  const salt = Buffer.from(deps.random(32));
  await tables.insertInto('transparency.commitment').values({
    day, service, ordinal: (last?.ordinal ?? -1) + 1, event_id: event.id, event_subject: event.subject, event_type: event.type, salt, commitment: commitmentOf(salt, event.id),
  }).execute();
}

/** HMAC-SHA256 of the event's id under a salt of its own. Without the salt nobody can tell which event it was. */
export function commitmentOf(salt: Uint8Array, eventId: string): Buffer {
  return hmacSha256(salt, eventId);
}

/**
 * Closes every finished day of every service that is not closed yet, oldest first, with an entry in the public log. What a day of too few events holds is counted in the next day.
 * A closing tells one total and no kinds of events: those are told by the figures, in windows of enough cases. Returns what was closed.
 */
export async function closeDays(database: Database, log: TransparencyLog, zone: string): Promise<ClosingPayload[]> {
  const today = civilDate(database.clock.now(), zone).toString();
  const open = await sql<{ day: string; service: string }>`select distinct day::text as day, service from transparency.commitment c
    where day < ${today}::date and not exists (select 1 from transparency.closing where closing.day = c.day and closing.service = c.service) order by 1, 2`.execute(database.read<Tables>() as never);
  const closed: ClosingPayload[] = [];
  for (const { day, service } of open.rows) {
    const payload = await database.write({ actor: system('transparency'), action: 'transparency/close-day' }, (work) => closeDay(work, log, day, service, today));
    if (payload) closed.push(payload);
  }
  return closed;
}

async function closeDay(work: Work, log: TransparencyLog, day: string, service: string, today: string): Promise<ClosingPayload | undefined> {
  await hold(work);
  const tables = work.tables<Tables>();
  const rows = await tables.selectFrom('transparency.commitment').select('commitment').where('day', '=', day).where('service', '=', service).orderBy('ordinal').execute();
  if (rows.length < leastEvents) {
    await carryOver(work, { day, service, today });
    return undefined;
  }
  const root = sumRoot(rows.map((row) => row.commitment));
  const payload: ClosingPayload = { v: 1, service, day, count: root.count, root: Buffer.from(root.hash).toString('base64') };
  const text = canonicalJson(payload);
  // After a restore a day may be closed again: the log, which forgets nothing, names what is replaced.
  const earlier = await tables.selectFrom('transparency.entry').select('id').where('subject', '=', service).where('type', 'in', ['penutupan.harian', 'koreksi']).where(sql<boolean>`body::jsonb->>'period' = ${day}`).orderBy('index', 'desc').limit(1).executeTakeFirst();
  const entry = await log.state(work, { type: earlier ? 'koreksi' : 'penutupan.harian', ...(earlier ? { replaces: earlier.id } : {}), subject: service, period: day, payloadSha256: sha256(text), method: 'pohon-jumlah-v1' });
  await tables.insertInto('transparency.closing').values({ day, service, count: root.count, root: Buffer.from(root.hash), payload: text, entry_id: entry, closed_at: work.now.toString() }).execute();
  work.note({ subject: `${service} ${day}`, count: root.count });
  return payload;
}

/** Puts the few events of a day behind those of the next open day; nothing was told about them yet. */
async function carryOver(work: Work, { day, service, today }: { day: string; service: string; today: string }): Promise<void> {
  const tables = work.tables<Tables>();
  const next = await tables.selectFrom('transparency.commitment').select('day').where('service', '=', service).where('day', '>', day).where('day', '<', today)
    .where((select) => select.not(select.exists(select.selectFrom('transparency.closing').select('day').whereRef('transparency.closing.day', '=', 'transparency.commitment.day').where('service', '=', service)))).orderBy('day').limit(1).executeTakeFirst();
  const into = next?.day ?? today;
  const last = await tables.selectFrom('transparency.commitment').select('ordinal').where('day', '=', into).where('service', '=', service).orderBy('ordinal', 'desc').limit(1).executeTakeFirst();
  await sql`update transparency.commitment c set day = ${into}::date, ordinal = moved.place + ${last?.ordinal ?? -1}::int
    from (select event_id, row_number() over (order by ordinal)::int as place from transparency.commitment where day = ${day}::date and service = ${service}) moved where c.event_id = moved.event_id`.execute(tables as never);
  work.note({ subject: `${service} ${day}`, carriedTo: into });
}

/** Committing and closing take turns, so that no commitment slips into a day while it is being closed. */
async function hold(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('transparency closing'))`.execute(work.tables<Tables>());
}
