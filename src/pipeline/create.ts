import { buildPipeline } from './build-pipeline.js';
import { liveSource } from './live-source.js';
import { resolveSettings } from './settings.js';
import type { Pipeline, PipelineOptions } from './types.js';

/**
 * Creates a pipeline: streams of batches of the pictures on disk, in an order given by (seed, epoch, position), decoded by the
 * pool and bounded by credits.
 * @throws WrongCommand when an option is wrong, or the cache does not fit into memory or on the disk
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const settings = resolveSettings(options);
  return buildPipeline(liveSource(settings), settings);
}
