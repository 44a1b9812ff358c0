import { freemem } from 'node:os';
import { Errors } from './errors.js';

/** Decoded pixels of every sample, kept in memory. The system gives the memory as it is written, not before. */
export class RamCache {
  readonly #memory: SharedArrayBuffer;
  readonly #stands: Uint8Array;
  readonly #bytes: number;

  /**
   * @param total samples
   * @param bytes of one sample's pixels
   * @throws WrongCommand when that is more than half of the memory that is free
   */
  constructor(total: number, bytes: number, free: number = freeMemory()) {
    if (total * bytes > free / 2) throw Errors.cacheTooLarge(total * bytes, free);
    this.#memory = new SharedArrayBuffer(total * bytes);
    this.#stands = new Uint8Array(total);
    this.#bytes = bytes;
  }

  /** Copies the pixels of sample `index` into `target`, if it has them. */
  copyTo(target: Uint8Array, index: number): boolean {
    if (this.#stands[index] !== 1) return false;
    target.set(this.#view(index));
    return true;
  }

  keep(index: number, pixels: Uint8Array): void {
    this.#view(index).set(pixels);
    this.#stands[index] = 1;
  }

  #view(index: number): Uint8Array {
    return new Uint8Array(this.#memory, index * this.#bytes, this.#bytes);
  }
}

/** Bytes that this process may still take: within a container, of what the container may. */
function freeMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(freemem(), limit - process.memoryUsage.rss()) : freemem();
}
