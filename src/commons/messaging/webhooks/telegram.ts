import type { Update } from '@grammyjs/types';
import type { Arrival } from '../inbox/collector.ts';

/** The fact in one Telegram update, keyed by the message or tap itself: update ids start again at random after a quiet week. Returns nothing when it is not an update. */
export function readTelegramUpdate(body: unknown, now: Temporal.Instant): Arrival | undefined {
  const update = body as Update | null;
  if (typeof update !== 'object' || update === null || typeof update.update_id !== 'number') return undefined;
  const message = update.message;
  if (message) {
    const key = `m:${message.chat.id}:${message.message_id}`;
    const sentAt = Temporal.Instant.fromEpochMilliseconds(Math.min(message.date * 1000, now.epochMilliseconds));
    if (message.chat.type === 'private' && message.from) return { channel: 'telegram', key, sender: `telegram:${message.from.id}`, kind: 'message', raw: update, sentAt };
    return { channel: 'telegram', key, kind: 'other', raw: update, sentAt };
  }
  const tap = update.callback_query;
  if (tap) return { channel: 'telegram', key: `c:${tap.id}`, sender: `telegram:${tap.from.id}`, kind: 'message', raw: update, sentAt: now };
  const member = update.my_chat_member;
  if (member?.chat.type === 'private') return { channel: 'telegram', key: `u:${member.chat.id}:${member.date}:${member.new_chat_member.status}`, sender: `telegram:${member.chat.id}`, kind: 'system', raw: update, sentAt: now };
  return { channel: 'telegram', key: `u:${update.update_id}`, kind: 'other', raw: update, sentAt: now };
}
