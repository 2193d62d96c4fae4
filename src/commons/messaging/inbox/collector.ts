import { sql } from 'kysely';
import type { Database } from '#platform/database';
import type { MessagingTables } from '../tables.ts';
import type { ChannelName } from '../types.ts';

/** One fact from a provider, before it is stored. `key` is the provider's own id of it: the same fact always has the same key. */
export interface Arrival {
  readonly channel: ChannelName;
  readonly key: string;
  /** Whose messages must keep their order; absent for statuses. */
  readonly sender?: string;
  readonly kind: 'message' | 'system' | 'status' | 'other';
  readonly raw: unknown;
  readonly sentAt: Temporal.Instant;
}

export interface Collector {
  /** Returns when the arrivals are committed (or were known already). */
  add(arrivals: readonly Arrival[]): Promise<void>;
}

interface Waiting { readonly arrivals: readonly Arrival[]; readonly done: () => void; readonly failed: (error: unknown) => void }

/**
 * Stores arrivals of many requests with one insert: the first waits `gatherMs`, all who come meanwhile join it, and while one insert runs the
 * next gathers. A commit costs the same for one row and for three hundred.
 */
export function openCollector(deps: { database: Database; gatherMs?: number; atMost?: number; stored: () => void }): Collector {
  const { gatherMs = 3, atMost = 400 } = deps;
  const waiting: Waiting[] = [];
  let running = false;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, atMost);
      try {
        await store(deps.database, batch.flatMap((entry) => entry.arrivals));
        for (const entry of batch) entry.done();
        deps.stored();
      } catch (error) {
        await storeOneByOne(batch, error);
      }
    }
    running = false;
  }

  /** One unstorable arrival must not cost the others their place: each request gets its own verdict. */
  async function storeOneByOne(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1) { batch[0]?.failed(error); return; }
    for (const entry of batch) {
      await store(deps.database, entry.arrivals).then(entry.done, entry.failed);
    }
    deps.stored();
  }

  return {
    add(arrivals) {
      if (arrivals.length === 0) return Promise.resolve();
      return new Promise((done, failed) => {
        waiting.push({ arrivals, done, failed });
        if (running) return;
        running = true;
        if (gatherMs === 0) void flush();
        else setTimeout(() => { void flush(); }, gatherMs);
      });
    },
  };
}

async function store(database: Database, arrivals: readonly Arrival[]): Promise<void> {
  // Sorted, so that two processes inserting the same duplicates never wait for each other in a circle; once each, as one statement may not meet its own row.
  const unique = new Map(arrivals.map((arrival) => [`${arrival.channel} ${arrival.key}`, arrival]));
  const rows = [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, arrival]) => ({
    channel: arrival.channel, key: arrival.key, sender: arrival.sender ?? null, kind: arrival.kind, raw: arrival.raw, sent_at: arrival.sentAt.toString(),
  }));
  const json = storable(JSON.stringify(rows));
  const now = database.clock.now().toString();
  await database.journal<MessagingTables, void>(async (tables) => {
    await sql`insert into messaging.msg_in (channel, provider_message_id, sender, kind, raw, sent_at, received_at)
      select channel, key, sender, kind, raw, sent_at, ${now}::timestamptz
      from jsonb_to_recordset(${json}::jsonb) as arrival(channel text, key text, sender text, kind text, raw jsonb, sent_at timestamptz)
      on conflict do nothing`.execute(tables);
  });
}

/** PostgreSQL's jsonb cannot hold NUL or half a surrogate pair; nothing a person writes needs them. The pattern skips escaped backslashes. */
export function storable(json: string): string {
  return /\\u0000|\\ud[89a-f]/.test(json) ? json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1') : json;
}
