import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { writeTarget } from '../decode/target.js';
import { readBlock, writeBlock, type FileVersion } from './block.js';
import type { Attempt, AttemptPool, DecodePool, DecodeTask } from '../types.js';

/** Looking pictures up is done so long at a time; then whatever else waits has its turn. */
const TURN_MS = 8;

/**
 * Looks pictures up in their cache and keeps them there on this thread, for a pool that cannot reach it: another process
 * has neither the memory nor the descriptor of a cache.
 */
export class CachingPool implements DecodePool {
  readonly workers: number;
  #waiting: (() => void)[] = [];

  constructor(private readonly pool: AttemptPool) {
    this.workers = pool.workers;
  }

  decode(task: DecodeTask, signal?: AbortSignal): Promise<Attempt> {
    if (task.cache === undefined) return this.pool.decode(task, signal);
    return new Promise((resolve, reject) => {
      if (this.#waiting.push(() => this.#decode(task, signal).then(resolve, reject)) === 1) setImmediate(() => this.#turn());
    });
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  #turn(): void {
    const until = performance.now() + TURN_MS;
    let done = 0;
    do this.#waiting[done++](); while (done < this.#waiting.length && performance.now() < until);
    this.#waiting = this.#waiting.slice(done);
    if (this.#waiting.length > 0) setImmediate(() => this.#turn());
  }

  /** Up to its first `await` it does not let go of the thread. */
  async #decode(task: DecodeTask, signal: AbortSignal | undefined): Promise<Attempt> {
    signal?.throwIfAborted();
    const { cache, ...bare } = task;
    if (cache === undefined) return this.pool.decode(bare, signal);
    const began = performance.now();
    const cached = readBlock(cache, task.path, task.size);
    if (cached !== null) {
      writeTarget(task, cached);
      return { refused: null, from: 'cache', readMs: performance.now() - began, decodeMs: 0 };
    }
    // Looked at before it is decoded: if the file changes in between, the block is of a version that there is not any more.
    const version = typeof cache.store === 'number' ? versionOf(task.path) : { size: 0, mtimeMs: 0 };
    const answer = await this.pool.decode(bare, signal);
    if (answer.refused === null && version !== null && signal?.aborted !== true) writeBlock(cache, new Uint8Array(task.target, task.offsets[0], task.size ** 2 * 3), version);
    return answer;
  }
}

/** Of the picture's file; null where it cannot be looked at, and so not be decoded. */
function versionOf(path: string): FileVersion | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
