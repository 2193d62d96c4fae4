import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from '#kernel/digest';
import { readConfig } from '#platform/config';
import { migrationFiles, type Connection } from '#platform/database';
import { openHouse } from '../../src/house.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** Names the state of all migrations, so that a prepared database is made anew when one is added. */
export async function templateName(): Promise<string> {
  const files = await migrationFiles(source);
  return sha256(files.map((file) => file.name + readFileSync(file.path, 'utf8')).join('\n')).slice(0, 16);
}

/** Brings an empty database to the state every test file starts from: all migrations and the job tables. */
export async function prepareTemplate(connection: Connection): Promise<void> {
  const house = await openHouse(readConfig({ LOG_LEVEL: 'silent', DATA_DIR: '/nonexistent', MASTER_KEY: testMasterKey }), connection);
  await house.jobs.start({ work: false, zone: 'Asia/Jakarta' });
  await house.close();
}

/** A key for tests only. */
export const testMasterKey = Buffer.alloc(32, 7).toString('base64');
