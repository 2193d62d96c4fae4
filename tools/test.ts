import { spawnSync } from 'node:child_process';

/** Runs every suite. */
process.exit(spawnSync('vitest', ['run'], { stdio: 'inherit' }).status ?? 1);
