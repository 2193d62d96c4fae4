// ./serasan check: types, lint, boundaries, dead code. Every check runs; the end is 1 when one of them found something.
import { spawnSync } from 'node:child_process';

const checks: readonly [name: string, command: string, args: string[]][] = [
  ['types', 'tsc', ['-p', '.']],
  ['lint', 'oxlint', ['--type-aware', '--quiet']],
  ['boundaries', 'vitest', ['run', '--project', 'rules', 'test/architecture']],
  ['dead code', 'knip', ['--no-progress']],
];

const failed = checks.filter(([name, command, args]) => {
  process.stdout.write(`\n── ${name}\n`);
  return spawnSync(command, args, { stdio: 'inherit' }).status !== 0;
});
process.stdout.write(failed.length === 0 ? '\nSemua pemeriksaan lulus.\n' : `\nPerlu diperbaiki: ${failed.map(([name]) => name).join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
