export { blockBytes, CacheFault } from './cache/block.js';
export { createDecodePool, type DecodePoolOptions } from './create.js';
export { missingFastPath } from './decode/fast-jpeg.js';
export { MADE_BY } from './decode/made-by.js';
export type { Answer, CacheBlock, Decoder, DecodePool, DecodeTask, View } from './types.js';
