import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canHostCluster, startCluster } from './cluster.ts';
import { startEmbedded } from './embedded.ts';
import type { Connection } from './pool.ts';

export interface Engine {
  readonly kind: 'server' | 'cluster' | 'embedded';
  readonly connection: Connection;
  /** Ends what this process started; a server elsewhere is left alone. */
  stop(): Promise<void>;
}

/** Finds or starts a database: a server by URL, else a private cluster of the PostgreSQL on this machine, else the embedded engine. A data folder keeps the engine that made it. */
export async function startEngine(options: { url?: string | undefined; engine: 'auto' | 'embedded' | 'cluster'; dataFolder: string }): Promise<Engine> {
  if (options.url) return { kind: 'server', connection: { url: options.url }, stop: () => Promise.resolve() };
  const dataFolder = resolve(options.dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  const kind = options.engine === 'auto' ? chooseEngine(dataFolder) : options.engine;
  return kind === 'cluster' ? startCluster(join(dataFolder, 'cluster')) : startEmbedded(join(dataFolder, 'embedded'));
}

function chooseEngine(dataFolder: string): 'embedded' | 'cluster' {
  if (existsSync(join(dataFolder, 'embedded'))) return 'embedded';
  if (existsSync(join(dataFolder, 'cluster'))) return 'cluster';
  return canHostCluster(dataFolder) ? 'cluster' : 'embedded';
}
