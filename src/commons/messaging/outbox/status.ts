import type { OutgoingStatus } from '../tables.ts';

const ranks: Readonly<Record<string, number>> = { accepted: 1, sent: 2, failed: 3, delivered: 4, read: 5, played: 5 };

/**
 * The status after a report: reports come in any order, so the higher rank wins. `failed` is final unless the message was delivered after all;
 * words we do not know (`deleted`) change nothing.
 */
export function afterReport(current: OutgoingStatus, reported: string): OutgoingStatus {
  const next = reported === 'played' ? 'read' : reported;
  const rank = ranks[next];
  if (rank === undefined) return current;
  // A message still queued, in flight or given up has rank 0: any report is news about it.
  return rank > (ranks[current] ?? 0) ? (next as OutgoingStatus) : current;
}

/** Has the person (or at least the phone) got it? Telegram and e-mail report nothing after acceptance: acceptance is all there is to know. */
export function countsAsDelivered(channel: string, status: OutgoingStatus): boolean {
  return status === 'delivered' || status === 'read' || (status === 'accepted' && (channel === 'telegram' || channel === 'email'));
}
