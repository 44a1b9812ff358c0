/**
 * Streams of batches of pictures, from disk through decode workers: `whisker/pipeline`. docs/pipeline.md tells what it
 * promises. Loads no TensorFlow.
 */
export { createDecodePool, missingFastPath, type DecodePool, type DecodeTask } from '../workers/index.js';
export { createPipeline } from './create.js';
export { decodeAll, type DecodeAllOptions, type DecodedSet } from './decode-all.js';
export { repeatBatch } from './repeat-batch.js';
export { zipBatches } from './zip-batches.js';
export { permutation, type Permutation } from './permutation.js';
export { batchesOf } from './sampler.js';
export type { Batch, BatchStream, Pipeline, PipelineOptions, PipelineState, Position, Quarantined, Sample, Source } from './types.js';
export * from './record/index.js';
export * from './tune/index.js';
