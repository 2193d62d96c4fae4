import { sql, type Selectable } from 'kysely';
import type { Work } from '#platform/database';
import { Problem } from '#kernel/problem';
import { maskDigits } from '../text/mask.ts';
import { refusals } from '../problems.ts';
import type { ConversationRow, MessagingTables } from '../tables.ts';
import type { Conversation } from '../types.ts';

export interface Line { readonly at: Temporal.Instant; readonly from: 'user' | 'bot' | 'officer' | 'service'; readonly by?: string; readonly text: string; readonly choices: readonly string[] }

/** What is kept about talks. All functions run inside the caller's write. */
export const conversations = {
  async find(work: Pick<Work, 'tables'>, id: string): Promise<Conversation | undefined> {
    const tables = work.tables<MessagingTables>();
    const row = await tables.selectFrom('messaging.conversation').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return undefined;
    const phone = await tables.selectFrom('messaging.address').select('value').where('conversation_id', '=', id).where('kind', '=', 'phone').where('ended_at', 'is', null).executeTakeFirst();
    return readConversation(row, phone?.value);
  },

  /** Keeps the dialogue's state. The version counts up by one each time. */
  async saveState(work: Work, id: string, state: Readonly<Record<string, unknown>>): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ state: JSON.stringify(state), state_version: sql<number>`state_version + 1` }).where('id', '=', id).execute();
  },

  async setLocale(work: Work, id: string, locale: 'id' | 'en'): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ locale }).where('id', '=', id).execute();
  },

  /** Withdrawn, only answers to the person's own messages are sent. */
  async optIn(work: Work, id: string, wanted: boolean): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ opt_in: wanted }).where('id', '=', id).execute();
  },

  /** A blocked talk is stored but not answered until somebody lifts it (`reason` null). */
  async block(work: Work, id: string, reason: string | null): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ blocked_reason: reason }).where('id', '=', id).execute();
    work.note({ subject: id, blocked: reason });
  },

  /** Says that this talk is with this person (or one who acts for them). Ends the suspension after a change of number. */
  async bind(work: Work, about: { conversationId: string; personId: string }): Promise<void> {
    const tables = work.tables<MessagingTables>();
    const { must_rebind: suspended } = await tables.selectFrom('messaging.conversation').select('must_rebind').where('id', '=', about.conversationId).executeTakeFirstOrThrow(() => new Problem(refusals.unknownConversation));
    // Whoever proved who they are after a change of number starts afresh: earlier bindings may be of the number's former holder.
    if (suspended) await endBindings(work, about.conversationId);
    await sql`insert into messaging.binding (id, conversation_id, person_id, since) values (${work.newId()}, ${about.conversationId}, ${about.personId}, ${work.now.toString()}::timestamptz)
      on conflict (conversation_id, person_id) where ended_at is null do nothing`.execute(tables);
    await tables.updateTable('messaging.conversation').set({ must_rebind: false }).where('id', '=', about.conversationId).execute();
  },

  async unbind(work: Work, about: { conversationId: string; personId: string }): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.binding').set({ ended_at: work.now.toString() }).where('conversation_id', '=', about.conversationId).where('person_id', '=', about.personId).where('ended_at', 'is', null).execute();
  },

  /** Ids of the persons this talk may speak about; none while a change of number waits for proof. */
  async boundTo(work: Pick<Work, 'tables'>, conversationId: string): Promise<string[]> {
    const rows = await work.tables<MessagingTables>().selectFrom('messaging.binding as binding').innerJoin('messaging.conversation as conversation', 'conversation.id', 'binding.conversation_id')
      .select('binding.person_id').where('conversation.id', '=', conversationId).where('conversation.must_rebind', '=', false).where('binding.ended_at', 'is', null).orderBy('binding.since').execute();
    return rows.map((row) => row.person_id);
  },

  /** Asks for a person: the talk appears on the desk of the agency with all that was said. */
  async handOver(work: Work, about: { conversationId: string; agency: string; reason: string; summary: string; urgent?: boolean }): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.conversation').set({
      handling: 'waiting', agency: about.agency, handover_reason: about.reason, handover_summary: maskDigits(about.summary), handed_over_at: work.now.toString(), urgent: about.urgent ?? false, assigned_to: null, assigned_name: null,
    }).where('id', '=', about.conversationId).execute();
    work.emit({ type: 'messaging/handed-over', version: 1, subject: about.conversationId, data: { agency: about.agency, urgent: about.urgent ?? false } });
  },

  /** Gives the talk back to the assistant. */
  async handBack(work: Work, about: { conversationId: string; note?: string }): Promise<void> {
    await work.tables<MessagingTables>().updateTable('messaging.conversation').set({ handling: 'bot', assigned_to: null, assigned_name: null, urgent: false }).where('id', '=', about.conversationId).execute();
    work.note({ subject: about.conversationId, ...(about.note ? { note: maskDigits(about.note) } : {}) });
  },

  /** What was said, oldest first, digits that could be a NIK masked. */
  async transcript(work: Pick<Work, 'tables'>, conversationId: string, limit = 50): Promise<Line[]> {
    const rows = await work.tables<MessagingTables>().selectFrom('messaging.message').selectAll().where('conversation_id', '=', conversationId).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    return rows.reverse().map((row) => ({ at: row.at as Temporal.Instant, from: row.source, text: row.text, choices: (row.choices as string[] | null) ?? [], ...(row.by ? { by: row.by } : {}) }));
  },

  /** "Hapus data saya": texts, raw content and bindings end here; keys of delivery stay without content. */
  async erase(work: Work, conversationId: string): Promise<void> {
    const tables = work.tables<MessagingTables>();
    await endBindings(work, conversationId);
    await tables.updateTable('messaging.message').set({ text: '(dihapus atas permintaan)', choices: null }).where('conversation_id', '=', conversationId).execute();
    await tables.updateTable('messaging.msg_in').set({ raw: null }).where('conversation_id', '=', conversationId).where('processed_at', 'is not', null).execute();
    await tables.updateTable('messaging.outgoing').set({ body: null, params: null }).where('conversation_id', '=', conversationId).where('status', 'in', ['delivered', 'read', 'failed', 'expired', 'replaced', 'cancelled']).execute();
    await tables.updateTable('messaging.conversation').set({ state: '{}', display_name: null, handover_summary: null }).where('id', '=', conversationId).execute();
    work.note({ subject: conversationId, erased: true });
  },
};

/** A row as the rest of the house reads it. */
function readConversation(row: SelectableConversation, phone: string | undefined): Conversation {
  return {
    id: row.id, channel: row.channel, locale: row.locale, state: (row.state ?? {}) as Record<string, unknown>, stateVersion: row.state_version, handling: row.handling,
    optIn: row.opt_in, blocked: row.blocked_reason !== null, mustRebind: row.must_rebind,
    ...(row.agency ? { agency: row.agency } : {}), ...(row.assigned_to ? { assignedTo: row.assigned_to } : {}), ...(row.display_name ? { displayName: row.display_name } : {}),
    ...(phone ? { phone } : {}), ...(row.last_user_at ? { lastUserAt: row.last_user_at as Temporal.Instant } : {}), ...(row.window_expires_at ? { windowExpiresAt: row.window_expires_at as Temporal.Instant } : {}),
  };
}

type SelectableConversation = Selectable<ConversationRow>;

async function endBindings(work: Work, conversationId: string): Promise<void> {
  await work.tables<MessagingTables>().updateTable('messaging.binding').set({ ended_at: work.now.toString() }).where('conversation_id', '=', conversationId).where('ended_at', 'is', null).execute();
}
