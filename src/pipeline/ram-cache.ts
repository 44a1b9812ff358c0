import { freemem } from 'node:os';
import type { CacheBlock } from '../workers/index.js';
import type { PixelCache } from './cache.js';
import { errors } from './errors.js';

/** Decoded pixels of every sample, kept in memory. The system gives the memory as it is written, not before. */
export class RamCache implements PixelCache {
  readonly #store: SharedArrayBuffer;
  readonly #marks: SharedArrayBuffer;
  readonly #bytes: number;

  /**
   * @param total samples
   * @param bytes of one sample's pixels
   * @throws WrongCommand when that is more than half of the memory that is free, or more than can be had in one piece
   */
  constructor(total: number, bytes: number, free: number = freeMemory()) {
    if (total * bytes > free / 2) throw errors.cacheTooLarge(total * bytes, free);
    try {
      this.#store = new SharedArrayBuffer(total * bytes);
    } catch (error) {
      throw errors.cacheNotHad(total * bytes, error);
    }
    this.#marks = new SharedArrayBuffer(total + 1);
    this.#bytes = bytes;
  }

  use(): () => void {
    return () => undefined;
  }

  blockOf(index: number): CacheBlock {
    return { store: this.#store, position: index * this.#bytes, marks: this.#marks, mark: index };
  }
}

/** Bytes that this process may still take: within a container, of what the container may. */
function freeMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(freemem(), limit - process.memoryUsage.rss()) : freemem();
}
