import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { writeTarget } from '../decode/target.js';
import type { Attempt, AttemptPool, DecodePool, DecodeTask } from '../types.js';
import { readBlock, writeBlock, type FileVersion } from './block.js';

/** Milliseconds of one turn of the event loop that may go to cache lookups. */
const TURN_MS = 8;

/**
 * Reads and writes caches on this thread, for a pool in another process, which cannot reach a cache's memory or descriptor.
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

  async #decode(task: DecodeTask, signal: AbortSignal | undefined): Promise<Attempt> {
    signal?.throwIfAborted();
    const { cache, ...uncached } = task;
    if (cache === undefined) return this.pool.decode(uncached, signal);
    const began = performance.now();
    const cached = readBlock(cache, task.path, task.size);
    if (cached !== null) {
      writeTarget(task, cached);
      return { refused: null, from: 'cache', readMs: performance.now() - began, decodeMs: 0 };
    }
    // Taken before the picture is decoded: if the file changes in between, the block has a version that no longer exists.
    const version = typeof cache.store === 'number' ? versionOf(task.path) : { size: 0, mtimeMs: 0 };
    const attempt = await this.pool.decode(uncached, signal);
    if (attempt.refused === null && version !== null && signal?.aborted !== true) {
      writeBlock(cache, new Uint8Array(task.target, task.offsets[0], task.size ** 2 * 3), version);
    }
    return attempt;
  }
}

/** Returns the version of a picture's file, or null when the file cannot be looked at. Then it cannot be decoded either. */
function versionOf(path: string): FileVersion | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
