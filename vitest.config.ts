import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.js';

/** Whether a file of tests changes the modules of its process for good. */
const mocksModules = (path: string): boolean => /\bvi\.(mock|doMock|hoisted|resetModules)\b/.test(readFileSync(path, 'utf8'));

const all = '{test,examples}/**/*.test.{ts,tsx}';
/** Files that need a process of their own. The others leave theirs as they found it, and share it: to load the engine or the dashboard takes longer than most of them. */
const alone = [
  ...globSync(all, { ignore: '**/node_modules/**' }).filter(mocksModules),
  // Counts what is on the heap, with V8's garbage collector in its hands.
  'test/pipeline/million.test.ts',
];

const shared = {
  // TensorFlow's addon cannot be loaded twice in a process, and lives on its main thread only.
  pool: 'forks' as const,
  // Long enough for a busy machine: tests wait for what they expect, and this ends those that wait in vain.
  testTimeout: 120_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 30_000 } },
  // The networks of the tests are small: a second thread for an operation costs more than it brings.
  env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1' },
};

export default defineConfig({
  test: {
    // Two cores. The third fork works while tests of terminals and of dead processes wait.
    maxWorkers: 3,
    globalSetup: ['test/engine-ready.ts'],
    sequence: { sequencer: LongestFirst },
    // Both projects transform the same sources.
    experimental: { fsModuleCache: true },
    projects: [
      { test: { ...shared, name: 'alone', include: alone } },
      { test: { ...shared, name: 'together', include: [all], exclude: [...alone, '**/node_modules/**'], isolate: false } },
    ],
  },
});
