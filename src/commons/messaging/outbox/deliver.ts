import type { Logger } from 'pino';
import { system } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import type { Channel, Outcome, Parcel } from '../channels/channel.ts';
import { prepareSms } from '../text/gsm.ts';
import type { MessagingTables } from '../tables.ts';
import type { ChannelName, Invite, OutMessage } from '../types.ts';
import { claim, type Claimed } from './claim.ts';
import { monthSoFar, priceOf, withinBudget, type Prices } from './cost.ts';
import { afterQuietHours } from './hours.ts';
import { settle, type Settling } from './settle.ts';

export interface Delivering {
  readonly database: Database;
  readonly log: Logger;
  readonly zone: string;
  readonly prices: Prices;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** Between 0 and 1, for jitter. */
  readonly chance: () => number;
}

interface Extra { readonly title?: string; readonly sms?: string; readonly invite?: Invite; readonly list?: string; readonly service?: string }

/** Sends what is due on every channel and records what became of it. Returns the number of attempts. */
export async function deliverDue(deps: Delivering): Promise<number> {
  const counts = await Promise.all([...deps.channels.values()].map(async (channel) => {
    const rows = await claim(deps.database, channel);
    await Promise.all(rows.map((row) => attempt(deps, channel, row)));
    return rows.length;
  }));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function attempt(deps: Delivering, channel: Channel, row: Claimed): Promise<void> {
  const settling: Settling = { zone: deps.zone, chance: deps.chance };
  const ready = await prepare(deps, row);
  const outcome: Outcome | Verdict = 'verdict' in ready ? ready : await sendSafely(deps, channel, ready.parcel);
  await deps.database.write({ actor: system('messaging'), action: 'messaging/send' }, async (work) => {
    const cost = 'is' in outcome && outcome.is === 'accepted' ? await costOf(deps, work, row, ready, outcome) : 0n;
    await settle(settling, work, row, outcome, { cost, asTemplate: 'parcel' in ready && ready.parcel.template !== undefined });
  });
}

/** Decided before anything left the house. */
export type Verdict = { readonly verdict: 'hold-until'; readonly at: Temporal.Instant } | { readonly verdict: 'park' } | { readonly verdict: 'over-budget' };

async function prepare(deps: Delivering, row: Claimed): Promise<{ parcel: Parcel } | Verdict> {
  const now = deps.database.clock.now();
  if (row.keeps_hours) {
    const allowed = afterQuietHours(now, deps.zone);
    if (Temporal.Instant.compare(allowed, now) > 0) return { verdict: 'hold-until', at: allowed };
  }
  const extra = row.extra as Extra;
  const asTemplate = row.channel === 'whatsapp' && (row.error_code === '131047' || !(await windowIsOpen(deps, row, now)));
  if (asTemplate && row.template === null) return { verdict: 'park' };
  const body = row.body as OutMessage;
  const message = row.channel === 'sms' && extra.sms ? { ...body, text: extra.sms } : body;
  const price = priceOf(deps.prices, { channel: row.channel, isTemplate: asTemplate, segments: row.channel === 'sms' ? prepareSms(message.text).segments : 1, ordinal: 0 });
  if (price > 0n) {
    const { spent } = await monthSoFar({ tables: () => deps.database.read() as never }, now, deps.zone);
    if (!withinBudget(deps.prices, spent, price, row.importance)) return { verdict: 'over-budget' };
  }
  const list = extra.list ?? row.id;
  return {
    parcel: {
      id: row.id, to: { kind: row.address_kind, value: row.address }, message, page: row.page, list,
      ...(asTemplate && row.template ? { template: { name: row.template, language: 'id', params: row.params as string[] } } : {}),
      ...(extra.title ? { title: extra.title } : {}), ...(extra.invite ? { invite: reviveInvite(extra.invite) } : {}),
    },
  };
}

/** The person wrote within 24 hours (a minute kept back for the way there), so free words may be sent. */
async function windowIsOpen(deps: Delivering, row: Claimed, now: Temporal.Instant): Promise<boolean> {
  if (!row.conversation_id) return false;
  const conversation = await deps.database.read<MessagingTables>().selectFrom('messaging.conversation').select('window_expires_at').where('id', '=', row.conversation_id).executeTakeFirst();
  const until = conversation?.window_expires_at as Temporal.Instant | null | undefined;
  return until !== null && until !== undefined && Temporal.Instant.compare(until.subtract({ minutes: 1 }), now) > 0;
}

/** A fault of ours inside an adapter must not leave a message in flight for ever. */
async function sendSafely(deps: Delivering, channel: Channel, parcel: Parcel): Promise<Outcome> {
  try {
    return await channel.send(parcel);
  } catch (error) {
    deps.log.error({ err: error, channel: channel.name, outgoing: parcel.id }, 'channel failed');
    return { is: 'uncertain', code: 'fault' };
  }
}

async function costOf(deps: Delivering, work: Work, row: Claimed, ready: { parcel: Parcel } | Verdict, outcome: Extract<Outcome, { is: 'accepted' }>): Promise<bigint> {
  if (row.channel !== 'whatsapp' && row.channel !== 'sms') return 0n;
  const { replies } = await monthSoFar(work, work.now, deps.zone);
  return priceOf(deps.prices, { channel: row.channel, isTemplate: 'parcel' in ready && ready.parcel.template !== undefined, segments: outcome.segments ?? 1, ordinal: replies });
}

function reviveInvite(stored: Invite): Invite {
  return { ...stored, startsAt: Temporal.Instant.from(String(stored.startsAt)), endsAt: Temporal.Instant.from(String(stored.endsAt)) };
}
