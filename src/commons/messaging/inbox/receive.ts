import type { Selectable } from 'kysely';
import type { Logger } from 'pino';
import type { Work } from '#platform/database';
import { conversations } from '../conversations/store.ts';
import { ownPhone, rename, type PhoneOwners } from '../conversations/identity.ts';
import { maskDigits } from '../text/mask.ts';
import { isToken } from '../text/token.ts';
import type { InboxRow, MessagingTables } from '../tables.ts';
import type { Handler, Incoming, OutMessage } from '../types.ts';
import type { Content, Interpreted } from './interpret.ts';

/** What handling a message needs from the rest of the room. */
export interface Receiving {
  readonly log: Logger;
  readonly owners: PhoneOwners;
  readonly handler: () => Handler | undefined;
  /** Writes an answer into the outbox of this very write. */
  readonly reply: (work: Work, conversationId: string, message: OutMessage, key: string) => Promise<unknown>;
  /** Shows the next page of a long list again. */
  readonly showPage: (work: Work, conversationId: string, outgoingId: string, page: number, key: string) => Promise<boolean>;
  /** Tells the messenger that a tap was seen; best effort, after the commit. */
  readonly acknowledgeTap: (tapId: string) => Promise<void>;
  readonly apologise: (work: Work, conversationId: string, key: string) => Promise<void>;
  /** Messages that waited for the person to write again may go now. */
  readonly openWindow: (work: Work, conversationId: string) => Promise<void>;
}

/** A message is late when handled this long after it was written, or this long after a newer one was handled. */
const lateAfter = { minutes: 5 };
const floodAtMost = 40;

/** One message and everything it causes, inside one write. Returns the outcome for the record. */
export async function receive(deps: Receiving, work: Work, conversationId: string, row: Selectable<InboxRow>, read: Interpreted): Promise<string> {
  const tables = work.tables<MessagingTables>();
  const before = await tables.selectFrom('messaging.conversation').selectAll().where('id', '=', conversationId).forUpdate().executeTakeFirstOrThrow();
  work.note({ subject: conversationId });
  if (read.notification) return noticed(work, conversationId, read.notification);
  if (!read.content) return 'nothing for us';
  const { tapId } = read;
  if (tapId) work.after(() => deps.acknowledgeTap(tapId));

  const sentAt = row.sent_at as Temporal.Instant;
  const lastUserAt = before.last_user_at as Temporal.Instant | null;
  await heard(work, conversationId, sentAt, lastUserAt, row.channel === 'whatsapp');
  await deps.openWindow(work, conversationId);
  const content = await meaningOf(work, read.content);
  await tables.insertInto('messaging.message').values({ id: work.newId(), conversation_id: conversationId, direction: 'in', source: 'user', by: null, at: sentAt.toString(), text: maskDigits(read.words).slice(0, 8000), choices: null, outgoing_id: null }).execute();
  if (content.phone && row.channel === 'telegram') await keepOwnPhone(deps, work, conversationId, content.phone);
  work.emit({ type: 'messaging/received', version: 1, subject: conversationId, data: { channel: row.channel, kind: content.kind } });

  const key = row.provider_message_id;
  if (before.blocked_reason !== null) return 'blocked';
  if (await isFlood(work, row)) return hold(deps, work, conversationId);
  const more = /^more\|([0-9a-f-]{36})\|(\d{1,2})$/.exec(content.choiceId ?? '');
  if (more) return (await deps.showPage(work, conversationId, more[1] ?? '', Number(more[2]), key)) ? 'page' : reply(deps, work, conversationId, [staleList], key);

  const conversation = await conversations.find(work, conversationId);
  const handler = deps.handler();
  if (!conversation || !handler) return 'no handler';
  const incoming: Incoming = { id: key, conversationId, channel: row.channel, sentAt, receivedAt: row.received_at as Temporal.Instant, late: isLate(work.now, sentAt, lastUserAt), conversation, ...content };
  return reply(deps, work, conversationId, await handler(incoming, work), key);
}

