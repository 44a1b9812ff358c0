import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Attempt, AttemptPool, DecodePool, DecodeTask } from '../types.js';
import { writeViews } from '../views/write-views.js';
import { readBlock, writeBlock, type FileVersion } from './block.js';

/** Milliseconds of one turn of the event loop that may go to cache lookups. */
const TURN_MS = 8;

/**
 * Reads and writes caches on this thread, for a pool in another process, which cannot reach a cache's memory or descriptor. The
 * cache holds the picture before its views, so this thread computes the views too.
 */
export class CachingPool implements DecodePool {
  #waiting: (() => void)[] = [];

  constructor(private readonly pool: AttemptPool) {}

  get workers(): number {
    return this.pool.workers;
  }

  setWorkers(workers: number): void {
    this.pool.setWorkers(workers);
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
    if (cache === undefined) return this.pool.decode(task, signal);
    const { decodedSize } = task;
    const began = performance.now();
    const cached = readBlock(cache, task.path, decodedSize);
    if (cached !== null) {
      const read = performance.now();
      writeViews(task, cached);
      return { refused: null, from: 'cache', readMs: read - began, decodeMs: performance.now() - read };
    }
    // Taken before the picture is decoded: if the file changes in between, the block has a version that no longer exists.
    const version = typeof cache.store === 'number' ? versionOf(task.path) : { size: 0, mtimeMs: 0 };
    // Straight into the target where a view is the decoded picture itself.
    const itself = task.views.indexOf(null);
    const [target, offset] = itself === -1 ? [new SharedArrayBuffer(decodedSize ** 2 * 3), 0] : [task.target, task.offsets[itself]];
    const attempt = await this.pool.decode({ ...uncached, size: decodedSize, views: [null], target, offsets: [offset] }, signal);
    signal?.throwIfAborted();
    if (attempt.refused !== null) return attempt;
    const pixels = new Uint8Array(target, offset, decodedSize ** 2 * 3);
    writeViews(task, pixels);
    if (version !== null) writeBlock(cache, pixels, version);
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
