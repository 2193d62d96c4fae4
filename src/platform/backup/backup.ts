import { execFileSync } from 'node:child_process';
import { cpSync, createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Config } from '#platform/config';
import { dumpEmbedded, findServerPrograms, startEmbedded, startEngine, type Connection } from '#platform/database';
import { reachEngine, runningSocket } from './reach.ts';

const manifestSchema = z.object({
  format: z.literal(1),
  takenAt: z.string(),
  engine: z.enum(['server', 'cluster', 'embedded']),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

/** What a backup folder holds and when it was taken. */
export type BackupManifest = z.infer<typeof manifestSchema>;

/** Copies database and files into `folder`, which must not exist yet. The embedded engine dumps itself; a server is dumped by `pg_dump` in one snapshot. */
export async function takeBackup(options: { config: Config; folder: string }): Promise<BackupManifest> {
  const { config, folder } = options;
  if (existsSync(folder)) throw new Error(`Folder ${folder} sudah ada. Pilih nama lain supaya cadangan lama tidak tertimpa.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const engine = await reachEngine(config);
  try {
    if (engine.kind === 'embedded') await dumpEmbedded(engine.connection, join(folder, 'embedded.tar'));
    else program('pg_dump', ['--format=custom', '--no-owner', '--file', join(folder, 'database.dump'), ...address(engine.connection)]);
  } finally {
    await engine.stop();
  }
  const files = join(config.DATA_DIR, 'files');
  if (existsSync(files)) cpSync(files, join(folder, 'files'), { recursive: true });
  const manifest: BackupManifest = { format: 1, takenAt: Temporal.Now.instant().toString(), engine: engine.kind, files: await listFiles(folder) };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Restores a backup after checking every file. Refuses a data folder that already holds a database: nothing is ever overwritten. */
export async function putBack(options: { config: Config; folder: string }): Promise<BackupManifest> {
  const { config, folder } = options;
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  await verifyFiles(folder, manifest);
  refuseOccupied(config);
  if (manifest.engine === 'embedded') await (await startEmbedded(join(config.DATA_DIR, 'embedded'), { snapshot: join(folder, 'embedded.tar') })).stop();
  else await restoreServer(config, join(folder, 'database.dump'));
  if (existsSync(join(folder, 'files'))) cpSync(join(folder, 'files'), join(config.DATA_DIR, 'files'), { recursive: true });
  return manifest;
}

async function restoreServer(config: Config, dump: string): Promise<void> {
  const engine = await startEngine({ url: config.DATABASE_URL, engine: 'cluster', dataFolder: config.DATA_DIR });
  try {
    program('pg_restore', ['--no-owner', '--exit-on-error', '--single-transaction', ...address(engine.connection), dump]);
  } finally {
    await engine.stop();
  }
}

function refuseOccupied(config: Config): void {
  if (config.DATABASE_URL) return;
  if (runningSocket(config.DATA_DIR)) throw new Error('Layanan masih berjalan di folder data ini. Hentikan dulu, lalu pulihkan ke DATA_DIR yang kosong.');
  if (['embedded', 'cluster'].some((name) => existsSync(join(config.DATA_DIR, name)))) throw new Error(`Folder ${config.DATA_DIR} sudah berisi basis data. Pulihkan ke DATA_DIR yang kosong, periksa, baru pindahkan.`);
}

async function listFiles(folder: string): Promise<BackupManifest['files']> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile()).sort();
  return Promise.all(names.map(async (path) => ({ path: relative(folder, path), bytes: statSync(path).size, sha256: await digest(path) })));
}

async function verifyFiles(folder: string, manifest: BackupManifest): Promise<void> {
  for (const file of manifest.files) {
    const path = join(folder, file.path);
    if (!existsSync(path) || (await digest(path)) !== file.sha256) throw new Error(`Cadangan rusak: ${file.path} tidak ada atau berubah. Pakai cadangan lain.`);
  }
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Runs one of PostgreSQL's own programs, newest installed first, else the one on the path. */
function program(name: string, args: readonly string[]): void {
  const folder = findServerPrograms();
  execFileSync(folder ? join(folder, name) : name, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

function address(connection: Connection): string[] {
  return ['--dbname', connection.url ?? `postgresql://${connection.user ?? 'postgres'}@/${connection.database ?? 'postgres'}?host=${encodeURIComponent(connection.socketFolder ?? '')}`];
}

