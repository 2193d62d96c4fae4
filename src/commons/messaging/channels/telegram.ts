import { Api, GrammyError, HttpError, InlineKeyboard } from 'grammy';
import { fitId } from '../text/token.ts';
import { shorten } from '../text/shorten.ts';
import type { Channel, Outcome, Parcel } from './channel.ts';
import { pageOf } from './paging.ts';

export interface TelegramSettings {
  readonly token: string;
  /** `https://api.telegram.org`, an own Bot API server, or the stand-in. */
  readonly root: string;
}

export interface Telegram extends Channel {
  readonly api: Api;
  /** Tells the person's app that the tap was seen. */
  acknowledgeTap(tapId: string): Promise<void>;
}

/** Buttons shown at once; Telegram takes a hundred, a person does not. */
const perPage = 10;

/** Telegram through grammY. */
export function openTelegram(settings: TelegramSettings): Telegram {
  const api = new Api(settings.token, { apiRoot: settings.root, timeoutSeconds: 10 });
  return {
    name: 'telegram', api,
    pace: { perSecond: 30, pauseSeconds: 1, burst: 3 },
    async send(parcel) {
      try {
        const sent = await api.sendMessage(parcel.to.value, renderHtml(parcel), { parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...keyboard(parcel) });
        return { is: 'accepted', providerId: `${sent.chat.id}:${sent.message_id}` };
      } catch (error) {
        return readFault(error);
      }
    },
    async acknowledgeTap(tapId) {
      // A tap older than a few minutes cannot be acknowledged any more; nobody waits for it then.
      await api.answerCallbackQuery(tapId).catch(() => undefined);
    },
  };
}

/** Text for Telegram's HTML mode: everything a person or a template wrote stays text. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function renderHtml({ message }: Parcel): string {
  // 4,096 counts after entities are read, so the limit holds for what is shown.
  const text = escapeHtml(shorten(message.text, 4000));
  return message.link && !hasLinkButton(message.link.url) ? `${text}\n\n<a href="${escapeHtml(message.link.url)}">${escapeHtml(message.link.title)}</a>` : text;
}

function keyboard(parcel: Parcel): Record<string, unknown> {
  const { choices = [], link, askContact } = parcel.message;
  if (askContact && choices.length === 0) return { reply_markup: { keyboard: [[{ text: 'Bagikan nomor telepon saya', request_contact: true }]], resize_keyboard: true, one_time_keyboard: true } };
  const buttons = new InlineKeyboard();
  for (const choice of pageOf(choices, parcel.page, perPage, parcel.list)) buttons.text(shorten([choice.title, choice.description].filter(Boolean).join(' · '), 64), fitId(choice.id, 64)).row();
  if (link && hasLinkButton(link.url)) buttons.url(shorten(link.title, 64), link.url);
  return buttons.inline_keyboard.flat().length > 0 ? { reply_markup: buttons } : {};
}

/** Telegram refuses buttons that lead to a machine without a public name. */
function hasLinkButton(url: string): boolean {
  return url.startsWith('https://') && !/^https:\/\/(localhost|127\.|\[)/.test(url);
}

function readFault(error: unknown): Outcome {
  if (error instanceof GrammyError) {
    const { error_code: status, description, parameters } = error;
    const code = `${status}`;
    if (status === 429) return { is: 'later', code, after: { seconds: parameters.retry_after ?? 1 } };
    if (status >= 500) return { is: 'later', code };
    if (status === 401 || status === 404) return { is: 'channel-stopped', code, why: description };
    if (status === 403 || /chat not found|user is deactivated/.test(description)) return { is: 'unreachable', code, addressIsDead: true };
    return { is: 'refused', code };
  }
  // Telegram takes no id of ours and reports nothing: an answer that got lost stays in doubt, and is sent again after the pause.
  if (error instanceof HttpError) return refusedConnection(error.error) ? { is: 'later', code: 'ECONNREFUSED' } : { is: 'uncertain', code: 'no-answer' };
  throw error;
}

function refusedConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND');
}
