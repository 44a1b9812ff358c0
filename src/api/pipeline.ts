/**
 * Pictures on disk as batches of pixels: bounded, ordered, resumable. Described in docs/pipeline.md. Loads no TensorFlow.
 * @module
 */
export * from './errors.js';
export type { OnProgress, Progress } from '../config/index.js';
export { scanDataset, type Dataset, type ScannedSample, type ScanOptions } from '../dataset/index.js';
export {
  BadPictures, createDecodePool, createPipeline, permutation, policies, repeatBatch, startAutotune, watchPipeline, zipBatches,
  type Answer, type Autotune, type AutotuneLimits, type AutotuneMode, type Batch, type BatchStream, type Bottleneck, type Box, type CacheBlock, type DecodePool, type DecodePoolOptions,
  type Decoder, type DecodeTask, type Observation, type Permutation, type Pipeline, type PipelineFacts, type PipelineOptions, type PipelineReport, type PipelineState, type Policy,
  type PolicyChanges, type Position, type Quarantined, type Range, type Sample, type StageFacts, type StepCounters, type Transform, type View, type WatchOptions,
} from '../pipeline/index.js';
