import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#platform/config';
import type { Connection } from '#platform/database';
import { startCluster } from '../src/platform/database/cluster.ts';
import { openHouse, type House } from '../src/house.ts';

export interface BenchPlace {
  readonly connection: Connection;
  /** Settings for an app process of its own on this database. */
  readonly environment: Readonly<Record<string, string>>;
  /** A house in this process. Close it before the place. */
  openHouse(settings?: Record<string, string>): Promise<House>;
  /** Processor time of PostgreSQL so far, all its processes, in milliseconds: says what a thing costs also where others use the machine. */
  cpu(): number;
  close(): Promise<void>;
}

/** A private PostgreSQL with durable commits (fsync on), made for one bench and removed after it. */
export async function openBenchPlace(settings: readonly string[] = []): Promise<BenchPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-bench-'));
  const cluster = await startCluster(folder, ['max_connections = 200', 'max_wal_size = 4GB', ...settings]);
  const data = mkdtempSync(join(tmpdir(), 'srs-bench-data-'));
  const environment = {
    DATABASE_URL: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(cluster.connection.socketFolder ?? '')}`,
    DATA_DIR: data, LOG_LEVEL: 'silent', PORT: '0', MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return {
    connection: cluster.connection,
    environment,
    openHouse: (more = {}) => openHouse(readConfig({ ...environment, ...more }), cluster.connection),
    cpu: () => cpuOf(folder),
    async close() {
      await cluster.stop();
      for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** User and system time of the postmaster, its living children and those it has reaped; Linux counts in hundredths of a second. */
function cpuOf(folder: string): number {
  const postmaster = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0];
  let ticks = 0;
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, parent, used, reaped] = statOf(id);
    if (id === postmaster) ticks += used + reaped;
    else if (String(parent) === postmaster) ticks += used;
  }
  return ticks * 10;
}

/** Of a process: id, parent, own time and time of reaped children. */
function statOf(id: string): readonly [number, number, number, number] {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').map(Number);
    const [, parent = 0] = fields;
    return [Number(id), parent, (fields[11] ?? 0) + (fields[12] ?? 0), (fields[13] ?? 0) + (fields[14] ?? 0)];
  } catch {
    return [Number(id), 0, 0, 0];
  }
}
