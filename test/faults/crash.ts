import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findServerPrograms } from '#platform/database';

/** Ends a private cluster the way a power cut does, without closing anything, and starts it again on the same socket: PostgreSQL recovers from its log. */
export function crashCluster(folder: string): void {
  const asRoot = process.getuid?.() === 0;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  execFileSync(join(findServerPrograms() ?? '', 'pg_ctl'), ['-D', folder, '-m', 'immediate', '-w', '-s', '-l', join(folder, 'server.log'), 'restart'], { stdio: 'ignore', cwd: '/', ...(asRoot ? { uid: id('-u'), gid: id('-g') } : {}) });
}
