import type { CacheBlock } from '../../workers/index.js';

/** Decoded pixels, kept for later epochs. Workers read and write the blocks; the pipeline only says where each block is. */
export interface PixelCache {
  /** Opens the blocks, and returns a function that closes them. Uses may overlap. */
  use(): () => void;
  /** Returns the block of sample `index` while the cache is in use. */
  blockOf(index: number): CacheBlock | undefined;
}
