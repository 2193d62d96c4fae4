import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPool } from '#platform/database';
import { startCluster } from '../../src/platform/database/cluster.ts';
import { prepareTemplate, templateName } from './template.ts';

/** Starts a PostgreSQL + PostGIS of our own for the run, with one template database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const template = `t_${await templateName()}`;
  const folder = mkdtempSync(join(tmpdir(), 'srs-server-'));
  const cluster = await startCluster(folder, ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'max_connections = 300']);
  const pool = openPool(cluster.connection, 1);
  await pool.query(`create database ${template}`);
  await prepareTemplate({ ...cluster.connection, database: template });
  // A template that anybody is connected to cannot be copied.
  await pool.query(`alter database ${template} with allow_connections false`);
  await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
  await pool.end();
  project.provide('engine', 'server');
  project.provide('place', cluster.connection.socketFolder ?? '');
  project.provide('template', template);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
