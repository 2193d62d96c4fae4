import { defineConfig } from 'vitest/config';

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;
const worker = { pool: 'forks' as const, isolate: false, maxWorkers: 2, execArgv: ['--enable-source-maps'] };
const stores = { include: ['src/**/*.db.test.{ts,tsx}', 'test/**/*.db.test.{ts,tsx}'], testTimeout: 120_000, hookTimeout: 240_000, ...worker };

// rules: no database. embedded and server: the same store tests on both engines. journeys: a whole house in headless Chromium.
export default defineConfig({
  oxc: jsx,
  test: {
    projects: [
      { oxc: jsx, test: { name: 'rules', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'], exclude: ['**/*.db.test.*', 'test/journeys/**', 'test/faults/**', 'node_modules/**'], testTimeout: 120_000, ...worker } },
      { oxc: jsx, test: { name: 'embedded', ...stores, globalSetup: ['test/engines/embedded-setup.ts'] } },
      { oxc: jsx, test: { name: 'server', ...stores, globalSetup: ['test/engines/server-setup.ts'] } },
      { oxc: jsx, test: { name: 'journeys', include: ['test/journeys/**/*.test.{ts,tsx}', 'test/faults/**/*.test.{ts,tsx}'], globalSetup: ['test/engines/server-setup.ts'], testTimeout: 240_000, hookTimeout: 240_000, ...worker } },
    ],
  },
});
