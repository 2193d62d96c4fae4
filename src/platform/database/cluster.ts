import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Engine } from './engine.ts';

/** The folder of PostgreSQL's own programs (≥ 15, with PostGIS), if this machine has them. */
export function findServerPrograms(): string | undefined {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return undefined;
  const versions = readdirSync(base).map(Number).filter((version) => version >= 15).sort((a, b) => b - a);
  const found = versions.find((version) => existsSync(`${base}/${version}/bin/initdb`) && existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`));
  return found ? `${base}/${found}/bin` : undefined;
}

/** Can a cluster live in this folder? As root it runs under its own system user, who must be able to walk there. */
export function canHostCluster(folder: string): boolean {
  if (!findServerPrograms()) return false;
  return process.getuid?.() !== 0 || ancestors(resolve(folder)).every((path) => !existsSync(path) || (statSync(path).mode & 0o001) !== 0);
}

/** Starts (and the first time makes) a private PostgreSQL cluster: socket only, no network, never as root. */
export async function startCluster(folder: string, settings: readonly string[] = []): Promise<Engine> {
  const programs = findServerPrograms();
  if (!programs) throw new Error('PostgreSQL ≥ 15 dengan PostGIS tidak ditemukan di mesin ini. Pasang dulu, atau pakai DATABASE_ENGINE=embedded.');
  if (!canHostCluster(dirname(folder))) throw new Error(`PostgreSQL tidak boleh membuka ${dirname(folder)}. Pilih DATA_DIR di folder yang boleh dilalui semua pengguna, atau pakai DATABASE_ENGINE=embedded.`);
  const socketFolder = mkdtempSync(join(tmpdir(), 'srs-'));
  const owner = clusterOwner();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (owner) for (const path of [folder, socketFolder]) chownSync(path, owner.uid, owner.gid);
  const run = (program: string, args: string[]) => runAs(owner, join(programs, program), args);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    run('initdb', ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions']);
    appendFileSync(join(folder, 'postgresql.conf'), ["listen_addresses = ''", "timezone = 'UTC'", "intervalstyle = 'iso_8601'", 'max_connections = 100', 'shared_buffers = 256MB', ...settings, ''].join('\n'));
  }
  // A cluster left by a killed parent still runs on its old socket folder; end it and start our own.
  spawnStop(owner, programs, folder);
  run('pg_ctl', ['-D', folder, '-w', '-s', '-o', `-k ${socketFolder}`, '-l', join(folder, 'server.log'), 'start']);
  return Promise.resolve({
    kind: 'cluster',
    connection: { socketFolder },
    stop() {
      spawnStop(owner, programs, folder);
      rmSync(socketFolder, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

function ancestors(path: string): string[] {
  return path === dirname(path) ? [path] : [...ancestors(dirname(path)), path];
}

interface Owner { readonly name: string; readonly uid: number; readonly gid: number }

/** PostgreSQL refuses to run as root; then its own system user does. */
function clusterOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
  return { name: 'postgres', uid: id('-u'), gid: id('-g') };
}

function runAs(owner: Owner | undefined, program: string, args: readonly string[]): void {
  execFileSync(program, [...args], { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...(owner ? { uid: owner.uid, gid: owner.gid } : {}) });
}

function spawnStop(owner: Owner | undefined, programs: string, folder: string): void {
  spawnSync(join(programs, 'pg_ctl'), ['-D', folder, '-w', '-s', '-m', 'fast', 'stop'], { stdio: 'ignore', cwd: '/', ...(owner ? { uid: owner.uid, gid: owner.gid } : {}) });
}
