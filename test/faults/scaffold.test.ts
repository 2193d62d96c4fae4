import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const copy = mkdtempSync(join(tmpdir(), 'srs-scaffold-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('scaffolds a service that types, passes its own tests and is found on the portal', () => {
  for (const file of execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n')) cpSync(file, join(copy, file));
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const run = (command: string, args: string[]) => spawnSync(command, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, SERASAN_ROOT: copy } });

  const made = run(process.execPath, ['--import', './tools/tsx-hook.mjs', 'src/commands/new-service.ts', 'dinas-contoh', 'layanan-contoh', 'Layanan Contoh']);
  expect(made.stderr).toBe('');
  expect(run('node_modules/.bin/tsc', ['-p', '.']).stdout).toBe('');
  const tests = run('node_modules/.bin/vitest', ['run', '--project', 'server', '--project', 'rules', 'src/agencies/dinas-contoh', 'test/architecture']);
  expect(tests.stdout).toMatch(/layanan-contoh\.db\.test\.ts .*3 tests/);
  expect(tests.status).toBe(0);
});

it('refuses an id that could not be a folder, a schema and an address', () => {
  const refused = spawnSync(process.execPath, ['--import', './tools/tsx-hook.mjs', 'src/commands/new-service.ts', 'Dinas Contoh', 'X', ''], { encoding: 'utf8' });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('Pakai:');
});
