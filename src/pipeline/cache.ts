import type { CacheBlock } from '../workers/index.js';

/** Decoded pixels kept for later epochs. Workers fill and read it; here it is only told where each picture's block is. */
export interface PixelCache {
  /** Makes its blocks usable until the answer is called. Uses may overlap. */
  use(): () => void;
  /** Where the block of sample `index` is, while the cache is in use. */
  blockOf(index: number): CacheBlock | undefined;
}
