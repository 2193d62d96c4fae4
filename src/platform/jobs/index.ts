import { PgBoss, fromKysely } from 'pg-boss';
import type { Logger } from 'pino';
import { system } from '#kernel/actor';
import type { Actor } from '#kernel/actor';
import type { Connection, Database, Work } from '#platform/database';

/** A queue and what is done with each of its jobs. Handlers are idempotent: a job may run twice. Keep them shallow: a job calls an action. */
export interface JobHandler {
  readonly queue: string;
  readonly handle: (data: Record<string, unknown>, actor: Actor) => Promise<void>;
  /** Jobs of one lane in order, one at a time; a failing job holds back its lane only. Default: no order. */
  readonly lanes?: boolean;
  readonly retries?: number;
  /** Seconds before the first retry; later ones double up to `retryAtMost`. */
  readonly retryDelay?: number;
  readonly retryAtMost?: number;
  /** Jobs taken at once. */
  readonly batch?: number;
  /** Cron expression in the regency's zone, for jobs nobody enqueues. */
  readonly schedule?: string;
  readonly pollSeconds?: number;
}

export interface Jobs {
  /** Declares handlers; call before `start`. */
  handle(...handlers: JobHandler[]): void;
  /** Makes the queues; with `work`, runs the handlers too. */
  start(options: { work: boolean; zone: string }): Promise<void>;
  stop(): Promise<void>;
  /** Jobs that used up their retries, newest first, for the operator's page. */
  dead(limit?: number): Promise<{ id: string; queue: string; failedAt: string; data: unknown; why: unknown }[]>;
  /** Puts a dead job back into its queue. */
  revive(id: string): Promise<void>;
}

const graveyard = 'dead';

/** Opens durable jobs over pg-boss. `work.enqueue` becomes part of the transaction: the job exists if and only if the work committed. */
export function openJobs(deps: { database: Database; connection: Connection; log: Logger }): Jobs {
  const { connection } = deps;
  const boss = new PgBoss({
    ...(connection.url ? { connectionString: connection.url } : { host: connection.socketFolder ?? '', user: connection.user ?? 'postgres', database: connection.database ?? 'postgres' }),
    max: 3, schema: 'jobs', application_name: 'serasan-jobs',
  });
  boss.on('error', (error) => { deps.log.error({ error: error.message }, 'jobs'); });
  const handlers: JobHandler[] = [];

  deps.database.record(async (work: Work) => {
    for (const job of work.jobs) {
      await boss.send(job.queue, job.data, {
        db: fromKysely(work.tables<unknown>() as never),
        ...(job.lane ? { singletonKey: job.lane } : {}),
        ...(job.notBefore ? { startAfter: job.notBefore.toString() } : {}),
        ...(job.priority === undefined ? {} : { priority: job.priority }),
      });
    }
  });

  async function prepare(handler: JobHandler, zone: string): Promise<void> {
    await boss.createQueue(handler.queue, {
      policy: handler.lanes ? 'key_strict_fifo' : 'standard', retryLimit: handler.retries ?? 5, retryDelay: handler.retryDelay ?? 5, retryBackoff: true,
      retryDelayMax: handler.retryAtMost ?? 900, deadLetter: graveyard,
    });
    if (handler.schedule) await boss.schedule(handler.queue, handler.schedule, {}, { tz: zone });
  }

  return {
    handle: (...more) => { handlers.push(...more); },
    async start({ work, zone }) {
      await boss.start();
      await boss.createQueue(graveyard, { retryLimit: 0 });
      for (const handler of handlers) await prepare(handler, zone);
      if (!work) return;
      for (const handler of handlers) {
        await boss.work(handler.queue, { batchSize: handler.batch ?? 1, pollingIntervalSeconds: handler.pollSeconds ?? 1 }, async (jobs) => {
          for (const job of jobs) await handler.handle(job.data as Record<string, unknown>, system(handler.queue));
        });
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
    async dead(limit = 100) {
      const found = await boss.findJobs(graveyard, { limit });
      return found.map((job) => ({ id: job.id, queue: String((job as unknown as { sourceName?: string }).sourceName ?? ''), failedAt: job.createdOn.toISOString(), data: job.data, why: (job as unknown as { sourceOutput?: unknown }).sourceOutput ?? null })).reverse();
    },
    async revive(id) {
      await boss.redrive(graveyard, { ids: [id] });
    },
  };
}
