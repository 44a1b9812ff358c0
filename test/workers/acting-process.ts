import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ProcessExecutor, type ProcessExecutorOptions } from '../../src/workers/isolated/process-executor.js';
import { Pool } from '../../src/workers/pool/pool.js';
import { taskFor } from './fixtures.js';

/** A task for acting-host-worker.mjs, and the number that was written all over its target, or NaN. */
export function processAct(what: string, number = 1, triesFile = '') {
  const task = { ...taskFor('good/plain.png', { size: 16 }), path: `${what}:${number}:${triesFile}` };
  const bytes = new Uint8Array(task.target);
  return { what, number, task, written: () => (bytes.every((byte) => byte === bytes[0]) ? bytes[0] : Number.NaN) };
}

/** A file that counts tries, and their number. It is removed after the test. */
export const counted = () => {
  const folder = mkdtempSync(join(tmpdir(), 'isolate-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'tries');
  return { file, tries: () => statSync(file, { throwIfNoEntry: false })?.size ?? 0 };
};

export const processActs = (count: number, what: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => processAct(what(index), (index % 200) + 1));

const file = new URL('./acting-host-worker.mjs', import.meta.url).href;
const host = new URL('../../dist/workers/isolated/host.js', import.meta.url);

export type ProcessPool = Pool<ProcessExecutor>;

/** Runs `body` with a pool in a process of its own, and closes it. */
export async function usingProcess<Result>(options: Partial<ProcessExecutorOptions>, body: (pool: ProcessPool) => Promise<Result>): Promise<Result> {
  const all = { workers: 2, decodeTimeout: 30, file, host, ...options };
  const pool = new Pool(all.workers, (events) => new ProcessExecutor(all, events));
  try {
    return await body(pool);
  } finally {
    await pool.close();
  }
}

export const stateOf = (pool: ProcessPool) => ({ ...pool.state(), ...pool.executor.state() });

/** Whether a process runs. A zombie does not. */
export function lives(pid: number | undefined): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Processes that this one has started, including zombies. */
export const children = (): string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === process.pid);

function parentOf(pid: string): number {
  try {
    return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/** Files that the pools of a process may have left. */
export const leftFiles = (pid: number | undefined = process.pid): string[] =>
  ['/dev/shm', tmpdir()].flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith(`whisker-${pid}-`)));

/** Files that this process has open. */
export const descriptors = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      return [];
    }
  }).sort();
