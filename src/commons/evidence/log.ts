import { sql } from 'kysely';
import { system } from '#kernel/actor';
import { canonicalJson } from '#kernel/digest';
import type { Database, Work } from '#platform/database';
import { openSealedLog, type SealedLog } from '#platform/sealing';
import type { EvidenceTables, RecordedEvent } from './tables.ts';

/** Reacts to facts of any service, each exactly once and in order: the reaction and the cursor commit together. */
export interface Subscriber {
  readonly name: string;
  readonly types: readonly string[];
  readonly react: (event: RecordedEvent, work: Work) => Promise<void>;
}

export interface Evidence extends SealedLog {
  subscribe(...subscribers: Subscriber[]): void;
  /** Seals what was committed and delivers it to every subscriber. Returns the number of deliveries. */
  pump(): Promise<number>;
  /** Pumps soon, once, after commits of this process, and every second on a worker. */
  start(options: { work: boolean }): void;
  stop(): Promise<void>;
}

/** Opens the event log: from now on every `work.emit` is stored in the transaction of its write. */
export function openEvidence(database: Database): Evidence {
  const log = openSealedLog(database, 'evidence.event');
  const subscribers: Subscriber[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let wanted = false;

  database.record((work) => storeEvents(work));

  async function pump(): Promise<number> {
    if (running) { wanted = true; return running; }
    running = pumpOnce().finally(() => { running = undefined; });
    const delivered = await running;
    if (!wanted) return delivered;
    wanted = false;
    return delivered + await pump();
  }

  async function pumpOnce(): Promise<number> {
    await log.seal();
    let delivered = 0;
    for (const subscriber of subscribers) delivered += await deliver(database, subscriber);
    return delivered;
  }

  return {
    ...log,
    subscribe: (...more) => { subscribers.push(...more.filter((subscriber) => subscriber.types.length > 0)); },
    pump,
    start({ work }) {
      if (work) timer = setInterval(() => { pump().catch(() => undefined); }, 1000);
    },
    async stop() {
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

async function storeEvents(work: Work): Promise<void> {
  if (work.events.length === 0) return;
  await work.defer(work.tables<EvidenceTables>().insertInto('evidence.event').values(work.events.map((event) => {
    const said = { type: event.type, version: event.version, subject: event.subject, occurredAt: (event.occurredAt ?? work.now).toString(), recordedAt: work.recordedAt.toString(), channel: work.actor.channel, data: event.data };
    return {
      id: work.newId(), type: event.type, version: event.version, subject: event.subject, occurred_at: said.occurredAt, recorded_at: said.recordedAt,
      channel: said.channel, data: JSON.stringify(event.data), body: canonicalJson(said), position: null, hash: null,
    };
  })));
}

async function deliver(database: Database, subscriber: Subscriber): Promise<number> {
  for (let delivered = 0; ;) {
    // Looking first keeps idle passes out of the audit log.
    if (!(await hasNews(database, subscriber))) return delivered;
    const moved = await database.write({ actor: system(subscriber.name), action: `evidence/deliver` }, async (work) => {
      const tables = work.tables<EvidenceTables>();
      await tables.insertInto('evidence.cursor').values({ subscriber: subscriber.name, position: '0', updated_at: work.now.toString() }).onConflict((conflict) => conflict.doNothing()).execute();
      const cursor = await tables.selectFrom('evidence.cursor').select('position').where('subscriber', '=', subscriber.name).forUpdate().executeTakeFirstOrThrow();
      const rows = await tables.selectFrom('evidence.event').selectAll().where('position', '>', cursor.position as bigint).where('type', 'in', [...subscriber.types]).orderBy('position').limit(50).execute();
      for (const row of rows) await subscriber.react({ id: row.id, type: row.type, version: row.version, subject: row.subject, occurredAt: row.occurred_at as Temporal.Instant, channel: row.channel, data: row.data as Record<string, unknown>, position: row.position ?? 0n }, work);
      const last = rows.at(-1)?.position;
      if (last) await tables.updateTable('evidence.cursor').set({ position: last.toString(), updated_at: sql<string>`now()` }).where('subscriber', '=', subscriber.name).execute();
      return rows.length;
    });
    delivered += moved;
    if (moved < 50) return delivered;
  }
}

async function hasNews(database: Database, subscriber: Subscriber): Promise<boolean> {
  const tables = database.read<EvidenceTables>();
  const reached = (await tables.selectFrom('evidence.cursor').select('position').where('subscriber', '=', subscriber.name).executeTakeFirst())?.position ?? '0';
  const next = await tables.selectFrom('evidence.event').select('id').where('position', '>', reached as bigint).where('type', 'in', [...subscriber.types]).limit(1).executeTakeFirst();
  return next !== undefined;
}
