import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { standingClock } from '#kernel/time';
import { readConfig } from '#platform/config';
import { openPool, startEmbedded, type Connection } from '#platform/database';
import { openHouse, type House } from '../../src/house.ts';
import { testMasterKey } from './template.ts';

export interface TestHouse {
  readonly house: House;
  readonly clock: ReturnType<typeof standingClock>;
  /** For a second house on the same database (another process's view). */
  readonly connection: Connection;
  readonly engine: 'embedded' | 'server';
  close(): Promise<void>;
}

/** Monday 23 November 2026, 09.00 WIB: the "now" of the domain files' examples. */
const monday = '2026-11-23T02:00:00Z';

/**
 * A whole house on a database of its own, on the engine of the running project, with a standing clock. Call in `beforeAll`, close in `afterAll`.
 * Nothing listens and no worker runs unless the test starts them (`house.http.app.inject`, `house.evidence.pump()`, `house.jobs.start(…)`).
 */
export async function openTestHouse(options: { now?: string; settings?: Record<string, string> } = {}): Promise<TestHouse> {
  const place = await openDatabasePlace();
  const clock = standingClock(options.now ?? monday);
  const files = mkdtempSync(join(tmpdir(), 'srs-files-'));
  const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: files, MASTER_KEY: testMasterKey, PORT: '0', ...options.settings });
  const house = await openHouse(config, place.connection, { clock, random: (size) => crypto.getRandomValues(new Uint8Array(size)) });
  return {
    house, clock, connection: place.connection, engine: inject('engine'),
    async close() {
      await house.close();
      await place.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

async function openDatabasePlace(): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  return inject('engine') === 'server' ? copyOnServer() : copyEmbedded();
}

async function copyOnServer(): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  const admin: Connection = { socketFolder: inject('place') };
  const name = `f_${crypto.randomUUID().replaceAll('-', '')}`;
  await administer(admin, `create database ${name} template ${inject('template')}`);
  return { connection: { ...admin, database: name }, drop: () => administer(admin, `drop database ${name} with (force)`) };
}

async function administer(connection: Connection, statement: string): Promise<void> {
  const pool = openPool(connection, 1);
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}

async function copyEmbedded(): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-embedded-'));
  const engine = await startEmbedded(join(folder, 'data'), { snapshot: inject('place') });
  return {
    connection: engine.connection,
    async drop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
