import { createHash } from 'node:crypto';
import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { openCourier, openPacer, type Bubble, type Courier, type Fault } from './behaviour.ts';
import { listen, type Deliver, type Reply } from './server.ts';

export interface TelegramStandIn {
  readonly root: string;
  readonly courier: Courier;
  misbehave(...faults: Fault[]): void;
  userSends(message: { user: number; text: string; name?: string; messageId?: number; at?: Temporal.Instant }): void;
  userTaps(tap: { user: number; choiceId: string }): void;
  userSharesContact(contact: { user: number; phone: string; owner?: number }): void;
  userBlocks(user: number): void;
  chat(user: number): readonly Bubble[];
  readonly accepted: readonly { user: number; body: Record<string, unknown> }[];
  close(): Promise<void>;
}

interface Person { readonly id: number; name: string; blocks: boolean; readonly bubbles: Bubble[]; lastMessage: number }
interface Button { readonly text?: string; readonly callback_data?: string; readonly url?: string }
interface SendBody { chat_id?: string | number; text?: string; parse_mode?: string; reply_markup?: { inline_keyboard?: Button[][]; keyboard?: { text: string; request_contact?: boolean }[][] } | string }

/** A Telegram Bot API on the loopback that keeps the documented rules: lengths, bytes of buttons, HTML, rates, blocks, webhook or long polling. */
export async function openTelegramStandIn(deps: { clock: Clock; random: RandomBytes; deliver: Deliver; token: string; secretToken: string; mode?: 'webhook' | 'polling' }): Promise<TelegramStandIn> {
  const { clock } = deps;
  const people = new Map<number, Person>();
  const accepted: { user: number; body: Record<string, unknown> }[] = [];
  const faults: Fault[] = [];
  const courier = openCourier(deps.deliver);
  const overall = openPacer(clock, 1000 / 30, 30);
  const perChat = openPacer(clock, 1000, 5);
  const updates: { update_id: number }[] = [];
  // Ids go on after a restart, as at the provider.
  let updateId = Math.floor(clock.now().epochMilliseconds / 10);
  const firstMessage = Math.floor(clock.now().epochMilliseconds / 1000) % 1_000_000_000;

  function personOf(id: number): Person {
    const person = people.get(id) ?? { id, name: `Pengguna ${String(id).slice(-4)}`, blocks: false, bubbles: [], lastMessage: firstMessage };
    people.set(id, person);
    return person;
  }

  function update(content: Record<string, unknown>): void {
    updateId += 1;
    const body = { update_id: updateId, ...content };
    if (deps.mode === 'polling') { updates.push(body); return; }
    courier.bring('/webhook/telegram', { 'Content-Type': 'application/json', 'X-Telegram-Bot-Api-Secret-Token': deps.secretToken }, JSON.stringify(body));
  }

  function sendMessage(body: SendBody): Reply {
    const wrong = checkSend(body);
    if (wrong) return refuse(400, `Bad Request: ${wrong}`);
    const person = people.get(Number(body.chat_id));
    if (!person) return refuse(400, 'Bad Request: chat not found');
    if (person.blocks) return refuse(403, 'Forbidden: bot was blocked by the user');
    const slow = [overall('all'), perChat(String(person.id))].find((pace) => !pace.ok);
    if (slow) return refuse(429, 'Too Many Requests', Math.ceil(slow.waitMs / 1000));
    person.lastMessage += 1;
    const id = String(person.lastMessage);
    accepted.push({ user: person.id, body: body as Record<string, unknown> });
    person.bubbles.push({ id, from: 'us', at: clock.now(), status: 'sent', ...readBubble(body) });
    return ok({ message_id: person.lastMessage, date: Math.floor(clock.now().epochMilliseconds / 1000), chat: { id: person.id, type: 'private', first_name: person.name }, text: body.text });
  }

  const methods: Readonly<Record<string, (body: SendBody & Record<string, unknown>) => Reply>> = {
    getMe: () => ok({ id: 1, is_bot: true, first_name: 'Serasan', username: 'serasan_bot' }),
    sendMessage,
    setWebhook: () => ok(true), deleteWebhook: () => ok(true),
    answerCallbackQuery: (body) => (String(body['text'] ?? '').length > 200 ? refuse(400, 'Bad Request: text is too long') : ok(true)),
    getUpdates: (body) => {
      if (deps.mode !== 'polling') return refuse(409, "Conflict: can't use getUpdates method while webhook is active");
      const offset = Number(body['offset'] ?? 0);
      while (updates[0] && updates[0].update_id < offset) updates.shift();
      return ok(updates.slice(0, Math.min(Number(body['limit'] ?? 100), 100)));
    },
  };

  const server = await listen(({ path, body }) => {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(path) ?? [];
    if (token !== deps.token) return refuse(401, 'Unauthorized');
    const fault = method === 'sendMessage' ? faults.shift() : undefined;
    if (fault?.is === 'silent-before') return 'hang';
    if (fault?.is === 'gateway') return refuse(fault.status, 'Bad Gateway');
    if (fault?.is === 'refuse') return refuse(fault.code, 'as asked', fault.retryAfter);
    const reply = methods[method]?.((body ?? {}) as SendBody & Record<string, unknown>) ?? refuse(404, 'Not Found');
    return fault?.is === 'silent-after-accepting' ? 'hang' : reply;
  });

  function from(person: Person): Record<string, unknown> {
    return { id: person.id, is_bot: false, first_name: person.name, language_code: 'id' };
  }

  function message(person: Person, content: Record<string, unknown>, about: { messageId?: number | undefined; at?: Temporal.Instant | undefined } = {}): void {
    if (about.messageId === undefined) person.lastMessage += 1;
    update({ message: { message_id: about.messageId ?? person.lastMessage, date: Math.floor((about.at ?? clock.now()).epochMilliseconds / 1000), from: from(person), chat: { id: person.id, type: 'private', first_name: person.name }, ...content } });
  }

  function show(person: Person, text: string): void {
    person.bubbles.push({ id: `u${person.lastMessage}-${person.bubbles.length}`, from: 'user', at: clock.now(), text, options: [], look: 'plain' });
  }

  return {
    root: server.base, courier, accepted,
    misbehave: (...more) => { faults.push(...more); },
    userSends({ user, text, name, ...about }) {
      const person = personOf(user);
      if (name) person.name = name;
      message(person, { text }, about);
      show(person, text);
    },
    userTaps({ user, choiceId }) {
      const person = personOf(user);
      const bubble = person.bubbles.findLast((entry) => entry.options.some((option) => option.id === choiceId));
      const title = bubble?.options.find((option) => option.id === choiceId)?.title ?? choiceId;
      const tapId = createHash('sha256').update(`${person.id} ${choiceId} ${updateId} ${Buffer.from(deps.random(8)).toString('hex')}`).digest('hex').slice(0, 18);
      update({ callback_query: { id: tapId, from: from(person), chat_instance: '1', data: choiceId, message: { message_id: Number(bubble?.id ?? 0), date: 0, chat: { id: person.id, type: 'private' }, reply_markup: { inline_keyboard: [[{ text: title, callback_data: choiceId }]] } } } });
      show(person, title);
    },
    userSharesContact({ user, phone, owner }) {
      message(personOf(user), { contact: { phone_number: phone, first_name: 'Kontak', user_id: owner ?? user } });
      show(personOf(user), '(nomor telepon dibagikan)');
    },
    userBlocks(user) {
      const person = personOf(user);
      person.blocks = true;
      update({ my_chat_member: { chat: { id: person.id, type: 'private' }, from: from(person), date: Math.floor(clock.now().epochMilliseconds / 1000), old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } });
    },
    chat: (user) => personOf(user).bubbles,
    async close() {
      await courier.idle();
      await server.close();
    },
  };
}

