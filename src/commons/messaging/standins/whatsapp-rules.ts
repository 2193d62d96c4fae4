/** A refusal of the stand-in, with the provider's code. */
export interface Refusal { readonly status: number; readonly code: number; readonly message: string }

interface Send { readonly type?: string; readonly text?: { body?: string }; readonly interactive?: Interactive; readonly template?: { name?: string; components?: { type?: string; parameters?: unknown[] }[] }; readonly biz_opaque_callback_data?: string; readonly to?: string; readonly recipient?: string; readonly messaging_product?: string }
interface Interactive { readonly type?: string; readonly body?: { text?: string }; readonly action?: { buttons?: { reply?: { id?: string; title?: string } }[]; button?: string; sections?: { title?: string; rows?: { id?: string; title?: string; description?: string }[] }[]; parameters?: { display_text?: string; url?: string } } }

/** The documented shape and limits of `POST /messages` (Cloud API reference; figures of section 5 of the domain notes). Returns the refusal, or nothing. */
export function checkSend(body: Send | undefined): Refusal | undefined {
  if (!body || body.messaging_product !== 'whatsapp') return bad('messaging_product is required');
  if (!body.to && !body.recipient) return bad('to or recipient is required');
  if (body.recipient && !/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(body.recipient)) return bad('recipient is not a business-scoped user id');
  if ((body.biz_opaque_callback_data ?? '').length > 512) return bad('biz_opaque_callback_data is too long');
  if (body.type === 'text') return within(body.text?.body, 1, 4096, 'text.body');
  if (body.type === 'interactive') return checkInteractive(body.interactive ?? {});
  if (body.type === 'template') return body.template?.name ? undefined : bad('template.name is required');
  return { status: 400, code: 131051, message: 'Unsupported message type' };
}

function checkInteractive({ type, body, action }: Interactive): Refusal | undefined {
  if (type === 'button') {
    const buttons = action?.buttons ?? [];
    if (buttons.length < 1 || buttons.length > 3) return bad('1 to 3 buttons');
    if (hasTwins(buttons.map((button) => button.reply?.id))) return bad('button ids must differ');
    return within(body?.text, 1, 1024, 'body') ?? first(buttons.map(({ reply }) => within(reply?.title, 1, 20, 'button title') ?? within(reply?.id, 1, 256, 'button id')));
  }
  if (type === 'list') {
    const sections = action?.sections ?? [];
    const rows = sections.flatMap((section) => section.rows ?? []);
    if (sections.length > 10 || rows.length < 1 || rows.length > 10) return bad('1 to 10 rows in at most 10 sections');
    if (sections.length > 1 && sections.some((section) => !section.title)) return bad('sections need titles');
    if (hasTwins(rows.map((row) => row.id))) return bad('row ids must differ');
    return within(body?.text, 1, 4096, 'body') ?? within(action?.button, 1, 20, 'button')
      ?? first(rows.map((row) => within(row.title, 1, 24, 'row title') ?? within(row.id, 1, 200, 'row id') ?? (row.description === undefined ? undefined : within(row.description, 1, 72, 'row description'))));
  }
  if (type === 'cta_url') return within(body?.text, 1, 1024, 'body') ?? within(action?.parameters?.display_text, 1, 20, 'display_text') ?? (URL.canParse(action?.parameters?.url ?? '') ? undefined : bad('url'));
  return { status: 400, code: 131051, message: `Unsupported interactive type ${String(type)}` };
}

function within(text: string | undefined, least: number, most: number, what: string): Refusal | undefined {
  const length = text?.length ?? 0;
  return length >= least && length <= most ? undefined : bad(`${what}: ${length} characters, ${least} to ${most} allowed`);
}

function bad(message: string): Refusal {
  return { status: 400, code: 100, message: `(#100) Invalid parameter: ${message}` };
}

function hasTwins(ids: readonly (string | undefined)[]): boolean {
  return new Set(ids).size !== ids.length;
}

function first(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  return refusals.find((refusal) => refusal !== undefined);
}
