import { crockfordCode, type RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { sign } from '../webhooks/signature.ts';
import { openCourier, openPacer, type Bubble, type Courier, type Fault } from './behaviour.ts';
import { listen, type Deliver, type Reply } from './server.ts';
import { checkSend } from './whatsapp-rules.ts';

export interface WhatsAppStandIn {
  /** Where the adapter finds it, with the version in the path as at the provider. */
  readonly base: string;
  readonly courier: Courier;
  /** The next calls go wrong in this way, one each. */
  misbehave(...faults: Fault[]): void;
  userSends(message: { phone: string; text: string; name?: string; id?: string; at?: Temporal.Instant; hidden?: boolean }): string;
  /** Taps a button or a row that is on the phone, old ones too. */
  userTaps(tap: { phone: string; choiceId: string; title?: string; id?: string }): string;
  userChangesNumber(from: string, to: string): void;
  userBlocks(phone: string): void;
  userReads(phone: string): void;
  chat(phone: string): readonly Bubble[];
  /** Every accepted call, in order, for tests. */
  readonly accepted: readonly { to: string; body: Record<string, unknown> }[];
  close(): Promise<void>;
}

interface Phone { number: string; readonly bsuid: string; name: string; windowUntil: Temporal.Instant | undefined; blocks: boolean; readonly bubbles: Bubble[] }
interface SendBody { to?: string; recipient?: string; type?: string; text?: { body: string }; interactive?: Record<string, never>; template?: { name: string; components?: { parameters?: { text?: string }[] }[] }; biz_opaque_callback_data?: string; status?: string }

/** A WhatsApp Cloud API on the loopback that keeps the documented rules: limits, 24-hour window, templates, rates, signatures, reports. */
export async function openWhatsAppStandIn(deps: { clock: Clock; random: RandomBytes; deliver: Deliver; appSecret: string; token: string; phoneNumberId: string }): Promise<WhatsAppStandIn> {
  const { clock } = deps;
  const phones = new Map<string, Phone>();
  const templates = new Map<string, { text: string; count: number }>();
  const accepted: { to: string; body: Record<string, unknown> }[] = [];
  const faults: Fault[] = [];
  const courier = openCourier(deps.deliver);
  const pair = openPacer(clock, 6000, 45);
  const number = openPacer(clock, 1000 / 80, 80);
  const newId = () => `wamid.${crockfordCode(26, deps.random)}`;

  function phoneOf(given: string): Phone {
    const digits = given.replace(/\D/g, '');
    const known = [...phones.values()].find((phone) => phone.number === digits || phone.bsuid === given);
    if (known) return known;
    const phone: Phone = { number: digits, bsuid: `ID.${crockfordCode(16, deps.random)}`, name: `Telepon ${digits.slice(-4)}`, windowUntil: undefined, blocks: false, bubbles: [] };
    phones.set(phone.bsuid, phone);
    return phone;
  }

  function webhook(value: Record<string, unknown>): void {
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: 'standin', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '628000', phone_number_id: deps.phoneNumberId }, ...value } }] }] });
    courier.bring('/webhook/whatsapp', { 'Content-Type': 'application/json', 'X-Hub-Signature-256': sign(Buffer.from(body), deps.appSecret) }, body);
  }

  function report(phone: Phone, id: string, opaque: string | undefined, status: string, code?: number): void {
    const bubble = phone.bubbles.find((entry) => entry.id === id);
    if (bubble) bubble.status = status;
    webhook({ statuses: [{ id, status, timestamp: seconds(clock.now()), recipient_id: phone.number, recipient_user_id: phone.bsuid, ...(opaque ? { biz_opaque_callback_data: opaque } : {}), ...(code ? { errors: [{ code, title: 'refused' }] } : {}) }] });
  }

  function send(body: SendBody): Reply {
    const wrong = checkSend(body as never);
    if (wrong) return refusal(wrong.status, wrong.code, wrong.message);
    const phone = phoneOf(body.recipient ?? body.to ?? '');
    if (!number('all').ok) return refusal(429, 130429, 'Rate limit hit');
    if (!pair(phone.bsuid).ok) return refusal(400, 131056, 'Pair rate limit hit');
    if (phone.blocks) return refusal(400, 131026, 'Message undeliverable');
    const fromTemplate = body.type === 'template' ? fillTemplate(body) : undefined;
    if (fromTemplate && 'status' in fromTemplate) return fromTemplate;
    return accept(body, phone, fromTemplate?.text);
  }

  function accept(body: SendBody, phone: Phone, words: string | undefined): Reply {
    const id = newId();
    const isOpen = phone.windowUntil !== undefined && Temporal.Instant.compare(phone.windowUntil, clock.now()) > 0;
    accepted.push({ to: phone.number, body: body as Record<string, unknown> });
    if (!isOpen && words === undefined) {
      report(phone, id, body.biz_opaque_callback_data, 'failed', 131047);
    } else {
      phone.bubbles.push({ id, from: 'us', at: clock.now(), status: 'sent', ...readBubble(body, words) });
      report(phone, id, body.biz_opaque_callback_data, 'sent');
      report(phone, id, body.biz_opaque_callback_data, 'delivered');
    }
    return { status: 200, body: { messaging_product: 'whatsapp', contacts: [{ input: body.to ?? body.recipient, wa_id: phone.number }], messages: [{ id, message_status: 'accepted' }] } };
  }

  function fillTemplate(body: SendBody): { text: string } | Exclude<Reply, 'hang'> {
    const template = templates.get(body.template?.name ?? '');
    if (!template) return refusal(404, 132001, 'Template name does not exist in the translation');
    const params = body.template?.components?.flatMap((component) => component.parameters ?? []) ?? [];
    if (params.length !== template.count) return refusal(400, 132000, 'Number of parameters does not match');
    if (params.some((param) => !param.text || /[\n\t]| {5}/.test(param.text))) return refusal(400, 132012, 'Parameter format does not match');
    return { text: template.text.replace(/\{\{(\d+)\}\}/g, (_whole, index: string) => params[Number(index) - 1]?.text ?? '') };
  }

  const server = await listen(({ method, path, headers, body }) => {
    if (headers.authorization !== `Bearer ${deps.token}`) return refusal(401, 190, 'Invalid OAuth access token');
    if (method === 'POST' && path.endsWith('/message_templates')) {
      const given = body as { name: string; components: { text: string }[] };
      const text = given.components[0]?.text ?? '';
      templates.set(given.name, { text, count: new Set(text.match(/\{\{\d+\}\}/g)).size });
      return { status: 200, body: { id: given.name, status: 'APPROVED' } };
    }
    if (method !== 'POST' || !path.endsWith(`/${deps.phoneNumberId}/messages`)) return refusal(404, 33, 'Unknown path');
    if ((body as SendBody | undefined)?.status === 'read') return { status: 200, body: { success: true } };
    const fault = faults.shift();
    if (fault?.is === 'silent-before') return 'hang';
    if (fault?.is === 'gateway') return { status: fault.status, body: 'upstream' };
    if (fault?.is === 'refuse') return { ...refusal(fault.status, fault.code, 'as asked'), ...(fault.retryAfter ? { headers: { 'Retry-After': String(fault.retryAfter) } } : {}) };
    const reply = send(body as SendBody);
    return fault?.is === 'silent-after-accepting' ? 'hang' : reply;
  });

  function fromUser(phone: Phone, message: Record<string, unknown>, about: { id?: string | undefined; at?: Temporal.Instant | undefined; hidden?: boolean | undefined }): string {
    const id = about.id ?? newId();
    const at = about.at ?? clock.now();
    phone.windowUntil = clock.now().add({ hours: 24 });
    webhook({
      contacts: [{ profile: { name: phone.name }, user_id: phone.bsuid, ...(about.hidden ? {} : { wa_id: phone.number }) }],
      messages: [{ ...(about.hidden ? {} : { from: phone.number }), from_user_id: phone.bsuid, id, timestamp: seconds(at), ...message }],
    });
    return id;
  }

  return {
    base: `${server.base}/v23.0`, courier, accepted,
    misbehave: (...more) => { faults.push(...more); },
    userSends({ phone: given, text, name, ...about }) {
      const phone = phoneOf(given);
      if (name) phone.name = name;
      const id = fromUser(phone, { type: 'text', text: { body: text } }, about);
      phone.bubbles.push({ id, from: 'user', at: clock.now(), text, options: [], look: 'plain' });
      return id;
    },
    userTaps({ phone: given, choiceId, title, ...about }) {
      const phone = phoneOf(given);
      const bubble = phone.bubbles.findLast((entry) => entry.options.some((option) => option.id === choiceId));
      const words = title ?? bubble?.options.find((option) => option.id === choiceId)?.title ?? choiceId;
      const reply = { id: choiceId, title: words };
      const id = fromUser(phone, { type: 'interactive', interactive: bubble?.look === 'list' ? { type: 'list_reply', list_reply: reply } : { type: 'button_reply', button_reply: reply } }, about);
      phone.bubbles.push({ id, from: 'user', at: clock.now(), text: words, options: [], look: 'plain' });
      return id;
    },
    userChangesNumber(from, to) {
      const phone = phoneOf(from);
      const before = phone.number;
      phone.number = to.replace(/\D/g, '');
      webhook({ messages: [{ from: before, from_user_id: phone.bsuid, id: newId(), timestamp: seconds(clock.now()), type: 'system', system: { type: 'user_changed_number', wa_id: phone.number, body: 'changed' } }] });
    },
    userBlocks(phone) { phoneOf(phone).blocks = true; },
    userReads(given) {
      const phone = phoneOf(given);
      for (const bubble of phone.bubbles) if (bubble.from === 'us' && bubble.status === 'delivered') report(phone, bubble.id, undefined, 'read');
    },
    chat: (phone) => phoneOf(phone).bubbles,
    async close() {
      await courier.idle();
      await server.close();
    },
  };
}

