import pg from 'pg';

/** How to reach a database: a URL of a server, or the folder of a Unix socket. */
export interface Connection {
  readonly url?: string;
  readonly socketFolder?: string;
  readonly user?: string;
  readonly database?: string;
  /** The embedded engine: every connection speaks in the same session, so nothing may be left in it. */
  readonly oneSession?: true;
}

/** The same values from both engines: bigint for int8, ISO text for civil dates and timestamps without zone, Temporal.Instant for timestamptz. */
const parsers: Record<number, (text: string) => unknown> = {
  20: (text) => BigInt(text),
  1082: (text) => text,
  1114: (text) => text,
  1182: (text) => text,
  1186: (text) => text,
  1184: (text) => readInstant(text),
};

/** Our type rules, as the driver asks for them. */
export const valueTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' ? parsers[oid] : undefined) ?? (pg.types.getTypeParser as (id: number, format?: string) => (value: string) => unknown)(oid, format),
} as unknown as pg.CustomTypesConfig;

/** Opens a pool with our type rules. `max` is the most connections held. */
export function openPool(connection: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...(connection.url ? { connectionString: connection.url } : { host: connection.socketFolder, user: connection.user ?? 'postgres', database: connection.database ?? 'postgres' }),
    max,
    types: valueTypes,
    application_name: 'serasan',
    connectionTimeoutMillis: 30_000,
  });
  // Without a listener a lost idle connection would end the process; the next query reconnects or reports.
  pool.on('error', () => undefined);
  // The same for a connection lost while a request holds it: its query is refused with the error, which is enough.
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return pool;
}

function readInstant(text: string): Temporal.Instant | string {
  if (text.endsWith('infinity')) return text;
  // PostgreSQL writes `2026-11-23 02:00:00.123+00`; Temporal wants a T.
  return Temporal.Instant.from(text.replace(' ', 'T'));
}
