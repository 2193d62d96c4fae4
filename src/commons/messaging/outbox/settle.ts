import type { Work } from '#platform/database';
import type { Outcome } from '../channels/channel.ts';
import { maskDigits } from '../text/mask.ts';
import type { MessagingTables } from '../tables.ts';
import type { OutMessage } from '../types.ts';
import type { Claimed } from './claim.ts';
import { doubt } from './claim.ts';
import { toCallList } from './enqueue.ts';
import { backOff } from './errors.ts';
import { afterQuietHours } from './hours.ts';
import { deadlineOf, type Rung } from './ladder.ts';
import { countsAsDelivered } from './status.ts';
import type { Verdict } from './deliver.ts';

export interface Settling { readonly zone: string; readonly chance: () => number }

const attemptsAtMost = 12;
const fewAttempts = 3;

/** Records what became of one attempt and decides what is next: done, later, another way, or a person. */
export async function settle(deps: Settling, work: Work, row: Claimed, outcome: Outcome | Verdict, about: { cost: bigint; asTemplate: boolean }): Promise<void> {
  work.note({ subject: row.subject ?? row.id, channel: row.channel, attempt: row.attempts, outcome: 'verdict' in outcome ? outcome.verdict : outcome.is });
  if ('verdict' in outcome) return settleVerdict(work, row, outcome);
  switch (outcome.is) {
    case 'accepted': return accepted(work, row, outcome, about);
    case 'later': return later(deps, work, row, outcome);
    case 'uncertain': return change(work, row, { status: 'uncertain', error_code: outcome.code, next_at: work.now.add(doubt).toString() });
    case 'needs-template': return row.template === null ? park(work, row) : change(work, row, { status: 'queued', error_code: outcome.code, next_at: work.now.toString() });
    case 'unreachable': {
      if (outcome.addressIsDead) await work.tables<MessagingTables>().updateTable('messaging.address').set({ dead_since: work.now.toString(), dead_why: outcome.code }).where('channel', '=', row.channel).where('value', '=', row.address).where('ended_at', 'is', null).execute();
      return nextWay(work, row, outcome.code);
    }
    case 'refused': return nextWay(work, row, outcome.code);
    case 'channel-stopped': {
      await work.tables<MessagingTables>().updateTable('messaging.sender').set({ paused_until: work.now.add({ minutes: 5 }).toString(), paused_why: outcome.why }).where('channel', '=', row.channel).execute();
      work.emit({ type: 'messaging/channel-stopped', version: 1, subject: row.channel, data: { code: outcome.code } });
      return change(work, row, { status: 'queued', error_code: outcome.code, next_at: work.now.add({ minutes: 5 }).toString() });
    }
  }
}

/** Moves a message to the next rung of its ladder; with none left it has failed, and what is urgent goes to the officers' call list. */
export async function nextWay(work: Work, row: Claimed, code: string): Promise<void> {
  const [next, ...rest] = row.ladder as Rung[];
  if (!next) {
    await change(work, row, { status: 'failed', error_code: code, deadline_at: null });
    work.emit({ type: 'messaging/failed', version: 1, subject: row.subject ?? row.id, data: { channel: row.channel, code, importance: row.importance } });
    if (row.kind === 'notice') await toCallList(work, { id: row.id, subject: row.subject, phone: row.address_kind === 'phone' ? row.address : null, text: (row.body as OutMessage).text, importance: row.importance }, `Tidak sampai lewat ${row.channel} (${code})`);
    return;
  }
  await change(work, row, {
    status: 'queued', channel: next.channel, address: next.address, address_kind: next.kind, conversation_id: next.conversationId ?? null, lane: next.conversationId ?? `${next.channel}:${next.address}`,
    ladder: JSON.stringify(rest), attempts: 0, error_code: null, provider_id: null, next_at: work.now.toString(), deadline_at: deadlineOf(row.importance, next.channel, work.now)?.toString() ?? null,
  });
}

async function settleVerdict(work: Work, row: Claimed, verdict: Verdict): Promise<void> {
  if (verdict.verdict === 'hold-until') return change(work, row, { status: 'queued', attempts: row.attempts - 1, next_at: verdict.at.toString() });
  if (verdict.verdict === 'over-budget') return nextWay(work, { ...row, ladder: (row.ladder as Rung[]).filter((rung) => rung.channel === 'telegram' || rung.channel === 'email') }, 'budget');
  return park(work, row);
}

