import { asyncScheduler, concat, defer, of, type SchedulerLike } from 'rxjs';
import { checkFields } from '../../config/index.js';
import { asyncIterable } from '../operators/async-iterable.js';
import { checkLimits } from '../check.js';
import type { BatchStream, Quarantined } from '../types.js';
import { play, playEnd } from './play.js';
import type { Fixture } from './types.js';

/** What `replayBatches` can be given. */
export interface ReplayOptions {
  /**
   * `real`: a batch comes as long after its buffer was free as when it was recorded, but never before the batch ahead of it. A
   * subscriber that releases at the recorded times sees the recorded times; a slower or faster one sees what the same disk and
   * workers would have done. `asap`: a batch comes as soon as a buffer is free, in the same turn of the event loop.
   * @default 'real'
   */
  readonly pace?: 'real' | 'asap';
  /**
   * Provides the time. `TestScheduler.run` replaces the default with virtual time.
   * @default asyncScheduler
   */
  readonly scheduler?: SchedulerLike;
  /**
   * Batches that may be unreleased at once, 1 to 64.
   * @default as recorded
   */
  readonly prefetch?: number;
  /** Called for each quarantined picture, before the batch that lacks it comes. */
  readonly onQuarantine?: (picture: Quarantined) => void;
}

/**
 * Returns the batches of a recorded stream. Cold: each subscription plays them from the start in its own buffers, with credits
 * like a pipeline's: nothing comes while `prefetch` batches are unreleased. Completes after the last batch, or errors with
 * WorkFailed when the recorded stream failed. Pixels are 0 when only hashes were recorded.
 * @throws WrongCommand when an option is unknown or out of range
 */
export function replayBatches(fixture: Fixture, options: ReplayOptions = {}): BatchStream {
  checkFields('replayBatches', options, { pace: true, scheduler: true, prefetch: true, onQuarantine: true });
  const { pace = 'real', scheduler = asyncScheduler, prefetch, onQuarantine = () => undefined } = options;
  if (prefetch !== undefined) checkLimits({ prefetch });
  const playback = { pace, scheduler, onQuarantine };
  const range = { first: 0, last: fixture.batches.length, prefetch: of(prefetch ?? fixture.stream?.prefetch ?? 1) };
  return asyncIterable(defer(() => concat(play(fixture, { ...range, ...playback }), playEnd(fixture, playback))));
}
