import type { Selectable } from 'kysely';
import { system } from '#kernel/actor';
import type { Database, Work } from '#platform/database';
import type { InboxRow, MessagingTables } from '../tables.ts';
import type { WhatsAppRaw } from '../webhooks/whatsapp.ts';

/** What a provider says became of a message of ours. */
export interface Report {
  readonly channel: string;
  readonly providerId: string;
  /** Our own id, where the provider carries it. */
  readonly outgoingId?: string;
  readonly status: string;
  readonly code?: string;
  readonly at: Temporal.Instant;
}

/** Applies waiting delivery reports in batches. Reports about messages we do not know are kept and passed over. */
export function openStatusWorker(deps: { database: Database; apply: (work: Work, report: Report) => Promise<void> }): { drain(): Promise<number> } {
  async function batch(): Promise<number> {
    const some = await deps.database.read<MessagingTables>().selectFrom('messaging.msg_in').select('provider_message_id').where('processed_at', 'is', null).where('sender', 'is', null).limit(1).executeTakeFirst();
    if (!some) return 0;
    return deps.database.write({ actor: system('messaging'), action: 'messaging/hear-reports' }, async (work) => {
      const tables = work.tables<MessagingTables>();
      const rows = await tables.selectFrom('messaging.msg_in').selectAll().where('processed_at', 'is', null).where('sender', 'is', null).orderBy('received_at').limit(200).forUpdate().skipLocked().execute();
      for (const row of rows) {
        const report = readReport(row);
        if (report) await deps.apply(work, report);
      }
      const keys = rows.map((row) => row.provider_message_id);
      if (keys.length > 0) await tables.updateTable('messaging.msg_in').set({ processed_at: work.now.toString(), outcome: 'report' }).where('provider_message_id', 'in', keys).where('sender', 'is', null).execute();
      work.note({ reports: rows.length });
      return rows.length;
    });
  }

  return {
    async drain() {
      for (let total = 0; ;) {
        const handled = await batch();
        total += handled;
        if (handled === 0) return total;
      }
    },
  };
}

function readReport(row: Selectable<InboxRow>): Report | undefined {
  if (row.kind !== 'status') return undefined;
  const at = row.sent_at as Temporal.Instant;
  if (row.channel === 'whatsapp') {
    const status = (row.raw as WhatsAppRaw).status;
    const code = status?.errors?.[0]?.code;
    return status && { channel: 'whatsapp', providerId: status.id, status: status.status, at, ...(isUuid(status.biz_opaque_callback_data) ? { outgoingId: status.biz_opaque_callback_data } : {}), ...(code === undefined ? {} : { code: String(code) }) };
  }
  const raw = row.raw as { id?: string; status?: string; code?: string; reference?: string };
  return raw.id && raw.status ? { channel: row.channel, providerId: raw.id, status: raw.status, at, ...(isUuid(raw.reference) ? { outgoingId: raw.reference } : {}), ...(raw.code ? { code: raw.code } : {}) } : undefined;
}

function isUuid(value: string | undefined): value is string {
  return value !== undefined && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
}
