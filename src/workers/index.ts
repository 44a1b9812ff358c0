export { createDecodePool } from './pool.js';
export type { DecodePool, DecodeTask } from './types.js';