async function accepted(work: Work, row: Claimed, outcome: Extract<Outcome, { is: 'accepted' }>, about: { cost: bigint; asTemplate: boolean }): Promise<void> {
  await change(work, row, {
    status: 'accepted', provider_id: outcome.providerId, error_code: null, segments: outcome.segments ?? null, cost: about.cost.toString(), accepted_at: work.now.toString(),
    ...(countsAsDelivered(row.channel, 'accepted') ? { deadline_at: null } : {}), ...(about.asTemplate ? { extra: JSON.stringify({ ...(row.extra as object), asTemplate: true }) } : {}),
  });
  await recordDelivery(work, row, { providerId: outcome.providerId, status: 'accepted', at: work.now });
  if (row.kind === 'notice' && row.conversation_id) await remember(work, row);
  work.emit({ type: 'messaging/sent', version: 1, subject: row.subject ?? row.conversation_id ?? row.id, data: {
    channel: row.channel, kind: row.kind, template: row.template, service: (row.extra as { service?: string }).service ?? null, importance: row.importance, cost: Number(about.cost), asTemplate: about.asTemplate,
  } });
}

/** One more line in the story of a message's delivery. */
export async function recordDelivery(work: Work, row: Pick<Claimed, 'id' | 'channel'>, about: { providerId: string | null; status: string; at: Temporal.Instant; code?: string | undefined }): Promise<void> {
  await work.tables<MessagingTables>().insertInto('messaging.delivery').values({ id: work.newId(), outgoing_id: row.id, channel: row.channel, provider_id: about.providerId, status: about.status, code: about.code ?? null, at: about.at.toString(), recorded_at: work.now.toString() }).execute();
}

/** Into the story of the conversation, which officers may read: a code that signs somebody in is not part of it. */
async function remember(work: Work, row: Claimed): Promise<void> {
  const body = row.body as OutMessage;
  await work.tables<MessagingTables>().insertInto('messaging.message').values({
    id: work.newId(), conversation_id: row.conversation_id ?? '', direction: 'out', source: 'service', by: (row.extra as { service?: string }).service ?? null, at: work.now.toString(), text: (row.extra as { secret?: boolean }).secret ? '(kode masuk dikirim)' : maskDigits(body.text),
    choices: body.choices?.length ? JSON.stringify(body.choices.map((choice) => choice.title)) : null, outgoing_id: row.id,
  }).execute();
}

async function later(deps: Settling, work: Work, row: Claimed, outcome: Extract<Outcome, { is: 'later' }>): Promise<void> {
  if (row.attempts >= (outcome.fewTimes ? fewAttempts : attemptsAtMost)) return nextWay(work, row, outcome.code);
  const wait = outcome.after ?? { milliseconds: backOff(row.attempts, deps.chance()) };
  const at = work.now.add(wait);
  return change(work, row, { status: 'queued', error_code: outcome.code, next_at: (row.keeps_hours ? afterQuietHours(at, deps.zone) : at).toString() });
}

/** Free words outside the window wait for the person to write; one approved template asks them to. */
async function park(work: Work, row: Claimed): Promise<void> {
  await change(work, row, { status: 'parked', attempts: row.attempts - 1 });
  if (!row.conversation_id) return;
  const day = work.now.toString().slice(0, 10);
  await work.tables<MessagingTables>().insertInto('messaging.outgoing').values({
    id: work.newId(), lane: `${row.lane}:nudge`, conversation_id: row.conversation_id, channel: 'whatsapp', address: row.address, address_kind: row.address_kind, kind: 'notice', template: 'ada-jawaban', template_version: 1, params: JSON.stringify([]),
    body: JSON.stringify({ text: nudge.text }), importance: 'normal', priority: 1, dedupe: `nudge:${row.conversation_id}:${day}`, subject: null, deadline_at: null, status: 'queued', next_at: work.now.toString(), keeps_hours: true,
    expires_at: work.now.add({ hours: 24 }).toString(), lease_until: null, provider_id: null, error_code: null, error: null, segments: null, created_at: work.now.toString(), accepted_at: null, delivered_at: null,
  }).onConflict((conflict) => conflict.column('dedupe').doNothing()).execute();
}

/** The template that asks a person to write again, so that a waiting answer may be shown. */
export const nudge = { name: 'ada-jawaban', category: 'utility', text: 'Ada jawaban untuk pesan Anda. Balas "ya" untuk membacanya.' } as const;

type Change = Partial<Record<keyof Claimed, unknown>>;

async function change(work: Work, row: Claimed, values: Change): Promise<void> {
  // A report may have arrived while the answer was on its way: what is known to have reached the person stays so.
  await work.tables<MessagingTables>().updateTable('messaging.outgoing').set({ lease_until: null, ...values } as never).where('id', '=', row.id).where('status', 'not in', ['delivered', 'read']).execute();
}
