/**
 * Decodes pictures in worker threads.
 *
 *     pool/      what a pool does with jobs (retries, aborts, time limits), and its threads: piscina and the loop in each worker
 *     isolated/  the same pool, but its threads run in another process, which may crash
 *     decode/    from a path to pixels: reading, the fast path for JPEGs, sharp
 *     resize/    the fast path's resizer, in WebAssembly (compiled from assembly/)
 *     views/     the views (augmentations) of a decoded picture, in WebAssembly (compiled from assembly/)
 *     cache/     decoded pixels in memory or in a file
 */
export { blockBytes, CacheFault, MADE_BY } from './cache/block.js';
export { createDecodePool, type DecodePoolOptions } from './create.js';
export { missingFastPath } from './decode/fast-jpeg.js';
export { fileLimit, sizeRefusal } from './decode/file-limit.js';
export { wholePicture, type Box, type Transform } from './views/transform.js';
export type { Answer, CacheBlock, Decoder, DecodePool, DecodeTask } from './types.js';
