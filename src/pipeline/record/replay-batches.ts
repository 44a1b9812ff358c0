import { asyncScheduler, concat, defer, of, type SchedulerLike } from 'rxjs';
import { checkLimits } from '../settings.js';
import type { BatchStream, Quarantined } from '../types.js';
import { asyncIterable } from '../async-iterable.js';
import { endOf, play } from './play.js';
import type { Fixture } from './types.js';

/** How a recorded stream is played. */
export interface ReplayOptions {
  /**
   * `real`: each batch comes as long after its buffer was free as it did then, but not before the batch before it. Who
   * releases as was done then sees every batch when it came then; who is slower or faster sees what the same disk and the
   * same workers would have done. `asap`: as soon as a buffer is free, in the same turn of the event loop.
   * @default 'real'
   */
  readonly pace?: 'real' | 'asap';
  /**
   * Keeps the time; `TestScheduler.run` puts virtual time in place of the default by itself.
   * @default asyncScheduler
   */
  readonly scheduler?: SchedulerLike;
  /**
   * Batches that may be out and not yet released, 1 to 64.
   * @default as recorded
   */
  readonly prefetch?: number;
  /** Called for each picture that was set aside, before the batch that lacks it comes. */
  readonly onQuarantine?: (picture: Quarantined) => void;
}

/**
 * The batches of a recorded stream. Cold: each subscription plays them from the beginning, in buffers of its own, and respects
 * credits as a pipeline does: after `buffers` unreleased batches nothing comes any more. Completes after the last one, or errors
 * with WorkFailed where the stream that was recorded failed. Where only hashes were recorded, pixels are 0.
 * @throws WrongCommand when an option is out of range
 */
export function replayBatches(fixture: Fixture, { pace = 'real', scheduler = asyncScheduler, prefetch, onQuarantine = () => undefined }: ReplayOptions = {}): BatchStream {
  if (prefetch !== undefined) checkLimits({ prefetch });
  const limit = prefetch ?? fixture.stream?.prefetch ?? 1;
  const how = { pace, scheduler, onQuarantine };
  return asyncIterable(defer(() => concat(play({ fixture, first: 0, last: fixture.batches.length, prefetch: of(limit), ...how }), endOf(fixture, how))));
}
