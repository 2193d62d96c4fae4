// ./serasan create-administrator NAMA-PENGGUNA "NAMA": makes the first administrator. The password is read from standard input, never from the command line, where others could see it.
import { createInterface } from 'node:readline/promises';
import { Problem } from '#kernel/problem';
import { reachEngine } from '#platform/backup';
import { readConfig } from '#platform/config';
import { openHouse } from '../house.ts';

const [username, name] = process.argv.slice(2);
if (!username || !name) {
  process.stderr.write('Pakai: ./serasan create-administrator NAMA-PENGGUNA "NAMA LENGKAP"\n');
  process.exit(1);
}

const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const engine = await reachEngine(config);
const house = await openHouse(config, engine.connection);
try {
  const password = await askPassword();
  await house.identity.createAdministrator({ username, name, password });
  process.stdout.write(`Akun ${username} siap. Masuk di /masuk, lalu pasang langkah kedua.\n`);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${error.title}. ${error.detail}\n`);
  process.exitCode = 1;
}
await house.close();
await engine.stop();

/** From a terminal the typed line is asked for; from a pipe the first line is taken. */
async function askPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  if (process.stdin.isTTY) {
    const typed = await lines.question('Kata sandi (paling sedikit 15 huruf; terlihat saat diketik): ');
    lines.close();
    return typed;
  }
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}
