import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { createDecodePool } from '../../src/workers/index.js';
import { taskFor } from './fixtures.js';

/** Nice value of each thread of this process: the 17th value after its name in brackets (proc_pid_stat(5)). */
const niceOfThreads = (): number[] =>
  readdirSync('/proc/self/task').map((thread) => Number(readFileSync(`/proc/self/task/${thread}/stat`, 'latin1').split(') ').pop()?.split(' ')[16]));

it.runIf(process.platform === 'linux')('workers have a lower priority than the main thread', async () => {
  const before = getPriority(process.pid);
  const lowered = (): number => niceOfThreads().filter((nice) => nice >= 5).length;
  const others = lowered();
  const pool = createDecodePool({ workers: 2 });
  // One worker may decode them all before the other has loaded.
  await Promise.all(Array.from({ length: 16 }, () => pool.decode(taskFor('good/baseline.jpg'))));
  await expect.poll(lowered, { timeout: 30_000 }).toBeGreaterThanOrEqual(others + 2);
  expect(getPriority(process.pid)).toBe(before);
  await pool.close();
});
