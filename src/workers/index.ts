export { blockBytes, Fault } from './cache-block.js';
export { fastLane } from './fast-jpeg.js';
export { MADE_BY } from './made-by.js';
export { createDecodePool, type DecodePoolOptions } from './create.js';
export type { Answer, CacheBlock, Decoder, DecodePool, DecodeTask } from './types.js';
