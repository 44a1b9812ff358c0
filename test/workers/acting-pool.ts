import { readdirSync } from 'node:fs';
import { Pool } from '../../src/workers/pool/pool.js';
import { ThreadExecutor, type ThreadExecutorOptions } from '../../src/workers/pool/thread-executor.js';
import { taskFor } from './fixtures.js';

const file = new URL('./acting-worker.mjs', import.meta.url);

/** A task for acting-worker.mjs, how often it was tried, whether its worker copies or has copied, and the number that was written to its target. */
export function act(what: string, number = 1, argument = '') {
  const task = { ...taskFor('good/plain.png'), path: `${what}:${number}:${argument}` };
  const bytes = new Uint8Array(task.target);
  return { task, number, tries: () => bytes[0], copies: () => bytes[2] === 1, written: () => bytes[1] };
}

/** Several tasks, with the numbers 1 to 200. */
export const acts = (count: number, what: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => act(what(index), (index % 200) + 1));

export type ActingPool = Pool<ThreadExecutor>;

/** Runs `body` with a pool of acting workers, and closes it. */
export async function using<Result>(options: Partial<ThreadExecutorOptions>, body: (pool: ActingPool) => Promise<Result>): Promise<Result> {
  const all = { workers: 2, decodeTimeout: 30, file, ...options };
  const pool = new Pool(all.workers, (events) => new ThreadExecutor(all, events));
  try {
    return await body(pool);
  } finally {
    await pool.close();
  }
}

/** Returns the state of a pool and its threads. */
export function stateOf(pool: ActingPool) {
  const { waiting, retried } = pool.state();
  const threads = pool.executor.state();
  return { ...threads, waiting: waiting + threads.waiting, retried };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until a condition holds, and fails when it does not hold in time.
 * @param ms in turns of 2 ms: on a busy machine they take longer, as the work does
 */
export async function until(holds: () => boolean, ms = 30_000): Promise<void> {
  for (let turns = ms / 2; !holds(); await sleep(2)) if (turns-- <= 0) throw new Error(`it did not hold within ${ms} ms: ${holds.toString()}`);
}

/** Returns whether a promise settles before the event loop turns. */
export const isSettledAtOnce = (promise: Promise<unknown>): Promise<boolean> => Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => void setImmediate(resolve, false))]);

/** Number of threads in this process: libuv's, V8's and the pool's. */
export const threads = (): number => readdirSync('/proc/self/task').length;

/** Returns the number of threads once it has not changed for 100 looks: threads of earlier tests may still be ending. */
export async function settledThreads(): Promise<number> {
  let [count, same] = [threads(), 0];
  await until(() => {
    const now = threads();
    [count, same] = [now, now === count ? same + 1 : 0];
    return same >= 100;
  });
  return count;
}
