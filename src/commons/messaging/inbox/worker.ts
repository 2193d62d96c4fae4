import { sql, type Selectable } from 'kysely';
import type { Actor, Channel } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import { Problem } from '#kernel/problem';
import { meet } from '../conversations/identity.ts';
import type { InboxRow, MessagingTables } from '../tables.ts';
import type { ChannelName } from '../types.ts';
import { interpret, type Interpreted } from './interpret.ts';
import { receive, type Receiving } from './receive.ts';

type Row = Selectable<InboxRow>;

/** Another process has this message, or there is none left: the write is undone, so that it leaves no audit entry about nothing. */
class NothingToDo extends Error {}

const attemptsAtMost = 5;

/** Handles stored messages, one at a time for each sender, several senders at once. Any number of processes may run it. */
export function openInboxWorker(deps: { database: Database; lanes: number } & Receiving): { drain(): Promise<number> } {
  const { database } = deps;

  /** Senders whose oldest unhandled message is due, the longest waiting first. */
  async function waitingSenders(): Promise<string[]> {
    const now = database.clock.now().toString();
    const rows = await database.read<MessagingTables>().selectFrom('messaging.msg_in').select('sender').where('processed_at', 'is', null).where('sender', 'is not', null)
      .groupBy('sender').having(sql<boolean>`bool_and(retry_at is null or retry_at <= ${now}::timestamptz)`).orderBy(sql`min(received_at)`).limit(200).execute();
    return rows.flatMap((row) => (row.sender === null ? [] : [row.sender]));
  }

  async function drainSender(sender: string): Promise<number> {
    for (let handled = 0; ;) {
      const row = await oldest(sender);
      if (!row || !isDue(row)) return handled;
      if (!(await handle(row))) return handled;
      handled += 1;
    }
  }

  async function oldest(sender: string): Promise<Row | undefined> {
    return database.read<MessagingTables>().selectFrom('messaging.msg_in').selectAll().where('sender', '=', sender).where('processed_at', 'is', null).orderBy('sent_at').orderBy('provider_message_id').limit(1).executeTakeFirst();
  }

  function isDue(row: Row): boolean {
    return row.retry_at === null || Temporal.Instant.compare(row.retry_at as Temporal.Instant, database.clock.now()) <= 0;
  }

  /** One message, one write. Returns false when the sender must wait. */
  async function handle(row: Row): Promise<boolean> {
    const read = interpret(row.channel, row.raw);
    try {
      if (!read || row.attempts >= attemptsAtMost) await giveUp(row, read);
      else await database.write({ actor: await actorOf(row.channel, read), action: 'messaging/receive' }, (work) => receiveLocked(work, row, read));
      return true;
    } catch (error) {
      if (error instanceof NothingToDo) return false;
      // A refusal is an answer, not a fault: what the handler began is undone, and the person reads what to do next.
      if (error instanceof Problem && read) {
        await settleWith(row, read, 'refused', (work) => deps.reply(work, work.actor.id, { text: error.detail }, `refused:${work.actor.id}:${row.provider_message_id}`));
        return true;
      }
      await postpone(row, error);
      return false;
    }
  }

  async function receiveLocked(work: Work, row: Row, read: Interpreted): Promise<void> {
    const tables = work.tables<MessagingTables>();
    // The sender's messages are handled one after another over all processes; whoever comes second leaves them to the first.
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`messaging ${row.sender}`}, 0)) as got`.execute(tables);
    if (!rows[0]?.got) throw new NothingToDo();
    const earliest = await tables.selectFrom('messaging.msg_in').select('provider_message_id').where('sender', '=', row.sender).where('processed_at', 'is', null).orderBy('sent_at').orderBy('provider_message_id').limit(1).forUpdate().executeTakeFirst();
    if (earliest?.provider_message_id !== row.provider_message_id) throw new NothingToDo();
    const conversationId = work.actor.id;
    const outcome = await receive(deps, work, conversationId, row, read);
    await markHandled(work, row, conversationId, outcome);
  }

  /** Who speaks: the conversation itself is the actor, so that an action run for it knows its channel and the audit names no person. */
  async function actorOf(channel: ChannelName, read: Interpreted): Promise<Actor> {
    const known = await database.read<MessagingTables>().selectFrom('messaging.address').select(['conversation_id', 'value']).where('channel', '=', channel).where('value', 'in', read.identity.addresses.map((address) => address.value)).where('ended_at', 'is', null).execute();
    const isComplete = known.length === read.identity.addresses.length && new Set(known.map((address) => address.conversation_id)).size === 1;
    const id = isComplete ? known[0]?.conversation_id : undefined;
    return speaker(id ?? await database.write({ actor: speaker('new', channel), action: 'messaging/meet' }, (work) => meet(work, read.identity, deps.owners)), channel);
  }

  async function markHandled(work: Work, row: Row, conversationId: string | null, outcome: string): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.msg_in').set({ processed_at: work.now.toString(), conversation_id: conversationId, outcome })
      .where('channel', '=', row.channel).where('provider_message_id', '=', row.provider_message_id).execute();
  }

  /** A message no attempt could handle must not hold back the ones after it: a person looks at it instead. */
  async function giveUp(row: Row, read: Interpreted | undefined): Promise<void> {
    if (!read) {
      await database.journal<MessagingTables, void>(async (tables) => { await tables.updateTable('messaging.msg_in').set({ processed_at: database.clock.now().toString(), outcome: 'nothing for us' }).where('channel', '=', row.channel).where('provider_message_id', '=', row.provider_message_id).execute(); });
      return;
    }
    await settleWith(row, read, 'failed', (work) => deps.apologise(work, work.actor.id, row.provider_message_id));
  }

  async function settleWith(row: Row, read: Interpreted, outcome: string, answer: (work: Work) => Promise<unknown>): Promise<void> {
    await database.write({ actor: await actorOf(row.channel, read), action: 'messaging/settle' }, async (work) => {
      await answer(work);
      await markHandled(work, row, work.actor.id, outcome);
      work.note({ subject: work.actor.id, outcome, attempts: row.attempts });
    });
  }

  async function postpone(row: Row, error: unknown): Promise<void> {
    deps.log.error({ err: error, channel: row.channel, attempt: row.attempts + 1 }, 'message not handled');
    const retryAt = database.clock.now().add({ milliseconds: 1000 * 4 ** row.attempts });
    await database.journal<MessagingTables, void>(async (tables) => {
      await tables.updateTable('messaging.msg_in').set({ attempts: row.attempts + 1, retry_at: retryAt.toString() }).where('channel', '=', row.channel).where('provider_message_id', '=', row.provider_message_id).where('processed_at', 'is', null).execute();
    });
  }

  return {
    async drain() {
      for (let total = 0; ;) {
        const senders = await waitingSenders();
        let handled = 0;
        const next = senders[Symbol.iterator]();
        // Each lane takes the next sender as soon as it is free: one long talk does not hold up the others.
        await Promise.all(Array.from({ length: deps.lanes }, async () => { for (const sender of next) handled += await drainSender(sender); }));
        total += handled;
        if (handled === 0) return total;
      }
    },
  };
}

function speaker(id: string, channel: ChannelName): Actor {
  return { kind: 'resident', id, name: 'Pengguna chat', permissions: new Set(), channel: channel satisfies Channel };
}
