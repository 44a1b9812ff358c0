import type { CacheBlock } from '../../workers/index.js';
import { freeMemory } from '../free-memory.js';
import type { PixelCache } from './pixel-cache.js';
import { errors } from '../errors.js';

/** Keeps the decoded pixels of every sample in memory. The system provides the memory as it is written, not before. */
export class RamCache implements PixelCache {
  readonly #store: SharedArrayBuffer;
  readonly #marks: SharedArrayBuffer;
  readonly #bytes: number;

  /**
   * @param total number of samples
   * @param bytes bytes of one sample's pixels
   * @throws WrongCommand when they take more than half of the free memory, or more than the system gives in one piece
   */
  constructor(total: number, bytes: number, free: number = freeHere()) {
    if (total * bytes > free / 2) throw errors.cacheTooLarge(total * bytes, free);
    try {
      this.#store = new SharedArrayBuffer(total * bytes);
    } catch (error) {
      throw errors.cacheNotAllocated(total * bytes, error);
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

/** Returns the bytes that this process may still take, within its container's limit. */
function freeHere(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(freeMemory(), limit - process.memoryUsage.rss()) : freeMemory();
}
