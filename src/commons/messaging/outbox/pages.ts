import type { Work } from '#platform/database';
import type { MessagingTables } from '../tables.ts';
import type { OutMessage } from '../types.ts';
import { sayIn } from './enqueue.ts';

/** Sends the asked page of a list that was too long for one message. Returns false when the list is gone or another conversation's. */
export async function showPage(work: Work, conversationId: string, outgoingId: string, page: number, key: string): Promise<boolean> {
  const row = await work.tables<MessagingTables>().selectFrom('messaging.outgoing').select('body').where('id', '=', outgoingId).where('conversation_id', '=', conversationId).executeTakeFirst();
  const list = row?.body as OutMessage | null | undefined;
  if (!list?.choices?.length) return false;
  await sayIn(work, conversationId, list, { kind: 'reply', key: `page:${conversationId}:${key}`, page, list: outgoingId });
  return true;
}
