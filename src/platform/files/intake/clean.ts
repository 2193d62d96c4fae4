import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits, type Cleaned } from './limits.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const house = fileURLToPath(new URL('../../../../', import.meta.url));

export type Cleaner = ReturnType<typeof openCleaner>;

/**
 * Decodes untrusted files, one at a time, each in a process of its own that is ended when it takes too long or too much memory. The process sees no environment,
 * may read the house and its own file, write beside it, and start nothing.
 */
export function openCleaner(given: { seconds?: number; memoryBytes?: number } = {}) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return {
    /** Makes a clean copy of `path` at `target`. Nothing when too many files wait already. */
    async clean(path: string, type: string, target: string): Promise<Cleaned | undefined> {
      if (waiting >= limits.waiting) return undefined;
      waiting += 1;
      const turn = last.then(() => run(path, type, target, given.seconds ?? limits.seconds, given.memoryBytes ?? limits.memoryBytes));
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        waiting -= 1;
      }
    },
  };
}

function run(path: string, type: string, target: string, seconds: number, memoryBytes: number): Promise<Cleaned> {
  const rights = ['--permission', '--allow-addons', `--allow-fs-read=${house}*`, `--allow-fs-read=${path}`, `--allow-fs-write=${dirname(target)}/*`];
  return new Promise((resolve) => {
    const process = spawn(globalThis.process.execPath, [...rights, '--max-old-space-size=256', '--no-warnings', child, path, type, target], { env: {}, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    let why: 'too-heavy' | 'broken' = 'broken';
    const end = () => { why = 'too-heavy'; process.kill('SIGKILL'); };
    const clock = setTimeout(end, seconds * 1000);
    const scale = setInterval(() => { if (residentBytes(process.pid) > memoryBytes) end(); }, 50);
    process.stdout.on('data', (part: Buffer) => { said += part.toString(); });
    process.on('error', () => undefined);
    process.on('close', () => {
      clearTimeout(clock);
      clearInterval(scale);
      resolve(read(said) ?? { ok: false, why });
    });
  });
}

/** Memory of a process on Linux; elsewhere the time limit alone guards. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}

function read(said: string): Cleaned | undefined {
  try {
    return JSON.parse(said) as Cleaned;
  } catch {
    return undefined;
  }
}
