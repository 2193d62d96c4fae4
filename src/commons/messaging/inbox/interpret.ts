import type { Update } from '@grammyjs/types';
import type { Identity } from '../conversations/identity.ts';
import type { AddressKind, ChannelName, Incoming } from '../types.ts';
import type { WhatsAppRaw } from '../webhooks/whatsapp.ts';

/** What a message says, without who said it and when. */
export type Content = Pick<Incoming, 'kind' | 'text' | 'choiceId' | 'phone' | 'fileId' | 'location' | 'startPayload'>;

/** Something other than words: the provider tells about the person behind the address. */
export type Notification = { readonly is: 'renamed'; readonly from: string | undefined; readonly to: { kind: AddressKind; value: string } } | { readonly is: 'left' } | { readonly is: 'returned' };

export interface Interpreted {
  readonly identity: Identity;
  readonly content?: Content;
  readonly notification?: Notification;
  /** Telegram: the tap to acknowledge. */
  readonly tapId?: string;
  /** Shown in the log for what has no words. */
  readonly words: string;
}

/** Reads a stored arrival. Returns nothing when it holds nothing for us. */
export function interpret(channel: ChannelName, raw: unknown): Interpreted | undefined {
  if (channel === 'whatsapp') return readWhatsApp(raw as WhatsAppRaw);
  if (channel === 'telegram') return readTelegram(raw as Update);
  return readSms(raw as { from?: string; text?: string });
}

function readWhatsApp({ message, contact }: WhatsAppRaw): Interpreted | undefined {
  if (!message) return undefined;
  const bsuid = message.from_user_id ?? contact?.user_id ?? message.system?.previous_user_id;
  const phone = message.from ?? contact?.wa_id;
  const identity: Identity = {
    channel: 'whatsapp', displayName: contact?.profile?.name,
    addresses: [...(bsuid ? [{ kind: 'bsuid' as const, value: bsuid }] : []), ...(phone ? [{ kind: 'phone' as const, value: `+${phone.replace(/\D/g, '')}` }] : [])],
  };
  if (message.type === 'system') return readSystem(message.system ?? {}, identity);
  const content = readWhatsAppContent(message);
  return { identity, content, words: content.text ?? (content.kind === 'location' ? '(lokasi)' : content.kind === 'media' ? '(berkas)' : '(kartu nama)') };
}

function readWhatsAppContent(message: NonNullable<WhatsAppRaw['message']>): Content {
  const { interactive } = message;
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  if (reply) return { kind: 'choice', choiceId: reply.id, text: reply.title ?? '' };
  if (message.button) return { kind: 'choice', choiceId: message.button.payload ?? message.button.text ?? '', text: message.button.text ?? '' };
  if (message.location) return { kind: 'location', location: { latitude: message.location.latitude, longitude: message.location.longitude } };
  if (message.contacts) return { kind: 'contact' };
  const file = message.image ?? message.document ?? message.audio ?? message.video ?? message.sticker;
  if (file) return { kind: 'media', fileId: file.id };
  if (interactive?.nfm_reply) return { kind: 'text', text: interactive.nfm_reply.response_json ?? '' };
  return { kind: 'text', text: message.text?.body ?? '' };
}

function readSystem(system: NonNullable<NonNullable<WhatsAppRaw['message']>['system']>, identity: Identity): Interpreted | undefined {
  const old = identity.addresses.find((address) => address.kind === 'phone')?.value;
  const phone = system.wa_id ?? system.new_wa_id;
  if (system.type === 'user_changed_number' && phone) return { identity, words: '(nomor berganti)', notification: { is: 'renamed', from: old, to: { kind: 'phone', value: `+${String(phone).replace(/\D/g, '')}` } } };
  if (system.user_id) return { identity, words: '(identitas berganti)', notification: { is: 'renamed', from: system.previous_user_id, to: { kind: 'bsuid', value: system.user_id } } };
  return undefined;
}

function readTelegram(update: Update): Interpreted | undefined {
  const from = update.message?.from ?? update.callback_query?.from ?? update.my_chat_member?.from;
  if (!from) return undefined;
  const identity: Identity = { channel: 'telegram', displayName: [from.first_name, from.last_name].filter(Boolean).join(' '), addresses: [{ kind: 'telegram', value: String(from.id) }] };
  const tap = update.callback_query;
  if (tap) return { identity, content: { kind: 'choice', choiceId: tap.data ?? '', text: titleOfTap(tap) }, words: titleOfTap(tap), tapId: tap.id };
  const member = update.my_chat_member?.new_chat_member.status;
  if (member) return { identity, words: '', notification: { is: member === 'kicked' || member === 'left' ? 'left' : 'returned' } };
  const content = readTelegramContent(update, from.id);
  return content && { identity, content, words: content.text ?? (content.kind === 'location' ? '(lokasi)' : content.kind === 'contact' ? '(nomor telepon dibagikan)' : '(berkas)') };
}

function readTelegramContent(update: Update, senderId: number): Content | undefined {
  const message = update.message;
  if (!message) return undefined;
  // People forward the contacts of others: only one's own number says anything about the sender.
  if (message.contact) return { kind: 'contact', ...(message.contact.user_id === senderId ? { phone: `+${message.contact.phone_number.replace(/\D/g, '')}` } : {}) };
  if (message.location) return { kind: 'location', location: { latitude: message.location.latitude, longitude: message.location.longitude } };
  const file = message.photo?.at(-1) ?? message.document ?? message.voice ?? message.video;
  if (file) return { kind: 'media', fileId: file.file_id, ...(message.caption ? { text: message.caption } : {}) };
  const start = /^\/start(?:@\w+)?(?: ([A-Za-z0-9_-]{1,64}))?$/.exec(message.text ?? '');
  if (start) return { kind: 'start', text: '/start', ...(start[1] ? { startPayload: start[1] } : {}) };
  return { kind: 'text', text: (message.text ?? '').replace(/^\/(\w+)(?:@\w+)?/, '$1') };
}

/** The words on the button, found among the buttons of the message it hangs on. */
function titleOfTap(tap: NonNullable<Update['callback_query']>): string {
  const message = tap.message;
  const rows = message && 'reply_markup' in message ? message.reply_markup?.inline_keyboard ?? [] : [];
  return rows.flat().find((button) => 'callback_data' in button && button.callback_data === tap.data)?.text ?? '(pilihan)';
}

function readSms(raw: { from?: string; text?: string }): Interpreted | undefined {
  if (!raw.from) return undefined;
  return { identity: { channel: 'sms', addresses: [{ kind: 'phone', value: raw.from }] }, content: { kind: 'text', text: raw.text ?? '' }, words: raw.text ?? '' };
}
