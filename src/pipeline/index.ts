/** Streams of batches of pictures: `whisker/pipeline`, described in docs/pipeline.md. Loads no TensorFlow. */
export { createDecodePool, missingFastPath, type DecodePool, type DecodeTask } from '../workers/index.js';
export { asyncIterable } from './operators/async-iterable.js';
export { createPipeline } from './create.js';
export { decodeAll, type DecodeAllOptions, type DecodedSet } from './decode-all.js';
export { permutation, type Permutation } from './permutation.js';
export { repeatBatch } from './operators/repeat-batch.js';
export { batchesOf } from './sampler.js';
export type { Batch, BatchStream, Pipeline, PipelineOptions, PipelineState, Position, Quarantined, Sample } from './types.js';
export { parsePolicies } from './views/parse-policies.js';
export { policies, viewNames, type Policy, type PolicyChanges, type View } from './views/policies.js';
export { zipBatches } from './operators/zip-batches.js';
export * from './record/index.js';
export * from './tune/index.js';
