import { spawnSync } from 'node:child_process';

/** Runs every static check and ends with 1 when one of them fails. */
const checks: [name: string, command: string, args: string[]][] = [
  ['types', 'tsc', ['-p', '.']],
  ['boundaries', 'vitest', ['run', '--project', 'rules', 'test/architecture']],
];

let failed = 0;
for (const [name, command, args] of checks) {
  process.stdout.write(`check ${name}\n`);
  if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
