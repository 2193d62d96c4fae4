import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect, type CompiledQuery, type KyselyPlugin, type Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type pg from 'pg';
import type { Actor } from '#kernel/actor';
import { uuidv7, type RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import { LaneDialect, deferred } from './lane.ts';
import { valueTypes } from './pool.ts';
import { retrySerialisation } from './retry.ts';

/** Who does what, said once when a write begins. It becomes the audit entry of the transaction. */
export interface Intent {
  readonly actor: Actor;
  /** The action's name: `saroale/book`. */
  readonly action: string;
  readonly requestId?: string | undefined;
  /** When it was done, if that was earlier than now: work without a network. A time to come is taken for now, for clocks of devices are not trusted. */
  readonly occurredAt?: Temporal.Instant | undefined;
}

/** A fact that happened, in the service's own words. Never personal data: ids, codes, durations, places by district. */
export interface DomainEvent {
  readonly type: string;
  readonly version: number;
  /** Id of the thing it is about (a booking, a session). */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it happened, if not now (offline work). */
  readonly occurredAt?: Temporal.Instant;
}

export interface JobRequest {
  readonly queue: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Earliest start. */
  readonly notBefore?: Temporal.Instant;
  /** Jobs with one lane run one after another in the order they were enqueued. */
  readonly lane?: string;
  readonly priority?: number;
}

/** Writes what a unit of work must not forget (audit, events, jobs) into its transaction, just before the commit. */
export type Recorder = (work: Work) => Promise<void>;

/** One transaction: state, events, audit entry and jobs commit together or not at all. Effects run after the commit. */
export class Work {
  readonly id: string;
  readonly intent: Intent;
  /** When what is written here happened. Rules and rows go by it. */
  readonly now: Temporal.Instant;
  /** When it reached us; later than `now` only for work that was done without a network. */
  readonly recordedAt: Temporal.Instant;
  readonly events: DomainEvent[] = [];
  readonly jobs: JobRequest[] = [];
  readonly effects: (() => void | Promise<void>)[] = [];
  /** What the audit entry says beyond who and what: subject, reason, before and after. No NIK, no phone number. */
  readonly facts: Record<string, unknown> = {};
  readonly #transaction: Transaction<unknown>;
  readonly #newId: () => string;

  constructor(transaction: Transaction<unknown>, intent: Intent, now: Temporal.Instant, newId: () => string) {
    this.#transaction = transaction;
    this.intent = intent;
    this.recordedAt = now;
    this.now = intent.occurredAt && Temporal.Instant.compare(intent.occurredAt, now) < 0 ? intent.occurredAt : now;
    this.#newId = newId;
    this.id = newId();
  }

  get actor(): Actor {
    return this.intent.actor;
  }

  /** The open transaction, seen through the tables of one schema. */
  tables<Schema>(): Transaction<Schema> {
    return this.#transaction as unknown as Transaction<Schema>;
  }

  /**
   * A statement whose answer nobody needs. It keeps its place in the order but makes no trip of its own: it goes in one packet with the next statement or the
   * commit, and that one fails if it fails.
   */
  async defer(statement: { compile(transaction: Transaction<unknown>): CompiledQuery<unknown> }): Promise<void> {
    await this.#transaction.executeQuery(deferred(statement.compile(this.#transaction)));
  }

  /** A new UUIDv7. */
  newId(): string {
    return this.#newId();
  }

  emit(event: DomainEvent): void {
    this.events.push(event);
  }

  enqueue(job: JobRequest): void {
    this.jobs.push(job);
  }

  /** Runs after the commit and never when it fails: mail, webhooks, live boards. */
  after(effect: () => void | Promise<void>): void {
    this.effects.push(effect);
  }

  /** Adds to the audit entry. */
  note(facts: Record<string, unknown>): void {
    Object.assign(this.facts, facts);
  }
}

export interface Database {
  /** Reading outside a write, through the tables of one schema. Writing with it does not compile. */
  read<Schema>(): ReadonlyKysely<Schema>;
  /** The only way to change anything. Retries serialisation failures and deadlocks, so `step` may run more than once and must not do I/O except SQL. */
  write<T>(intent: Intent, step: (work: Work) => Promise<T>): Promise<T>;
  /**
   * One statement on a table that is itself a log (an inbox of raw webhooks, a sealing pass), outside a unit of work: no audit entry, no events.
   * For anything an actor does, use `write`.
   */
  journal<Schema, T>(step: (tables: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Adds a recorder; called once by each floor at opening. */
  record(recorder: Recorder): void;
  readonly clock: Clock;
  close(): Promise<void>;
}

const inside = new AsyncLocalStorage<true>();

/** Opens the database door over a pool. `oneSession`: its connections share one session, so no statement is kept between transactions. */
export function openDatabase(deps: { pool: pg.Pool; clock: Clock; random: RandomBytes; oneSession?: boolean }): Database {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: deps.pool }) });
  const lanes = new Kysely<unknown>({ dialect: new LaneDialect({ pool: deps.pool, types: valueTypes, keep: deps.oneSession !== true }) });
  const recorders: Recorder[] = [];
  const newId = () => uuidv7(deps.clock.now().epochMilliseconds, deps.random);

  async function attempt<T>(intent: Intent, step: (work: Work) => Promise<T>): Promise<{ result: T; effects: Work['effects'] }> {
    const life = { open: true };
    try {
      return await lanes.transaction().execute(async (transaction) => {
        const work = new Work(transaction.withPlugin(guardLateUse(life)), intent, deps.clock.now(), newId);
        const result = await inside.run(true, () => step(work));
        for (const recorder of recorders) await inside.run(true, () => recorder(work));
        return { result, effects: work.effects };
      });
    } finally {
      life.open = false;
    }
  }

  return {
    clock: deps.clock,
    record: (recorder) => { recorders.push(recorder); },
    read<Schema>() {
      if (inside.getStore()) throw new Error('Inside a write, read through work.tables(): the pool would wait for this very transaction.');
      return kysely as unknown as ReadonlyKysely<Schema>;
    },
    async write(intent, step) {
      if (inside.getStore()) throw new Error('A write cannot start inside another write.');
      const { result, effects } = await retrySerialisation(() => attempt(intent, step));
      for (const effect of effects) await effect();
      return result;
    },
    async journal<Schema, T>(step: (tables: Transaction<Schema>) => Promise<T>) {
      if (inside.getStore()) throw new Error('A journal statement cannot run inside a write.');
      return retrySerialisation(() => lanes.transaction().execute((transaction) => step(transaction as unknown as Transaction<Schema>)));
    },
    async close() {
      await lanes.destroy();
      await kysely.destroy();
    },
  };
}

/** A statement sent after its transaction ended would run outside it; make it an error instead. */
function guardLateUse(life: { open: boolean }): KyselyPlugin {
  return {
    transformQuery({ node }) {
      if (!life.open) throw new Error('This transaction has ended: a statement was sent late, probably for want of an await.');
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
