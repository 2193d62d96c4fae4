import { mkdtempSync, rmSync } from 'node:fs';
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
    async close() {
      await cluster.stop();
      for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
    },
  };
}
