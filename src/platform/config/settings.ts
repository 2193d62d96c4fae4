import { z } from 'zod';

const text = z.string();
const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['on', 'off']).transform((value) => value === 'on');

/** Every setting with its meaning. A module that needs one adds it here, so that the list a deployment can set is one page. */
export const settings = {
  REGENCY: text.default('muba').describe('Folder in regencies/ that makes this deployment a regency.'),
  DATA_DIR: text.default('data').describe('Folder for the embedded database, uploaded files and generated keys.'),
  DATABASE_URL: text.optional().describe('postgres://… of a PostgreSQL ≥ 15 with PostGIS. Empty: a database in DATA_DIR.'),
  DATABASE_ENGINE: z.enum(['auto', 'embedded', 'cluster']).default('auto').describe('Without DATABASE_URL: embedded (PGlite), cluster (a private PostgreSQL from the programs on this machine) or auto (cluster when installed).'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10).describe('Connections each process may hold.'),
  HOST: text.default('127.0.0.1').describe('Address to listen on.'),
  PORT: port.default(8080).describe('Port to listen on; 0 takes a free one.'),
  PUBLIC_URL: z.url().optional().describe('Address residents see, such as https://layanan.example.go.id. Used in links and passkeys.'),
  TRUST_PROXY: flag.default(false).describe('on: believe X-Forwarded-For of the proxy in front.'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info').describe('How much is logged.'),
  DEMO: flag.default(false).describe('on: load the synthetic demonstration world, show demo logins and the chat simulator.'),
  MASTER_KEY: text.optional().describe('32 bytes in base64. Encrypts NIK and other sealed fields. Empty: made once in DATA_DIR/keys (not for production).'),
  MASTER_KEYS_OLD: text.optional().describe('Earlier master keys, comma separated: what they sealed stays readable until it is sealed again.'),
  WORKERS: flag.default(true).describe('off: this process serves pages only and runs no jobs.'),
} as const;
