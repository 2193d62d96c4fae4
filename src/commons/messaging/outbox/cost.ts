import { sql } from 'kysely';
import type { Work } from '#platform/database';
import type { Importance } from '../types.ts';
import type { MessagingTables } from '../tables.ts';

/** What messages cost, in rupiah, and how much a month may cost. */
export interface Prices {
  /** Per delivered WhatsApp message that is billed (utility rate). */
  readonly whatsapp: number;
  /** Replies inside the 24-hour window that are free each month (1,000 per number since 1 October 2026, as reported by providers; see the rate card). */
  readonly whatsappFreeReplies: number;
  /** Per SMS segment. */
  readonly sms: number;
  /** Most a calendar month may cost; nothing: no limit. */
  readonly monthly: number | undefined;
}

/** Rupiah of one message. `ordinal`: how many free-form WhatsApp messages went out this month before it. */
export function priceOf(prices: Prices, message: { channel: string; isTemplate: boolean; segments: number; ordinal: number }): bigint {
  if (message.channel === 'sms') return BigInt(prices.sms * message.segments);
  if (message.channel !== 'whatsapp') return 0n;
  return message.isTemplate || message.ordinal >= prices.whatsappFreeReplies ? BigInt(prices.whatsapp) : 0n;
}

/** Spent this month, and free-form WhatsApp messages sent in it. */
export async function monthSoFar(work: Pick<Work, 'tables'>, now: Temporal.Instant, zone: string): Promise<{ spent: bigint; replies: number }> {
  const start = now.toZonedDateTimeISO(zone).toPlainDate().with({ day: 1 }).toZonedDateTime(zone).toInstant().toString();
  const { rows } = await sql<{ spent: bigint; replies: number }>`select coalesce(sum(cost), 0)::int8 as spent, (count(*) filter (where channel = 'whatsapp' and coalesce(extra ->> 'asTemplate', '') = ''))::int as replies
    from messaging.outgoing where accepted_at >= ${start}::timestamptz and channel in ('whatsapp', 'sms')`.execute(work.tables<MessagingTables>());
  return rows[0] ?? { spent: 0n, replies: 0 };
}

/** May this be sent although it costs? Past the month's limit only what is urgent (answers included) goes out. */
export function withinBudget(prices: Prices, spent: bigint, price: bigint, importance: Importance): boolean {
  return prices.monthly === undefined || price === 0n || importance === 'urgent' || spent + price <= BigInt(prices.monthly);
}
