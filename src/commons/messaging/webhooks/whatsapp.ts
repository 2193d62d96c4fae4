import { sha256 } from '#kernel/digest';
import type { Arrival } from '../inbox/collector.ts';

/** What we keep of one WhatsApp message: the message, and the contact card that came with it. */
export interface WhatsAppRaw {
  readonly message?: WhatsAppMessage;
  readonly contact?: WhatsAppContact;
  readonly status?: WhatsAppStatus;
  readonly change?: unknown;
}

export interface WhatsAppMessage {
  readonly id: string;
  /** Phone without plus; absent when the person hides the number. */
  readonly from?: string;
  /** Business-scoped user id, `ID.abc…`. */
  readonly from_user_id?: string;
  readonly group_id?: string;
  readonly timestamp: string;
  readonly type: string;
  readonly text?: { readonly body?: string };
  readonly button?: { readonly payload?: string; readonly text?: string };
  readonly interactive?: { readonly type?: string; readonly button_reply?: { readonly id: string; readonly title?: string }; readonly list_reply?: { readonly id: string; readonly title?: string }; readonly nfm_reply?: { readonly response_json?: string } };
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly contacts?: readonly { readonly phones?: readonly { readonly phone?: string; readonly wa_id?: string }[] }[];
  readonly system?: { readonly type?: string; readonly wa_id?: string; readonly new_wa_id?: string; readonly user_id?: string; readonly previous_user_id?: string };
  readonly image?: { readonly id: string }; readonly document?: { readonly id: string }; readonly audio?: { readonly id: string }; readonly video?: { readonly id: string }; readonly sticker?: { readonly id: string };
}

export interface WhatsAppContact { readonly profile?: { readonly name?: string }; readonly wa_id?: string; readonly user_id?: string }

export interface WhatsAppStatus {
  readonly id: string;
  readonly status: string;
  readonly timestamp: string;
  readonly biz_opaque_callback_data?: string;
  readonly errors?: readonly { readonly code?: number; readonly title?: string }[];
}

interface Change { readonly field?: string; readonly value?: { readonly contacts?: readonly WhatsAppContact[]; readonly messages?: readonly WhatsAppMessage[]; readonly statuses?: readonly WhatsAppStatus[] } }

/** Every fact in one webhook body; one POST may hold many. Unknown kinds are kept too, keyed by their content. Returns nothing when the body is not a WhatsApp webhook. */
export function readWhatsAppWebhook(body: unknown, now: Temporal.Instant): Arrival[] | undefined {
  const payload = body as { object?: unknown; entry?: readonly { readonly changes?: readonly Change[] }[] } | null;
  if (payload?.object !== 'whatsapp_business_account' || payload.entry === undefined) return undefined;
  return listOf(payload.entry).flatMap((entry) => listOf(entry?.changes).flatMap((change) => readChange(change, now)));
}

function readChange(change: Change, now: Temporal.Instant): Arrival[] {
  const value = change?.value;
  if (change?.field !== 'messages' || !value) return [other(change, now)];
  const messages = listOf(value.messages).filter((message) => typeof message?.id === 'string').map((message) => readMessage(message, value, now));
  const statuses = listOf(value.statuses).filter((status) => typeof status?.id === 'string').map((status): Arrival => ({
    channel: 'whatsapp', key: `${status.id}:${status.status}`, kind: 'status', raw: { status } satisfies WhatsAppRaw, sentAt: readTimestamp(status.timestamp, now),
  }));
  return messages.length + statuses.length > 0 ? [...messages, ...statuses] : [other(change, now)];
}

function readMessage(message: WhatsAppMessage, value: NonNullable<Change['value']>, now: Temporal.Instant): Arrival {
  const contact = listOf(value.contacts).find((card) => (message.from_user_id !== undefined && card.user_id === message.from_user_id) || (message.from !== undefined && card.wa_id === message.from));
  const bsuid = message.from_user_id ?? contact?.user_id ?? message.system?.previous_user_id;
  const sender = bsuid ?? message.from ?? contact?.wa_id;
  const sentAt = readTimestamp(message.timestamp, now);
  // A group's message is nobody's private talk; a message of nobody can be answered to nobody.
  if (message.group_id !== undefined || sender === undefined) return { channel: 'whatsapp', key: message.id, kind: 'other', raw: { message }, sentAt };
  return { channel: 'whatsapp', key: message.id, sender: `whatsapp:${sender}`, kind: message.type === 'system' ? 'system' : 'message', raw: { message, ...(contact ? { contact } : {}) } satisfies WhatsAppRaw, sentAt };
}

function other(change: Change, now: Temporal.Instant): Arrival {
  return { channel: 'whatsapp', key: `change:${sha256(JSON.stringify(change ?? null))}`, kind: 'other', raw: { change } satisfies WhatsAppRaw, sentAt: now };
}

/** Epoch seconds as text; milliseconds have been seen and are told apart by size. Anything else, or a time to come, is now. */
export function readTimestamp(value: unknown, now: Temporal.Instant): Temporal.Instant {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number <= 0) return now;
  const milliseconds = number >= 1e12 ? number : number * 1000;
  return milliseconds > now.epochMilliseconds ? now : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value as readonly T[] : [];
}
