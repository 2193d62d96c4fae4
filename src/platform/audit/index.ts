import { canonicalJson } from '#kernel/digest';
import type { Database, Work } from '#platform/database';
import { openSealedLog, type SealedLog } from '#platform/sealing';

export interface AuditTables {
  'audit.entry': {
    id: string; at: string; actor_kind: string; actor_id: string; channel: string; agency: string | null; action: string;
    subject: string | null; request_id: string | null; body: string; position: bigint | null; hash: string | null;
  };
}

export interface Audit extends SealedLog {
  /** The latest entries about a subject, newest first. */
  about(subject: string, limit?: number): Promise<{ at: string; action: string; actorId: string; body: string }[]>;
  /** Seals now and then every second, until stopped. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the audit floor: from now on every write of `database` carries its entry in the same transaction. */
export function openAudit(database: Database): Audit {
  database.record(recordEntry);
  const log = openSealedLog(database, 'audit.entry');
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  // A pass that fails (database away) is repeated by the next one; entries wait unsealed and nothing is lost.
  const pass = () => { running = log.seal().catch(() => 0); return running; };
  return {
    ...log,
    async start() {
      await log.seal();
      timer = setInterval(() => { void pass(); }, 1000);
    },
    async stop() {
      clearInterval(timer);
      await running;
      await log.seal().catch(() => 0);
    },
    async about(subject, limit = 100) {
      const rows = await database.read<AuditTables>().selectFrom('audit.entry').select(['at', 'action', 'actor_id', 'body']).where('subject', '=', subject).orderBy('at', 'desc').limit(limit).execute();
      return rows.map((row) => ({ at: String(row.at), action: row.action, actorId: row.actor_id, body: row.body }));
    },
  };
}

async function recordEntry(work: Work): Promise<void> {
  const { actor, action, requestId } = work.intent;
  const subject = typeof work.facts['subject'] === 'string' ? work.facts['subject'] : (work.events[0]?.subject ?? null);
  const said = { at: work.recordedAt, ...(work.recordedAt === work.now ? {} : { occurredAt: work.now }), actor: { kind: actor.kind, id: actor.id, channel: actor.channel, agency: actor.agency ?? null }, action, subject, requestId: requestId ?? null, facts: work.facts };
  await work.defer(work.tables<AuditTables>().insertInto('audit.entry').values({
    id: work.id, at: work.recordedAt.toString(), actor_kind: actor.kind, actor_id: actor.id, channel: actor.channel, agency: actor.agency ?? null,
    action, subject, request_id: requestId ?? null, body: canonicalJson(said), position: null, hash: null,
  }));
}
