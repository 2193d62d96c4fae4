import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { testMasterKey } from '../engines/template.ts';

export interface App {
  readonly url: string;
  readonly child: ChildProcess;
  /** SIGTERM, and waits for the end. Returns the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: the power cut. */
  kill(): Promise<void>;
}

/** The settings every process of these tests starts from. */
export function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, DEMO: 'off', LOG_LEVEL: 'fatal', PORT: '0', MASTER_KEY: testMasterKey, ...more };
}

/** Starts the real program as an operator would and waits until it listens. */
export async function startApp(settings: Readonly<Record<string, string>>): Promise<App> {
  const child = spawn(process.execPath, ['--import', './tools/tsx-hook.mjs', 'src/main.ts'], { env: environment(settings), stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /https?:\/\/[\d.]+:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`The program ended with ${String(code)} before it listened: ${said}`)));
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { url, child, stop: async () => { await end('SIGTERM'); return child.exitCode; }, kill: () => end('SIGKILL') };
}

/** Runs one of the launcher's commands to its end. */
export function command(name: string, args: readonly string[], settings: Readonly<Record<string, string>>): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './tools/tsx-hook.mjs', `src/commands/${name}.ts`, ...args], { env: environment(settings), encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}
