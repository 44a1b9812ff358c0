import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // TensorFlow's addon cannot be loaded twice in a process, and lives on its main thread only.
    pool: 'forks',
    // Two cores: more forks at once only take turns, and the timed tests then lie.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 600_000,
    globalSetup: ['test/engine-ready.ts'],
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  },
});
