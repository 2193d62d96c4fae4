// Start-up, first and second, and resident memory of the embedded mode, against the private PostgreSQL cluster on the same machine.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './report.ts';

interface Start { readonly seconds: number; readonly residentMiB: number }

const folder = mkdtempSync(join(tmpdir(), 'srs-start-'));
chmodSync(folder, 0o755);
try {
  const embeddedFirst = await start('embedded');
  const embeddedSecond = await start('embedded');
  const clusterFirst = await start('cluster');
  const clusterSecond = await start('cluster');
  report('Start-up with the demonstration day, until the first page is answered', [
    ['embedded, first start', embeddedFirst.seconds, 's'],
    ['embedded, second start', embeddedSecond.seconds, 's'],
    ['cluster, first start', clusterFirst.seconds, 's'],
    ['cluster, second start', clusterSecond.seconds, 's'],
    ['embedded, resident memory of all processes', embeddedSecond.residentMiB, 'MiB'],
    ['cluster, resident memory of all processes', clusterSecond.residentMiB, 'MiB'],
    ['second start, embedded ÷ cluster', embeddedSecond.seconds / clusterSecond.seconds, '×'],
    ['first start ÷ second start, embedded', embeddedFirst.seconds / embeddedSecond.seconds, '×'],
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(engine: 'embedded' | 'cluster'): Promise<Start> {
  const port = 18_400 + Math.floor(Math.random() * 500);
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', './tools/tsx-hook.mjs', 'src/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DATABASE_ENGINE: engine, DATA_DIR: join(folder, engine), PORT: String(port), LOG_LEVEL: 'fatal', DEMO: 'on' },
  });
  await untilAnswered(`http://127.0.0.1:${port}/`, child);
  const seconds = (performance.now() - began) / 1000;
  const residentMiB = residentKiB(child.pid ?? 0) / 1024;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  return { seconds, residentMiB };
}

async function untilAnswered(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 1800; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The house ended with code ${child.exitCode} before it answered.`);
    const answered = await fetch(url).then((response) => response.ok, () => false);
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The house did not answer within three minutes.');
}

/** Resident memory of a process and all its descendants; shared pages are counted by their share (Pss). */
function residentKiB(root: number): number {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(name)]));
  const belongs = (pid: number): boolean => pid === root || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter((pid) => pid > 1 && belongs(pid)).reduce((sum, pid) => sum + proportionalKiB(pid), 0);
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return 0;
  }
}

function proportionalKiB(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
