import type { Actor } from '#kernel/actor';
import type { Database } from '#platform/database';
import { conversations, type Line } from '../conversations/store.ts';
import type { MessagingTables } from '../tables.ts';
import { maySee } from './actions.ts';

export interface Handed {
  readonly id: string; readonly channel: string; readonly displayName: string; readonly handling: string; readonly assignedTo: string | null; readonly assignedName: string | null; readonly urgent: boolean;
  readonly since: Temporal.Instant | null; readonly reason: string; readonly summary: string; readonly windowOpen: boolean;
  /** Why it is blocked; nothing while it is not. */
  readonly blocked: string | null;
}

export interface ToCall { readonly id: string; readonly phone: string | null; readonly text: string; readonly why: string; readonly at: Temporal.Instant }

/** What the desk of one agency shows. */
export function deskReads(database: Database, agencyOf: (service: string) => string | undefined) {
  const read = () => database.read<MessagingTables>();
  return {
    /** Conversations handed to the agency, urgent ones first, then the longest waiting. */
    async handed(actor: Actor): Promise<Handed[]> {
      if (!actor.agency) return [];
      const rows = await read().selectFrom('messaging.conversation').selectAll().where('agency', '=', actor.agency).where('handling', '<>', 'bot').orderBy('urgent', 'desc').orderBy('handed_over_at').limit(200).execute();
      return rows.filter((row) => maySee(actor, row)).map((row) => ({
        id: row.id, channel: row.channel, displayName: row.display_name ?? 'Tanpa nama', handling: row.handling, assignedTo: row.assigned_to, assignedName: row.assigned_name, urgent: row.urgent, since: row.handed_over_at as Temporal.Instant | null,
        reason: row.handover_reason ?? '', summary: row.handover_summary ?? '', blocked: row.blocked_reason,
        windowOpen: row.channel !== 'whatsapp' || (row.window_expires_at !== null && Temporal.Instant.compare(row.window_expires_at as Temporal.Instant, database.clock.now()) > 0),
      }));
    },

    transcript: (conversationId: string): Promise<Line[]> => conversations.transcript({ tables: () => read() as never }, conversationId, 100),

    /** Urgent notices of the agency's services that nobody could deliver. */
    async toCall(actor: Actor): Promise<ToCall[]> {
      const rows = await read().selectFrom('messaging.call_list as call').innerJoin('messaging.outgoing as outgoing', 'outgoing.id', 'call.outgoing_id').select(['call.id', 'call.phone', 'call.text', 'call.why', 'call.created_at', 'outgoing.extra']).where('call.done_at', 'is', null).orderBy('call.created_at').limit(200).execute();
      return rows.filter((row) => actor.agency !== undefined && agencyOf((row.extra as { service?: string }).service ?? '') === actor.agency).map((row) => ({ id: row.id, phone: row.phone, text: row.text, why: row.why, at: row.created_at as Temporal.Instant }));
    },

    /** Persons the talk is bound to, for the log of readings. */
    async persons(conversationId: string): Promise<string[]> {
      return conversations.boundTo({ tables: () => read() as never }, conversationId);
    },
  };
}