async function reply(deps: Receiving, work: Work, conversationId: string, answers: readonly OutMessage[], key: string): Promise<string> {
  for (const [index, answer] of answers.entries()) await deps.reply(work, conversationId, answer, `reply:${conversationId}:${key}:${index}`);
  return answers.length > 0 ? 'answered' : 'heard';
}

const staleList: OutMessage = { text: 'Daftar ini sudah tidak berlaku. Tulis "menu" untuk memulai lagi.' };

async function noticed(work: Work, conversationId: string, notification: NonNullable<Interpreted['notification']>): Promise<string> {
  if (notification.is === 'renamed') {
    await rename(work, conversationId, notification.from, notification.to);
    return 'renamed';
  }
  const left = notification.is === 'left';
  await work.tables<MessagingTables>().updateTable('messaging.address').set({ dead_since: left ? work.now.toString() : null, dead_why: left ? 'blocked by the user' : null }).where('conversation_id', '=', conversationId).where('channel', '=', 'telegram').execute();
  return notification.is;
}

/** The 24-hour window opens with the person's newest message; whoever writes is alive. */
async function heard(work: Work, conversationId: string, sentAt: Temporal.Instant, lastUserAt: Temporal.Instant | null, hasWindow: boolean): Promise<void> {
  const tables = work.tables<MessagingTables>();
  await tables.updateTable('messaging.address').set({ dead_since: null, dead_why: null }).where('conversation_id', '=', conversationId).where('dead_since', 'is not', null).execute();
  if (lastUserAt && Temporal.Instant.compare(sentAt, lastUserAt) <= 0) return;
  await tables.updateTable('messaging.conversation').set({ last_user_at: sentAt.toString(), window_expires_at: hasWindow ? sentAt.add({ hours: 24 }).toString() : null }).where('id', '=', conversationId).execute();
}

async function meaningOf(work: Work, content: Content): Promise<Content> {
  if (content.choiceId === undefined || !isToken(content.choiceId)) return content;
  const row = await work.tables<MessagingTables>().selectFrom('messaging.token').select('value').where('token', '=', content.choiceId).executeTakeFirst();
  return row ? { ...content, choiceId: row.value } : content;
}

async function keepOwnPhone(deps: Receiving, work: Work, conversationId: string, phone: string): Promise<void> {
  const tables = work.tables<MessagingTables>();
  await tables.insertInto('messaging.address').values({ id: work.newId(), conversation_id: conversationId, channel: 'sms', kind: 'phone', value: phone, since: work.now.toString(), ended_at: null, dead_since: null, dead_why: null, paced_until: null }).onConflict((conflict) => conflict.doNothing()).execute();
  await ownPhone(work, deps.owners, { phone, conversationId });
}

function isLate(now: Temporal.Instant, sentAt: Temporal.Instant, lastUserAt: Temporal.Instant | null): boolean {
  const limit = sentAt.add(lateAfter);
  return Temporal.Instant.compare(now, limit) > 0 || (lastUserAt !== null && Temporal.Instant.compare(lastUserAt, limit) > 0);
}

async function isFlood(work: Work, row: Selectable<InboxRow>): Promise<boolean> {
  const { count } = await work.tables<MessagingTables>().selectFrom('messaging.msg_in').select((e) => e.fn.countAll<bigint>().as('count')).where('sender', '=', row.sender)
    .where('processed_at', '>', work.now.subtract({ minutes: 1 }).toString()).executeTakeFirstOrThrow();
  return Number(count) >= floodAtMost;
}

/** Too many messages in a minute: kept and shown to officers, answered once a minute. */
async function hold(deps: Receiving, work: Work, conversationId: string): Promise<string> {
  const minute = Math.floor(work.now.epochMilliseconds / 60_000);
  await deps.reply(work, conversationId, { text: 'Pesan Anda banyak sekali dalam satu menit. Tunggu sebentar, lalu tulis lagi keperluan Anda dalam satu pesan.' }, `flood:${conversationId}:${minute}`);
  return 'held';
}