function checkSend(body: SendBody): string | undefined {
  const text = body.text ?? '';
  if (body.parse_mode === 'HTML' && !isTelegramHtml(text)) return "can't parse entities";
  const shown = body.parse_mode === 'HTML' ? plain(text) : text;
  if (shown.trim() === '') return 'message text is empty';
  if (shown.length > 4096) return 'message is too long';
  const buttons = markupOf(body).inline_keyboard?.flat() ?? [];
  if (buttons.length > 100) return 'too many buttons';
  if (buttons.some((button) => button.callback_data !== undefined && (Buffer.byteLength(button.callback_data) < 1 || Buffer.byteLength(button.callback_data) > 64))) return 'BUTTON_DATA_INVALID';
  if (buttons.some((button) => button.url !== undefined && !/^(https?|tg):\/\/[^/]*\.[^/]+/.test(button.url))) return 'Wrong HTTP URL';
  return undefined;
}

function isTelegramHtml(text: string): boolean {
  const open: string[] = [];
  for (const tag of text.matchAll(/<(\/?)([a-z-]+)((?:\s+[a-z-]+="[^"<>]*")*)>/g)) {
    if (!['b', 'i', 'u', 's', 'a', 'code', 'pre', 'tg-spoiler', 'blockquote', 'strong', 'em'].includes(tag[2] ?? '')) return false;
    if (tag[1] === '') open.push(tag[2] ?? '');
    else if (open.pop() !== tag[2]) return false;
  }
  const rest = text.replace(/<\/?[a-z-]+(?:\s+[a-z-]+="[^"<>]*")*>/g, '');
  return open.length === 0 && !/[<>]/.test(rest);
}

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function markupOf(body: SendBody): Exclude<SendBody['reply_markup'], string | undefined> {
  return typeof body.reply_markup === 'string' ? JSON.parse(body.reply_markup) as never : body.reply_markup ?? {};
}

function readBubble(body: SendBody): Pick<Bubble, 'text' | 'options' | 'look' | 'link'> {
  const markup = markupOf(body);
  const buttons = markup.inline_keyboard?.flat() ?? [];
  const anchor = /<a href="([^"]*)">([^<]*)<\/a>/.exec(body.text ?? '');
  const url = buttons.find((button) => button.url !== undefined);
  const link = anchor ? { url: plain(anchor[1] ?? ''), title: plain(anchor[2] ?? '') } : url ? { url: url.url ?? '', title: url.text ?? '' } : undefined;
  const options = buttons.filter((button) => button.callback_data !== undefined).map((button) => ({ id: button.callback_data ?? '', title: button.text ?? '' }));
  return { text: plain(anchor ? (body.text ?? '').replace(anchor[0], '') : body.text ?? '').trim(), options, look: markup.keyboard ? 'contact' : options.length > 0 ? 'buttons' : 'plain', ...(link ? { link } : {}) };
}

function ok(result: unknown): Exclude<Reply, 'hang'> {
  return { status: 200, body: { ok: true, result } };
}

function refuse(status: number, description: string, retryAfter?: number): Exclude<Reply, 'hang'> {
  return { status, body: { ok: false, error_code: status, description, ...(retryAfter ? { parameters: { retry_after: retryAfter } } : {}) } };
}
