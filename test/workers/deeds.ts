import { readdirSync } from 'node:fs';
import { WorkerPool, type WorkerPoolOptions } from '../../src/workers/pool/pool.js';
import { taskFor } from './fixtures.js';

const mortal = new URL('./mortal.mjs', import.meta.url);

/** A task for mortal.mjs: how often it was tried, and what was written to its target. */
export function deed(what: string, number = 1, argument = '') {
  const task = { ...taskFor('good/plain.png'), path: `${what}:${number}:${argument}` };
  const bytes = new Uint8Array(task.target);
  return { task, number, tries: () => bytes[0], written: () => bytes[1] };
}

/** As many deeds as asked, the same or chosen by place; the number of each is 1 to 200. */
export const deeds = (count: number, what: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => deed(what(place), (place % 200) + 1));

/** A pool of workers that do deeds, closed in the end. */
export async function using<Result>(options: Partial<WorkerPoolOptions>, body: (pool: WorkerPool) => Promise<Result>): Promise<Result> {
  const pool = new WorkerPool({ workers: 2, decodeTimeout: 30, file: mortal, ...options });
  try {
    return await body(pool);
  } finally {
    await pool.close();
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something is so, and fails when it has not come to be so in time. */
export async function until(so: () => boolean, ms = 5000): Promise<void> {
  for (const end = performance.now() + ms; !so(); await sleep(2)) if (performance.now() > end) throw new Error('it did not come to be so');
}

/** The process's threads; libuv's, V8's and ours. */
export const threads = (): number => readdirSync('/proc/self/task').length;

/** What keeps the process alive, but for the test's own time limits. */
export const resources = (): string[] => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').sort();
