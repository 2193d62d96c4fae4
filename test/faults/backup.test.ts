import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, startApp, type App } from './process.ts';

const head = (said: string) => /audit: utuh, (\d+) baris, kepala ([0-9a-f]{64})/.exec(said)?.slice(1);

describe.each(['embedded', 'cluster'])('backup and restore on the %s engine', (engine) => {
  let folder: string;
  let app: App;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-backup-'));
    chmodSync(folder, 0o755);
  });
  afterAll(async () => {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('copies a running service, and the copy stands up with the same chain', async () => {
    const settings = { DATABASE_ENGINE: engine, DATA_DIR: join(folder, 'data') };
    app = await startApp({ ...settings, DEMO: 'on' });
    const backup = join(folder, 'backup');
    expect(command('backup', [backup], settings)).toMatchObject({ code: 0 });
    expect(await app.stop()).toBe(0);

    const restored = { DATABASE_ENGINE: engine, DATA_DIR: join(folder, 'restored') };
    expect(command('restore', [backup], restored)).toMatchObject({ code: 0 });
    const original = command('verify', [], settings);
    const copy = command('verify', [], restored);
    expect(copy.code).toBe(0);
    expect(Number(head(copy.said)?.[0])).toBeGreaterThan(0);
    expect(Number(head(copy.said)?.[0])).toBeLessThanOrEqual(Number(head(original.said)?.[0]));
  });

  it('refuses a folder that already holds a database, and a backup that was changed', () => {
    const occupied = command('restore', [join(folder, 'backup')], { DATABASE_ENGINE: engine, DATA_DIR: join(folder, 'data') });
    expect(occupied.code).toBe(1);
    expect(occupied.said).toContain('sudah berisi basis data');
    appendFileSync(join(folder, 'backup', engine === 'embedded' ? 'embedded.tar' : 'database.dump'), 'x');
    const changed = command('restore', [join(folder, 'backup')], { DATABASE_ENGINE: engine, DATA_DIR: join(folder, 'again') });
    expect(changed.code).toBe(1);
    expect(changed.said).toContain('Cadangan rusak');
  });
});
