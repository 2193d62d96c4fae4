import { sql, type Insertable } from 'kysely';
import type { Work } from '#platform/database';
import { needsToken, tokenOf } from '../text/token.ts';
import { splitText } from '../text/shorten.ts';
import { maskDigits } from '../text/mask.ts';
import { fill, parameters } from '../templates/render.ts';
import type { Templates } from '../templates/registry.ts';
import type { MessagingTables, OutgoingRow } from '../tables.ts';
import type { ChannelName, Choice, Importance, Notice, OutMessage } from '../types.ts';
import { afterQuietHours } from './hours.ts';
import { deadlineOf, waysTo, type Rung } from './ladder.ts';

/** The smallest limit any channel has for the id of a button (Telegram: 64 bytes). */
const idBytes = 64;
const lengthAtMost: Readonly<Record<string, { text: number; withChoices: number }>> = {
  whatsapp: { text: 4096, withChoices: 1024 }, telegram: { text: 4096, withChoices: 4096 }, sms: { text: 1530, withChoices: 1530 }, email: { text: 100_000, withChoices: 100_000 },
};
const priorities: Readonly<Record<Importance, number>> = { urgent: 0, normal: 1, reminder: 2, survey: 3 };

export interface Enqueuing {
  readonly templates: Templates;
  readonly zone: string;
  readonly phoneOf: (personId: string, work: Work) => Promise<string | undefined>;
  /** Is this channel open in this deployment? */
  readonly has: (channel: ChannelName) => boolean;
}

/** Writes an answer or an officer's words into the outbox of a conversation. A repeated key changes nothing. */
export async function sayIn(work: Work, conversationId: string, message: OutMessage, about: { kind: 'reply' | 'say'; key: string; by?: string | undefined; page?: number; list?: string }): Promise<{ id: string }> {
  const tables = work.tables<MessagingTables>();
  const rung = await rungOf(work, conversationId);
  const limits = lengthAtMost[rung.channel] ?? { text: 4096, withChoices: 1024 };
  const safe = { ...message, text: maskDigits(message.text) };
  const pieces = safe.choices?.length ? inTwo(safe.text, limits.withChoices, limits.text) : splitText(safe.text, limits.text);
  let id = '';
  for (const [index, text] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    id = await insert(work, rung, [], {
      kind: about.kind, body: isLast ? { ...safe, text } : { text }, importance: 'urgent', dedupe: pieces.length === 1 ? about.key : `${about.key}:${index}`,
      page: about.page ?? 0, extra: about.list ? { list: about.list } : {}, expires_at: work.now.add({ hours: 24 }).toString(), deadline_at: null,
    }) ?? '';
  }
  if (id) await tables.insertInto('messaging.message').values({ id: work.newId(), conversation_id: conversationId, direction: 'out', source: about.by ? 'officer' : 'bot', by: about.by ?? null, at: work.now.toString(), text: safe.text, choices: safe.choices?.length ? JSON.stringify(safe.choices.map((choice) => choice.title)) : null, outgoing_id: id }).execute();
  return { id };
}

/** Writes a service's notice into the outbox, for the first way that may reach the person; the others wait on the ladder. */
export async function enqueueNotice(deps: Enqueuing, work: Work, notice: Notice): Promise<{ id: string; repeated: boolean }> {
  const tables = work.tables<MessagingTables>();
  const known = await tables.selectFrom('messaging.outgoing').select('id').where('dedupe', '=', notice.dedupe).executeTakeFirst();
  if (known) return { id: known.id, repeated: true };
  const template = await deps.templates.current(work, notice.template);
  const text = maskDigits(fill(template.text, notice.data));
  const rungs = (await waysTo(work, notice.to, notice, deps.phoneOf)).filter((rung) => deps.has(rung.channel));
  const [first, ...rest] = rungs;
  if (notice.replaces !== false) await dropUnsent(work, notice);
  const keepsHours = notice.importance !== 'urgent' && notice.sameDay !== true;
  const earliest = notice.notBefore && Temporal.Instant.compare(notice.notBefore, work.now) > 0 ? notice.notBefore : work.now;
  const dueAt = keepsHours ? afterQuietHours(earliest, deps.zone) : earliest;
  const body: OutMessage = { text, ...(notice.choices ? { choices: notice.choices } : {}), ...(notice.link ? { link: notice.link } : {}) };
  const extra = {
    title: template.title ? fill(template.title, notice.data) : undefined, sms: template.sms ? maskDigits(fill(template.sms, notice.data)) : undefined, invite: notice.invite, service: work.intent.action.split('/')[0],
    ...(template.category === 'authentication' ? { secret: true } : {}),
  };
  const id = await insert(work, first ?? { channel: 'sms', kind: 'phone', address: '' }, rest, {
    kind: 'notice', body, importance: notice.importance, dedupe: notice.dedupe, subject: notice.subject, template: notice.template, template_version: template.version,
    params: JSON.stringify(parameters(template.text, notice.data)), next_at: dueAt.toString(), keeps_hours: keepsHours, extra, expires_at: (notice.expiresAt ?? dueAt.add({ hours: 24 })).toString(),
    deadline_at: first ? deadlineOf(notice.importance, first.channel, dueAt)?.toString() ?? null : null, ...(first ? {} : { status: 'failed' as const, error_code: 'no-address', error: 'No living address' }),
  });
  if (id && !first) await toCallList(work, { id, subject: notice.subject, phone: null, text, importance: notice.importance }, 'Tidak ada kanal yang dapat dipakai');
  return { id: id ?? notice.dedupe, repeated: id === undefined };
}

