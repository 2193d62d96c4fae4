// ./serasan test: the checks, then every suite, one project after the other; ends with one line that counts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { prepareMachine } from './machine.ts';

interface Counts { numPassedTests: number; numFailedTests: number; numPendingTests: number; numFailedTestSuites: number }

const machine = prepareMachine();
const suites: readonly { project: string; needs?: string | undefined }[] = [
  { project: 'rules' },
  { project: 'embedded' },
  { project: 'server', needs: machine.postgres },
  { project: 'journeys', needs: machine.postgres ?? machine.chromium },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const wordsSkipped: string[] = [];
mkdirSync('build', { recursive: true });

if (process.argv.length === 2) {
  process.stdout.write('\n══ check\n');
  if (spawnSync(process.execPath, ['tools/check.ts'], { stdio: 'inherit' }).status === 0) total.passed += 1;
  else total.failed += 1;
}

for (const { project, needs } of suites) {
  if (needs) {
    wordsSkipped.push(`${project}: ${needs}`);
    continue;
  }
  process.stdout.write(`\n══ ${project}\n`);
  const output = `build/test-${project}.json`;
  rmSync(output, { force: true });
  const { status } = spawnSync('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${output}`, '--passWithNoTests', ...process.argv.slice(2)], { stdio: 'inherit' });
  const counts = readCounts(output);
  total.passed += counts.numPassedTests;
  total.skipped += counts.numPendingTests;
  // A file that could not be loaded has no failed test but is a failure all the same.
  total.failed += Math.max(counts.numFailedTests, status === 0 ? 0 : 1);
}

for (const words of wordsSkipped) process.stdout.write(`\nDilewati — ${words}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numFailedTestSuites: 1 };
  }
}
