import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import { startEngine, type Engine } from '#platform/database';

/** The database of this deployment: the one a running service holds open, or else started for the length of a command. */
export async function reachEngine(config: Config): Promise<Engine> {
  const socketFolder = config.DATABASE_URL ? undefined : runningSocket(config.DATA_DIR);
  const embedded = existsSync(join(config.DATA_DIR, 'embedded'));
  if (socketFolder) return { kind: embedded ? 'embedded' : 'cluster', connection: { socketFolder, ...(embedded ? { oneSession: true } : {}) }, stop: () => Promise.resolve() };
  return startEngine({ url: config.DATABASE_URL, engine: config.DATABASE_ENGINE, dataFolder: config.DATA_DIR });
}

/** The socket folder of an engine that is running on the data folder now, if any. */
export function runningSocket(dataFolder: string): string | undefined {
  const postmaster = readLines(join(dataFolder, 'cluster', 'postmaster.pid'));
  const owned = readLines(join(dataFolder, 'embedded.lock'));
  const [pid, folder] = postmaster.length > 4 ? [postmaster[0], postmaster[4]] : owned;
  return pid && folder && existsSync(`/proc/${pid}`) && existsSync(folder) ? folder : undefined;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
