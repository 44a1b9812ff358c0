import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { IsolatedPool, type IsolatedPoolOptions } from '../../src/workers/isolated/isolated-pool.js';
import { taskFor } from './fixtures.js';

/** A task for crashing.mjs, and what was written to its target: one number all over it, else NaN. */
export function errand(what: string, number = 1, tries = '') {
  const task = { ...taskFor('good/plain.png', { size: 16 }), path: `${what}:${number}:${tries}` };
  const bytes = new Uint8Array(task.target);
  return { what, number, task, written: () => (bytes.every((byte) => byte === bytes[0]) ? bytes[0] : Number.NaN) };
}

const folder = mkdtempSync(join(tmpdir(), 'isolate-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A file that counts tries, and how many there were. */
export const counted = () => {
  const file = join(folder, String(files++));
  return { file, tries: () => statSync(file, { throwIfNoEntry: false })?.size ?? 0 };
};

export const errands = (count: number, what: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => errand(what(place), (place % 200) + 1));

const file = new URL('./crashing.mjs', import.meta.url).href;
const host = new URL('../../dist/workers/isolated/host.js', import.meta.url);

/** A pool of a process that does errands, closed in the end. */
export async function usingProcess<Result>(options: Partial<IsolatedPoolOptions>, body: (pool: IsolatedPool) => Promise<Result>): Promise<Result> {
  const pool = new IsolatedPool({ workers: 2, decodeTimeout: 30, file, host, ...options });
  try {
    return await body(pool);
  } finally {
    await pool.close();
  }
}

/** Whether a process runs; a zombie does not. */
export function lives(pid: number | undefined): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Processes that this one has started, zombies too. */
export const children = (): string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === process.pid);

function parentOf(pid: string): number {
  try {
    return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

/** What the pools of a process could have left behind. */
export const leftFiles = (pid: number | undefined = process.pid): string[] =>
  ['/dev/shm', tmpdir()].flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith(`whisker-${pid}-`)));

/** What this process has open. */
export const descriptors = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      return [];
    }
  }).sort();
