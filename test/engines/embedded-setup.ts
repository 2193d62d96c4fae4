import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { dumpEmbedded, startEmbedded } from '#platform/database';
import { prepareTemplate, templateName } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    engine: 'embedded' | 'server';
    /** Embedded: the snapshot each test file starts from. Server: the socket folder of the cluster. */
    place: string;
    template: string;
  }
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/serasan/', import.meta.url));

export default async function setup(project: TestProject): Promise<void> {
  const template = await templateName();
  const snapshot = join(cache, `test-${template}.tar`);
  mkdirSync(cache, { recursive: true });
  if (!existsSync(snapshot)) await makeSnapshot(snapshot);
  project.provide('engine', 'embedded');
  project.provide('place', snapshot);
  project.provide('template', template);
}

async function makeSnapshot(snapshot: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-template-'));
  const engine = await startEmbedded(join(folder, 'data'));
  await prepareTemplate(engine.connection);
  const draft = `${snapshot}.${process.pid}`;
  await dumpEmbedded(engine.connection, draft);
  await engine.stop();
  renameSync(draft, snapshot);
  rmSync(folder, { recursive: true, force: true });
}
