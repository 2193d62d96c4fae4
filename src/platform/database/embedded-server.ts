// The child process that owns an embedded data folder. Arguments: data folder, socket folder, snapshot file.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { postgis } from '@electric-sql/pglite-postgis';
import { serveEmbedded } from './embedded-socket.ts';

const [folder = '', socketFolder = '', snapshot = ''] = process.argv.slice(2);
const extensions = { postgis, btree_gist, pg_trgm, unaccent, pgcrypto, citext };
const lockFile = `${folder}.lock`;
const lockText = `${process.pid}\n${socketFolder}\n`;

try {
  await serve();
} catch (error) {
  process.send?.({ error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

async function serve(): Promise<void> {
  takeLock();
  const database = await openFolder();
  await database.exec("set timezone = 'UTC'; set intervalstyle = 'iso_8601'");
  const server = await serveEmbedded(database, join(socketFolder, '.s.PGSQL.5432'));
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await database.close();
    rmSync(lockFile, { force: true });
    process.exit(0);
  };
  takeDumpRequests(database);
  process.on('message', (message) => { if (message === 'stop') void stop(); });
  // The parent may have been killed: the channel closes and nobody else will end us.
  process.on('disconnect', () => { void stop(); });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.send?.({ ready: true });
}

async function openFolder(): Promise<PGlite> {
  if (existsSync(join(folder, 'PG_VERSION'))) return PGlite.create({ dataDir: folder, extensions });
  mkdirSync(folder, { recursive: true });
  if (existsSync(snapshot)) return PGlite.create({ dataDir: folder, extensions, loadDataDir: new Blob([readFileSync(snapshot)]) });
  const database = await PGlite.create({ dataDir: folder, extensions });
  await database.exec(Object.keys(extensions).map((name) => `create extension if not exists ${name};`).join(''));
  await keepSnapshot(database);
  return database;
}

async function keepSnapshot(database: PGlite): Promise<void> {
  const draft = `${snapshot}.${process.pid}`;
  mkdirSync(dirname(snapshot), { recursive: true });
  await writeDump(database, draft);
  renameSync(draft, snapshot);
}

/** A second socket beside the database's: one line names a file, and the whole database is written there between two statements. */
function takeDumpRequests(database: PGlite): void {
  const control = createServer({ allowHalfOpen: true }, (socket) => {
    let request = '';
    socket.on('data', (part) => { request += part.toString(); });
    socket.on('end', () => {
      writeDump(database, request.trim()).then(() => socket.end('done'), (error: unknown) => socket.end(String(error)));
    });
  });
  control.listen(join(socketFolder, 'control'));
}

async function writeDump(database: PGlite, file: string): Promise<void> {
  const archive = await database.dumpDataDir('none');
  writeFileSync(file, new Uint8Array(await archive.arrayBuffer()));
}

/** PGlite does not lock its folder, and two processes on one folder lose data: an exclusive file with our process number does. */
function takeLock(): void {
  mkdirSync(dirname(lockFile), { recursive: true });
  try {
    writeFileSync(lockFile, lockText, { flag: 'wx' });
  } catch {
    const owner = Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
    if (isAlive(owner)) throw new Error(`Folder data sedang dipakai proses ${owner}. Hentikan dulu, atau pakai DATA_DIR lain.`);
    writeFileSync(lockFile, lockText);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
