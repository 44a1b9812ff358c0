import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { buildPipeline } from '../build-pipeline.js';
import { checkLimits, checkNames } from '../check.js';
import type { Pipeline, PipelineOptions } from '../types.js';
import { errors } from './errors.js';
import { numberOf, recordedSource } from './recorded-source.js';
import type { Fixture, StreamInfo } from './types.js';

/** The options of a pipeline that also apply to a recorded one. `size`, `batchSize` and the number of `views` must be as recorded. */
export type ReplayedOptions =
  & Partial<Pick<PipelineOptions, 'size' | 'batchSize' | 'views' | 'samples' | 'prefetch' | 'concurrency' | 'knownBad' | 'onQuarantine' | 'signal'>>
  & { readonly scheduler?: SchedulerLike; /** @default 'asap' */ readonly pace?: 'real' | 'asap' };

/**
 * Returns a pipeline that plays a recorded stream. Streams can start at any recorded position, and fail when they need more than
 * was recorded. `setConcurrency` changes only what `state` says, and `setWorkers` nothing. Pictures count as taken from a cache.
 * @throws WrongCommand when the recording has no pixels, has gaps, or is of another size
 */
export function replayPipeline(fixture: Fixture, options: ReplayedOptions = {}): Pipeline {
  const { scheduler: _scheduler, pace: _pace, ...ofAPipeline } = options;
  checkNames(ofAPipeline);
  const stream = checkRecording(fixture, options);
  const { prefetch = stream.prefetch, concurrency = 1, knownBad, onQuarantine = () => undefined, signal, pace = 'asap', scheduler = asyncScheduler } = options;
  checkLimits({ prefetch, concurrency });
  return buildPipeline(recordedSource(fixture, stream, { pace, scheduler, onQuarantine }, knownBad), { prefetch, concurrency, ...(signal !== undefined && { signal }) });
}

/** @throws WrongCommand when the recording cannot replace a pipeline with these options */
function checkRecording({ stream, batches }: Fixture, { size, batchSize, views = [], samples }: ReplayedOptions): StreamInfo {
  if (stream === null || batches.length === 0) throw errors.noBatches();
  if (stream.pixels === 'hash') throw errors.noPixels();
  if (views.length > 1) throw errors.severalViews(views.length);
  if (size !== undefined && size !== stream.size) throw errors.otherShape('size', size, stream.size);
  const count = samples?.length ?? Infinity;
  const requested = batchSize === undefined ? stream.batchSize : batchSize === 'all' ? count : Math.min(batchSize, count);
  if (requested !== stream.batchSize) throw errors.otherShape('batch', requested, stream.batchSize);
  for (const [index, batch] of batches.entries()) {
    if (index > 0 && numberOf(batch, stream) !== numberOf(batches[index - 1], stream) + 1) throw errors.gap(batches[index - 1], batch);
  }
  return stream;
}
