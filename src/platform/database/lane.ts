import { PostgresDialect, type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type pg from 'pg';
import { sha256 } from '#kernel/digest';
import { exchange, type Answer, type Statement } from './exchange.ts';

/** Statements whose answers nobody waits for. */
const unhurried = new WeakSet<CompiledQuery>();

/** Marks a statement that may wait: it goes before the next one or the commit, in the same packet, and that one fails if it fails. */
export function deferred(query: CompiledQuery): CompiledQuery {
  unhurried.add(query);
  return query;
}

/**
 * PostgreSQL with fewer trips: a transaction begins with its first statement, and deferred statements travel with what follows them, always in order. With `keep`,
 * statements that are worth it are parsed once a connection; not for the embedded engine, whose connections share one session.
 */
export class LaneDialect extends PostgresDialect {
  readonly #settings: LaneSettings;

  constructor(settings: LaneSettings) {
    super({ pool: settings.pool });
    this.#settings = settings;
  }

  override createDriver(): Driver {
    return new LaneDriver(this.#settings);
  }
}

interface LaneSettings {
  readonly pool: pg.Pool;
  readonly types: pg.CustomTypesConfig;
  /** May the server keep statements between transactions? Given up for good where a pooler hands out connections that do not have them. */
  keep: boolean;
}

class LaneDriver implements Driver {
  readonly #settings: LaneSettings;
  readonly #lanes = new WeakMap<pg.PoolClient, Lane>();

  constructor(settings: LaneSettings) {
    this.#settings = settings;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<Lane> {
    const client = await this.#settings.pool.connect();
    const known = this.#lanes.get(client);
    if (known) return known;
    const lane = new Lane(client, this.#settings);
    this.#lanes.set(client, lane);
    return lane;
  }

  beginTransaction(lane: Lane): Promise<void> {
    lane.begin();
    return Promise.resolve();
  }

  commitTransaction(lane: Lane): Promise<void> {
    return lane.commit();
  }

  rollbackTransaction(lane: Lane): Promise<void> {
    return lane.rollback();
  }

  releaseConnection(lane: Lane): Promise<void> {
    lane.release();
    return Promise.resolve();
  }

  /** The pool is the house's; whoever opened it ends it. */
  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

const begin = { sql: 'begin', parameters: [], parse: true };
const commit = { sql: 'commit', parameters: [], parse: true };
const rollback = { sql: 'rollback', parameters: [], parse: true };

/** A connection of the pool while it carries transactions. */
class Lane implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #settings: LaneSettings;
  /** Names of kept statements by their text. */
  readonly #kept = new Map<string, string>();
  readonly #doubtful = new Set<string>();
  /** Not sent yet: `begin`, and deferred statements. */
  #waiting: Statement[] = [];
  #begun = false;
  #broken = false;

  constructor(client: pg.PoolClient, settings: LaneSettings) {
    this.#client = client;
    this.#settings = settings;
  }

  begin(): void {
    this.#waiting = [begin];
    this.#begun = false;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (unhurried.has(query)) {
      this.#waiting.push(this.#statement(query));
      return { rows: [] };
    }
    return resultOf<R>(await this.#send(this.#statement(query)));
  }

  async commit(): Promise<void> {
    // Nothing was asked of the server at all.
    if (!this.#begun && this.#waiting.length <= 1) return;
    const { command } = await this.#send(commit);
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back instead of committed: a statement of it had failed.');
  }

  async rollback(): Promise<void> {
    this.#waiting = [];
    if (!this.#begun) return;
    try {
      await this.#send(rollback);
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  release(): void {
    this.#client.release(this.#broken);
  }

  streamQuery(): never {
    throw new Error('A unit of work does not stream.');
  }

  #statement({ sql, parameters }: CompiledQuery): Statement {
    if (!this.#settings.keep || this.#doubtful.has(sql) || !isWorthKeeping(sql)) return { sql, parameters, parse: true };
    // The name says the text: should a pooler mix up connections, a name may be missing but never stands for another statement.
    const name = this.#kept.get(sql) ?? `serasan_${sha256(sql).slice(0, 32)}`;
    const told = this.#kept.has(sql) || this.#waiting.some((earlier) => earlier.name === name);
    return told || this.#kept.size < mostKept ? { sql, parameters, name, parse: !told } : { sql, parameters, parse: true };
  }

  /** Sends what waits and then `last`, and gives its answer. */
  async #send(last: Statement): Promise<Answer> {
    const statements = [...this.#waiting, last];
    this.#waiting = [];
    this.#begun = true;
    try {
      const answers = await exchange(this.#client, this.#settings.types, statements);
      for (const { sql, name } of statements) if (name !== undefined) this.#kept.set(sql, name);
      return answers.at(-1) ?? { command: null, rowCount: null, rows: [] };
    } catch (error) {
      this.#doubt(statements, error);
      // The driver's own stack ends in its socket; ours says who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  /** Of a failed exchange nobody knows which new names were kept, and a stale plan stays under its name: this connection sends such statements without one from now on. */
  #doubt(statements: readonly Statement[], error: unknown): void {
    const stale = isForgotten(error);
    for (const { sql, name, parse } of statements) {
      if (name === undefined || !(parse || stale)) continue;
      this.#doubtful.add(sql);
      this.#kept.delete(sql);
    }
    // A pooler that hands out connections without what was kept on them, or with what others kept: here nothing is kept any more.
    if (stale && !isOutdated(error)) this.#settings.keep = false;
  }
}

const mostKept = 200;
const longest = 4000;

/**
 * Inserts of values and calls of functions: what they do hangs on no plan that could grow old while their tables grow. Longer texts are many rows of some number
 * that will not come again.
 */
export function isWorthKeeping(sql: string): boolean {
  return sql.length <= longest && /^\s*(insert into [^\s(]+ \([^)]*\) values \(|select (\* from )?[a-z_]+\.[a-z_]+\()/i.test(sql) && !/\bselect\b/i.test(sql.slice(10));
}

/** The server does not have the statement we thought it kept, or has it already, or its result has changed shape since: behind a pooler, or after a migration. Trying again helps. */
export function isForgotten(error: unknown): boolean {
  return codeOf(error) === '26000' || codeOf(error) === '42P05' || isOutdated(error);
}

function isOutdated(error: unknown): boolean {
  return codeOf(error) === '0A000' && error instanceof Error && error.message.includes('cached plan');
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function resultOf<R>({ command, rowCount, rows }: Answer): QueryResult<R> {
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
  return changes && rowCount !== null ? { rows: rows as R[], numAffectedRows: BigInt(rowCount) } : { rows: rows as R[] };
}
