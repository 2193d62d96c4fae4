import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.ts';
import type { Connection } from './pool.ts';

const snapshotFolder = fileURLToPath(new URL('../../../node_modules/.cache/serasan/', import.meta.url));

/**
 * Starts PGlite + PostGIS in a child process behind a Unix socket, so that a slow statement never freezes pages. The child locks the folder,
 * ends with its parent and starts a new folder from a prepared snapshot when one is cached.
 */
export async function startEmbedded(folder: string, options: { snapshot?: string } = {}): Promise<Engine> {
  // Socket paths may have 107 bytes at the most, so the socket lives in a short temporary folder, not in the data folder.
  const socketFolder = mkdtempSync(join(tmpdir(), 'srs-'));
  mkdirSync(snapshotFolder, { recursive: true });
  const child = fork(fileURLToPath(new URL('./embedded-server.ts', import.meta.url)), [folder, socketFolder, options.snapshot ?? join(snapshotFolder, 'embedded-0.5.8.tar')], {
    execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { rmSync(socketFolder, { recursive: true, force: true }); resolve(); }); });
  await new Promise<void>((resolve, reject) => {
    child.once('message', (message: { ready?: true; error?: string }) => (message.ready ? resolve() : reject(new Error(message.error))));
    child.once('exit', (code) => reject(new Error(`The embedded database ended while starting (code ${String(code)}).`)));
  });
  return {
    kind: 'embedded',
    connection: { socketFolder, oneSession: true },
    async stop() {
      if (child.connected) child.send('stop');
      await ended;
      if (existsSync(socketFolder)) rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

/** Asks the process that owns the folder to write the whole database, consistent, as a snapshot a new folder can start from. */
export function dumpEmbedded(connection: Connection, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const control = connect(join(connection.socketFolder ?? '', 'control'), () => control.end(`${file}\n`));
    let answer = '';
    control.on('data', (part: Buffer) => { answer += part.toString(); });
    control.once('error', reject);
    control.once('close', () => (answer === 'done' ? resolve() : reject(new Error(`The embedded database was not dumped: ${answer}`))));
  });
}