function refusal(status: number, code: number, message: string): Exclude<Reply, 'hang'> {
  return { status, body: { error: { message, type: 'OAuthException', code, error_data: { messaging_product: 'whatsapp', details: message }, fbtrace_id: 'standin' } } };
}

function seconds(at: Temporal.Instant): string {
  return String(Math.floor(at.epochMilliseconds / 1000));
}

function readBubble(body: SendBody, words: string | undefined): Pick<Bubble, 'text' | 'options' | 'look' | 'link'> {
  if (words !== undefined) return { text: words, options: [], look: 'plain' };
  const interactive = body.interactive as { type: string; body: { text: string }; action: { buttons?: { reply: { id: string; title: string } }[]; sections?: { rows: Bubble['options'] }[]; parameters?: { display_text: string; url: string } } } | undefined;
  if (!interactive) return { text: body.text?.body ?? '', options: [], look: 'plain' };
  const { action } = interactive;
  const link = action.parameters && { url: action.parameters.url, title: action.parameters.display_text };
  return { text: interactive.body.text, options: action.buttons?.map((button) => button.reply) ?? action.sections?.flatMap((section) => section.rows) ?? [], look: action.buttons ? 'buttons' : action.sections ? 'list' : 'plain', ...(link ? { link } : {}) };
}
