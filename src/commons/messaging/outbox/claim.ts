import { sql, type Selectable, type Transaction } from 'kysely';
import type { Database } from '#platform/database';
import type { Channel } from '../channels/channel.ts';
import type { MessagingTables, OutgoingRow } from '../tables.ts';

export type Claimed = Selectable<OutgoingRow>;

/** How long a sender may hold a message before others think it died with it. Longer than any channel's timeout. */
const lease = { seconds: 60 };
/** How long the fate of a message nobody confirmed stays open before it is sent again. */
export const doubt = { seconds: 30 };

/**
 * Takes the messages of a channel that may leave now: due, first of their conversation, within the pace of the number as a whole and of each
 * address. The row of the channel is locked, so that several processes together keep the pace and never take one message twice.
 */
export async function claim(database: Database, channel: Channel): Promise<Claimed[]> {
  const now = database.clock.now();
  return database.journal<MessagingTables, Claimed[]>(async (tables) => {
    const allowance = await allowanceOf(tables, channel, now);
    if (allowance <= 0) return [];
    const rows = await dueRows(tables, channel, now, allowance);
    if (rows.length === 0) return [];
    await spend(tables, channel, now, rows);
    return rows;
  });
}

/** Generic cell rate algorithm: the channel's clock may run ahead of now by one second's worth of messages. */
async function allowanceOf(tables: Transaction<MessagingTables>, channel: Channel, now: Temporal.Instant): Promise<number> {
  await tables.insertInto('messaging.sender').values({ channel: channel.name, paced_until: now.toString(), paused_until: null, paused_why: null }).onConflict((conflict) => conflict.doNothing()).execute();
  const sender = await tables.selectFrom('messaging.sender').selectAll().where('channel', '=', channel.name).forUpdate().executeTakeFirstOrThrow();
  if (sender.paused_until && Temporal.Instant.compare(sender.paused_until as Temporal.Instant, now) > 0) return 0;
  const ahead = Math.max(0, (sender.paced_until as Temporal.Instant).epochMilliseconds - now.epochMilliseconds) / 1000;
  return Math.min(Math.floor((1 - ahead) * channel.pace.perSecond), 100);
}

async function dueRows(tables: Transaction<MessagingTables>, channel: Channel, now: Temporal.Instant, allowance: number): Promise<Claimed[]> {
  const at = now.toString();
  // The next message to an address may come while its clock is less than a burst ahead.
  const paceLimit = now.add({ milliseconds: channel.pace.pauseSeconds * 1000 * (channel.pace.burst - 1) }).toString();
  const { rows } = await sql<{ id: string }>`
    select due.id from messaging.outgoing due
    where due.channel = ${channel.name} and due.status = 'queued' and due.next_at <= ${at}::timestamptz
      and not exists (select 1 from messaging.outgoing ahead where ahead.lane = due.lane and ahead.seq < due.seq
        and (ahead.status in ('sending', 'uncertain') or (ahead.status = 'queued' and (ahead.next_at <= ${at}::timestamptz or ahead.attempts > 0))))
      and not exists (select 1 from messaging.outgoing other where other.lane = due.lane and other.status in ('sending', 'uncertain'))
      and not exists (select 1 from messaging.address address where address.channel = due.channel and address.value = due.address and address.ended_at is null and address.paced_until > ${paceLimit}::timestamptz)
    order by due.priority, due.next_at, due.seq limit ${allowance} for update of due skip locked`.execute(tables);
  if (rows.length === 0) return [];
  return tables.updateTable('messaging.outgoing').set({ status: 'sending', attempts: sql<number>`attempts + 1`, lease_until: now.add(lease).toString() }).where('id', 'in', rows.map((row) => row.id)).returningAll().execute();
}

async function spend(tables: Transaction<MessagingTables>, channel: Channel, now: Temporal.Instant, rows: readonly Claimed[]): Promise<void> {
  const at = now.toString();
  await sql`update messaging.sender set paced_until = greatest(paced_until, ${at}::timestamptz) + make_interval(secs => ${rows.length / channel.pace.perSecond}) where channel = ${channel.name}`.execute(tables);
  await sql`update messaging.address set paced_until = greatest(coalesce(paced_until, ${at}::timestamptz), ${at}::timestamptz) + make_interval(secs => ${channel.pace.pauseSeconds})
    where channel = ${channel.name} and ended_at is null and value = any(${rows.map((row) => row.address)}::text[])`.execute(tables);
}

/** Messages whose sender died are in doubt; doubtful ones nobody reported about are sent again; late ones are dropped. Returns how many moved. */
export async function sweep(database: Database): Promise<number> {
  const now = database.clock.now();
  const at = now.toString();
  return database.journal<MessagingTables, number>(async (tables) => {
    const orphaned = await sql`update messaging.outgoing set status = 'uncertain', error_code = 'no-answer', next_at = ${now.add(doubt).toString()}::timestamptz, lease_until = ${now.add(doubt).toString()}::timestamptz where status = 'sending' and lease_until < ${at}::timestamptz`.execute(tables);
    const unreported = await sql`update messaging.outgoing set status = 'queued', lease_until = null where status = 'uncertain' and next_at <= ${at}::timestamptz`.execute(tables);
    const late = await sql`update messaging.outgoing set status = 'expired', deadline_at = null where status in ('queued', 'parked') and expires_at <= ${at}::timestamptz`.execute(tables);
    return Number(orphaned.numAffectedRows ?? 0n) + Number(unreported.numAffectedRows ?? 0n) + Number(late.numAffectedRows ?? 0n);
  });
}
