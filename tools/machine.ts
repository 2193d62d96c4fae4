import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findServerPrograms } from '../src/platform/database/cluster.ts';

/** What of the tests' outside programs is missing, in words that say what to do; nothing when present. */
export interface Machine { readonly postgres?: string | undefined; readonly chromium?: string | undefined }

const chromium = '/usr/bin/chromium';

/** Looks for PostgreSQL + PostGIS and Chromium and installs them from Debian's packages when it may (as root, or by sudo without a password). */
export function prepareMachine(): Machine {
  if (!complete()) installFromDebian();
  return {
    postgres: findServerPrograms() ? undefined : 'PostgreSQL ≥ 15 dengan PostGIS tidak ada dan tidak bisa dipasang sendiri (apt-get install postgresql postgresql-15-postgis-3).',
    chromium: existsSync(chromium) ? undefined : 'Chromium tidak ada dan tidak bisa dipasang sendiri (apt-get install chromium).',
  };
}

function complete(): boolean {
  return findServerPrograms() !== undefined && existsSync(chromium) && existsSync('/usr/bin/pdftotext') && existsSync('/usr/bin/qpdf');
}

function installFromDebian(): void {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!existsSync('/usr/bin/apt-get') || !succeeds([...prefix, 'true'])) return;
  process.stdout.write('Memasang PostgreSQL, PostGIS, dan Chromium dari paket Debian …\n');
  const apt = (...packages: string[]) => succeeds([...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-y', 'install', '--no-install-recommends', ...packages]);
  succeeds([...prefix, 'apt-get', '-qq', 'update']);
  apt('postgresql');
  apt(`postgresql-${newestPostgres()}-postgis-3`);
  apt('chromium', 'poppler-utils', 'qpdf', 'fonts-noto-core');
}

function newestPostgres(): string {
  const base = '/usr/lib/postgresql';
  return existsSync(base) ? (readdirSync(base).sort((a, b) => Number(b) - Number(a))[0] ?? '15') : '15';
}

function succeeds(words: readonly string[]): boolean {
  const [command = '', ...args] = words;
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
