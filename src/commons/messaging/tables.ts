import type { Generated } from 'kysely';
import type { AddressKind, ChannelName, Importance } from './types.ts';

type When = Temporal.Instant | string;

export type OutgoingStatus = 'queued' | 'parked' | 'sending' | 'uncertain' | 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | 'expired' | 'replaced' | 'cancelled';

export interface ConversationRow {
  id: string; channel: ChannelName; locale: Generated<'id' | 'en'>; state: Generated<unknown>; state_version: Generated<number>;
  handling: Generated<'bot' | 'waiting' | 'person'>; agency: string | null; assigned_to: string | null; assigned_name: string | null; handover_reason: string | null;
  handover_summary: string | null; handed_over_at: When | null; urgent: Generated<boolean>; opt_in: Generated<boolean>; blocked_reason: string | null; must_rebind: Generated<boolean>;
  display_name: string | null; last_user_at: When | null; window_expires_at: When | null; created_at: When;
}

export interface OutgoingRow {
  id: string; seq: Generated<bigint>; lane: string; conversation_id: string | null; channel: ChannelName; address: string; address_kind: AddressKind;
  kind: 'reply' | 'say' | 'notice'; template: string | null; template_version: number | null; params: unknown; body: unknown; extra: Generated<unknown>; page: Generated<number>;
  importance: Importance; priority: number; dedupe: string | null; subject: string | null; ladder: Generated<unknown>; deadline_at: When | null;
  status: OutgoingStatus; attempts: Generated<number>; next_at: When; keeps_hours: Generated<boolean>; expires_at: When | null; lease_until: When | null;
  provider_id: string | null; error_code: string | null; error: string | null; segments: number | null; cost: Generated<bigint | string>; created_at: When; accepted_at: When | null; delivered_at: When | null;
}

export interface InboxRow {
  channel: ChannelName; provider_message_id: string; sender: string | null; kind: 'message' | 'system' | 'status' | 'other'; raw: unknown; sent_at: When; received_at: When;
  processed_at: When | null; conversation_id: string | null; outcome: string | null; attempts: Generated<number>; retry_at: When | null;
}

/** The tables of this room; nobody else names them. */
export interface MessagingTables {
  'messaging.conversation': ConversationRow;
  'messaging.address': { id: string; conversation_id: string; channel: ChannelName; kind: AddressKind; value: string; since: When; ended_at: When | null; dead_since: When | null; dead_why: string | null; paced_until: When | null };
  'messaging.binding': { id: string; conversation_id: string; person_id: string; since: When; ended_at: When | null };
  'messaging.msg_in': InboxRow;
  'messaging.message': { id: string; conversation_id: string; direction: 'in' | 'out'; source: 'user' | 'bot' | 'officer' | 'service'; by: string | null; at: When; text: string; choices: unknown; outgoing_id: string | null };
  'messaging.outgoing': OutgoingRow;
  'messaging.delivery': { id: string; outgoing_id: string; channel: string; provider_id: string | null; status: string; code: string | null; at: When; recorded_at: When };
  'messaging.sender': { channel: string; paced_until: When; paused_until: When | null; paused_why: string | null };
  'messaging.token': { token: string; value: string; created_at: When };
  'messaging.template_version': { name: string; version: number; text: string; sms: string | null; title: string | null; changed_by: string; changed_at: When };
  'messaging.call_list': { id: string; outgoing_id: string; subject: string | null; phone: string | null; text: string; why: string; created_at: When; done_at: When | null; done_by: string | null; outcome: string | null };
}
