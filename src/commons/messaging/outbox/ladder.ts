import type { Work } from '#platform/database';
import type { MessagingTables } from '../tables.ts';
import type { AddressKind, ChannelName, ContactRef, Importance } from '../types.ts';

/** One way to reach a person. */
export interface Rung {
  readonly channel: ChannelName;
  readonly kind: AddressKind;
  readonly address: string;
  readonly conversationId?: string;
}

/** How long an urgent notice may stay undelivered on each channel before the next one is tried. */
const patience: Readonly<Record<ChannelName, Temporal.DurationLike>> = { telegram: { minutes: 2 }, whatsapp: { minutes: 2 }, sms: { minutes: 5 }, email: { minutes: 15 } };

/** Until when this rung must have delivered; only urgent notices have a deadline. */
export function deadlineOf(importance: Importance, channel: ChannelName, from: Temporal.Instant): Temporal.Instant | null {
  return importance === 'urgent' ? from.add(patience[channel]) : null;
}

/**
 * Every way to reach somebody, best first: free chat before paid, living addresses only. SMS comes last, and for reminders and surveys
 * only when the person asked for it.
 */
export async function waysTo(work: Work, to: ContactRef, notice: { importance: Importance; smsAllowed?: boolean | undefined }, phoneOf: (personId: string, work: Work) => Promise<string | undefined>): Promise<Rung[]> {
  const withSms = notice.importance === 'urgent' || notice.importance === 'normal' || notice.smsAllowed === true;
  if ('email' in to) return [{ channel: 'email', kind: 'email', address: to.email }];
  if ('phone' in to) return byPhone(work, to.phone, withSms);
  const conversationIds = 'conversationId' in to ? [to.conversationId] : await conversationsOf(work, to.personId);
  const rungs = await chatRungs(work, conversationIds, 'conversationId' in to ? undefined : notice);
  const phone = await phoneOfRungs(work, conversationIds) ?? ('personId' in to ? await phoneOf(to.personId, work) : undefined);
  if (rungs.length === 0 && phone) return byPhone(work, phone, withSms);
  return withSms && phone ? [...rungs, { channel: 'sms', kind: 'phone', address: phone }] : rungs;
}

async function byPhone(work: Work, phone: string, withSms: boolean): Promise<Rung[]> {
  const known = await work.tables<MessagingTables>().selectFrom('messaging.address').select(['channel', 'conversation_id', 'dead_since']).where('kind', '=', 'phone').where('value', '=', phone).where('ended_at', 'is', null).execute();
  const whatsapp = known.find((address) => address.channel === 'whatsapp');
  const rungs: Rung[] = whatsapp?.dead_since ? [] : [{ channel: 'whatsapp', kind: 'phone', address: phone, ...(whatsapp ? { conversationId: whatsapp.conversation_id } : {}) }];
  return withSms ? [...rungs, { channel: 'sms', kind: 'phone', address: phone }] : rungs;
}

async function conversationsOf(work: Work, personId: string): Promise<string[]> {
  const rows = await work.tables<MessagingTables>().selectFrom('messaging.binding as binding').innerJoin('messaging.conversation as conversation', 'conversation.id', 'binding.conversation_id').select('conversation.id')
    .where('binding.person_id', '=', personId).where('binding.ended_at', 'is', null).where('conversation.must_rebind', '=', false).orderBy('conversation.last_user_at', 'desc').execute();
  return rows.map((row) => row.id);
}

/** Living chat addresses. Without opt-in only a talk addressed directly, and only for what is urgent, is used. */
async function chatRungs(work: Work, conversationIds: readonly string[], notice: { importance: Importance } | undefined): Promise<Rung[]> {
  if (conversationIds.length === 0) return [];
  const rows = await work.tables<MessagingTables>().selectFrom('messaging.address as address').innerJoin('messaging.conversation as conversation', 'conversation.id', 'address.conversation_id')
    .select(['address.channel', 'address.kind', 'address.value', 'address.conversation_id', 'conversation.opt_in']).where('address.conversation_id', 'in', [...conversationIds]).where('address.channel', 'in', ['telegram', 'whatsapp'])
    .where('address.ended_at', 'is', null).where('address.dead_since', 'is', null).where('conversation.blocked_reason', 'is', null).orderBy('address.channel').orderBy('address.kind').orderBy('conversation.last_user_at', 'desc').execute();
  // The business-scoped id comes before the phone of the same talk: it stays when the number is hidden. One address a talk is enough.
  const seen = new Set<string>();
  return rows.filter((row) => (row.opt_in || notice === undefined) && !seen.has(row.conversation_id) && seen.add(row.conversation_id))
    .map((row) => ({ channel: row.channel, kind: row.kind, address: row.value, conversationId: row.conversation_id }));
}

async function phoneOfRungs(work: Work, conversationIds: readonly string[]): Promise<string | undefined> {
  if (conversationIds.length === 0) return undefined;
  const row = await work.tables<MessagingTables>().selectFrom('messaging.address').select('value').where('conversation_id', 'in', [...conversationIds]).where('kind', '=', 'phone').where('ended_at', 'is', null).executeTakeFirst();
  return row?.value;
}