/** Somebody must telephone: only what is urgent is worth an officer's time. */
export async function toCallList(work: Work, about: { id: string; subject: string | null; phone: string | null; text: string; importance: Importance }, why: string): Promise<void> {
  if (about.importance !== 'urgent') return;
  await work.tables<MessagingTables>().insertInto('messaging.call_list').values({ id: work.newId(), outgoing_id: about.id, subject: about.subject, phone: about.phone, text: about.text, why, created_at: work.now.toString(), done_at: null, done_by: null, outcome: null }).onConflict((conflict) => conflict.doNothing()).execute();
  work.emit({ type: 'messaging/to-call', version: 1, subject: about.subject ?? about.id, data: { why } });
}

type Insert = Partial<Omit<Insertable<OutgoingRow>, 'body' | 'extra' | 'id' | 'seq'>> & Pick<OutgoingRow, 'kind' | 'importance'> & { body: OutMessage; extra?: Record<string, unknown> };

async function insert(work: Work, rung: Rung, rest: readonly Rung[], row: Insert): Promise<string | undefined> {
  await keepTokens(work, row.body.choices ?? []);
  const { body, extra, ...plain } = row;
  const inserted = await work.tables<MessagingTables>().insertInto('messaging.outgoing').values({
    id: work.newId(), lane: rung.conversationId ?? `${rung.channel}:${rung.address}`, conversation_id: rung.conversationId ?? null, channel: rung.channel, address: rung.address, address_kind: rung.kind,
    template: null, template_version: null, params: null, dedupe: null, subject: null, deadline_at: null, status: 'queued', next_at: work.now.toString(), expires_at: null, lease_until: null, provider_id: null, error_code: null, error: null,
    segments: null, created_at: work.now.toString(), accepted_at: null, delivered_at: null, priority: priorities[row.importance], ladder: JSON.stringify(rest), ...plain, body: JSON.stringify(body), extra: JSON.stringify(extra ?? {}),
  }).onConflict((conflict) => conflict.column('dedupe').doNothing()).returning('id').executeTakeFirst();
  return inserted?.id;
}

async function keepTokens(work: Work, choices: readonly Choice[]): Promise<void> {
  const long = choices.filter((choice) => needsToken(choice.id, idBytes));
  if (long.length === 0) return;
  await work.tables<MessagingTables>().insertInto('messaging.token').values(long.map((choice) => ({ token: tokenOf(choice.id), value: choice.id, created_at: work.now.toString() }))).onConflict((conflict) => conflict.doNothing()).execute();
}

async function rungOf(work: Work, conversationId: string): Promise<Rung> {
  const row = await work.tables<MessagingTables>().selectFrom('messaging.address as address').innerJoin('messaging.conversation as conversation', (join) => join.onRef('conversation.id', '=', 'address.conversation_id').onRef('conversation.channel', '=', 'address.channel'))
    .select(['address.channel', 'address.kind', 'address.value']).where('address.conversation_id', '=', conversationId).where('address.ended_at', 'is', null).orderBy('address.kind').executeTakeFirstOrThrow();
  return { channel: row.channel, kind: row.kind, address: row.value, conversationId };
}

async function dropUnsent(work: Work, notice: Notice): Promise<void> {
  await sql`update messaging.outgoing set status = 'replaced' where subject = ${notice.subject} and template = ${notice.template} and kind = 'notice' and status in ('queued', 'parked') and attempts = 0`.execute(work.tables<MessagingTables>());
}

/** Words too long for a message with buttons go ahead as plain text; the last part carries the buttons. */
function inTwo(text: string, withChoices: number, alone: number): string[] {
  if (text.length <= withChoices) return [text];
  const pieces = splitText(text, withChoices);
  const last = pieces.pop() ?? '';
  return [...splitText(pieces.join('\n'), alone), last];
}
