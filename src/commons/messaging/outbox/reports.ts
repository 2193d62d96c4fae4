import { sql } from 'kysely';
import type { Work } from '#platform/database';
import { system } from '#kernel/actor';
import type { Database } from '#platform/database';
import type { Report } from '../inbox/statuses.ts';
import type { MessagingTables } from '../tables.ts';
import { remedyOf } from './errors.ts';
import { nextWay, recordDelivery } from './settle.ts';
import { afterReport, countsAsDelivered } from './status.ts';

/** Applies a delivery report: by rank, whatever the order, every one kept. It also settles a message whose sending stayed in doubt. */
export async function applyReport(work: Work, report: Report): Promise<void> {
  const tables = work.tables<MessagingTables>();
  const found = await tables.selectFrom('messaging.outgoing').selectAll().where((e) => e.or([...(report.outgoingId ? [e('id', '=', report.outgoingId)] : []), e('provider_id', '=', report.providerId)])).forUpdate().executeTakeFirst();
  // Concatenated SMS: each part is reported by its own id, kept in the delivery rows.
  const row = found ?? await byDelivery(work, report.providerId);
  if (!row) return;
  await recordDelivery(work, row, { providerId: report.providerId, status: report.status, at: report.at, code: report.code });
  // After a change of channel the old one's reports are history, unless they say it arrived.
  if (row.channel !== report.channel) return;
  const status = afterReport(row.status, report.status);
  if (status === row.status) return;
  if (status === 'failed') {
    const remedy = remedyOf(report.code === undefined ? undefined : Number(report.code), 200);
    if (remedy === 'use-template' && row.template !== null) {
      await tables.updateTable('messaging.outgoing').set({ status: 'queued', error_code: '131047', next_at: work.now.toString() }).where('id', '=', row.id).execute();
      return;
    }
    return nextWay(work, row, report.code ?? 'failed');
  }
  const arrived = countsAsDelivered(row.channel, status);
  await tables.updateTable('messaging.outgoing').set({
    status, provider_id: row.provider_id ?? report.providerId, accepted_at: row.accepted_at ? String(row.accepted_at) : work.now.toString(), lease_until: null, ...(arrived ? { delivered_at: report.at.toString(), deadline_at: null } : {}),
  }).where('id', '=', row.id).execute();
}

async function byDelivery(work: Work, providerId: string) {
  const tables = work.tables<MessagingTables>();
  const delivery = await tables.selectFrom('messaging.delivery').select('outgoing_id').where('provider_id', '=', providerId).limit(1).executeTakeFirst();
  return delivery && tables.selectFrom('messaging.outgoing').selectAll().where('id', '=', delivery.outgoing_id).forUpdate().executeTakeFirst();
}

/** Urgent notices nobody confirmed in time take the next way. Returns how many moved. */
export async function climbLadders(database: Database): Promise<number> {
  const at = database.clock.now().toString();
  const due = await database.read<MessagingTables>().selectFrom('messaging.outgoing').select('id').where('deadline_at', '<=', at).where('status', 'in', ['queued', 'parked', 'uncertain', 'accepted', 'sent'])
    // What waited for nothing but us (after an outage of ours) is tried on its channel first; a channel that rests is skipped.
    .where((e) => e.or([e('attempts', '>', 0), e('status', '=', 'parked'), e.exists(e.selectFrom('messaging.sender').select('messaging.sender.channel').whereRef('messaging.sender.channel', '=', 'messaging.outgoing.channel').where('messaging.sender.paused_until', '>', at))])).limit(200).execute();
  for (const { id } of due) {
    await database.write({ actor: system('messaging'), action: 'messaging/climb-ladder' }, async (work) => {
      const row = await work.tables<MessagingTables>().selectFrom('messaging.outgoing').selectAll().where('id', '=', id).where('deadline_at', '<=', at).forUpdate().executeTakeFirst();
      if (row && !['delivered', 'read', 'sending', 'failed'].includes(row.status)) await nextWay(work, row, 'deadline');
      work.note({ subject: row?.subject ?? id });
    });
  }
  return due.length;
}

/** What waited for the person to write may go now. */
export async function unpark(work: Work, conversationId: string): Promise<void> {
  await sql`update messaging.outgoing set status = 'queued', error_code = null, next_at = ${work.now.toString()}::timestamptz where conversation_id = ${conversationId} and status = 'parked'`.execute(work.tables<MessagingTables>());
}
