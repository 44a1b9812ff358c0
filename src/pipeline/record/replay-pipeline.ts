import { asyncScheduler, BehaviorSubject, concat, defer, EMPTY, Observable, tap, throwError, type SchedulerLike } from 'rxjs';
import { errors as PipelineErrors } from '../errors.js';
import { Meter } from '../meter.js';
import { batchesBefore } from '../sampler.js';
import { checkLimits } from '../settings.js';
import type { Batch, Pipeline, PipelineOptions } from '../types.js';
import { takeUntilAborted } from '../take-until-aborted.js';
import { errors } from './errors.js';
import { asyncIterable } from '../async-iterable.js';
import { endOf, play } from './play.js';
import type { Fixture, RecordedBatch, StreamInfo } from './types.js';

/** Those options of a pipeline that hold for a recorded one too; `size` and `batchSize` must be as recorded. */
export type ReplayedOptions =
  & Partial<Pick<PipelineOptions, 'size' | 'batchSize' | 'samples' | 'prefetch' | 'concurrency' | 'knownBad' | 'onQuarantine' | 'signal'>>
  & { readonly scheduler?: SchedulerLike; /** @default 'asap' */ readonly pace?: 'real' | 'asap' };

/**
 * A recorded stream in a pipeline's place. `from` begins where it is told, if that was recorded, and fails when more is
 * asked for than was. `setConcurrency` changes nothing but what `state` says; pictures count as coming from a cache.
 * @throws WrongCommand where the recording has no pixels, has gaps, or is not of the size asked for
 */
export function replayPipeline(fixture: Fixture, options: ReplayedOptions = {}): Pipeline {
  const { batches: recorded } = fixture;
  const stream = streamOf(fixture, options);
  const { prefetch: limit = stream.prefetch, concurrency: some = 1, knownBad, onQuarantine, signal, pace = 'asap', scheduler = asyncScheduler } = options;
  checkLimits({ prefetch: limit, concurrency: some });
  const [before, after] = [recorded[0], recorded[recorded.length - 1]];
  const zero = numberOf(before, stream);
  const prefetch = new BehaviorSubject(limit);
  const meter = new Meter(() => prefetch.value);
  const closed = new AbortController();
  const ended = (): boolean => closed.signal.aborted || signal?.aborted === true;
  const told = new Set(knownBad);
  let concurrency = some;
  const how = {
    pace, scheduler,
    onQuarantine: (picture: { readonly path: string; readonly reason: string }) => {
      if (told.has(picture.path)) return;
      told.add(picture.path);
      onQuarantine?.(picture);
    },
  };

  const stretch = (first: number, last: number): Observable<Batch> => {
    const there = Math.min(last, recorded.length);
    const beyond = last <= recorded.length ? EMPTY : concat(endOf(fixture, how), throwError(() => errors.allPlayed(after)));
    const live = new Observable<Batch>((subscriber) => {
      const counts = meter.stream();
      subscriber.add(() => counts.end());
      play({ fixture, first, last: there, prefetch, ...how, taken: (change) => counts.taken(change), filling: (change) => counts.filling(change) }).subscribe(subscriber);
    });
    const counted = live.pipe(
      tap(({ count }) => {
        meter.delivered++;
        meter.fromCache += count;
      }),
    );
    return concat(counted, beyond).pipe(takeUntilAborted(signal), takeUntilAborted(closed.signal));
  };

  return {
    batches: stream.batches,
    from: (start = {}, end) => {
      const first = batchesBefore(start, stream.batches) - zero;
      const last = end === undefined ? Infinity : batchesBefore(end, stream.batches) - zero;
      if (first < 0 || first > recorded.length) throw errors.notRecorded({ epoch: 0, batch: 0, ...start }, before, after);
      return asyncIterable(defer(() => {
        if (closed.signal.aborted) throw PipelineErrors.closed();
        return stretch(first, Math.max(first, last));
      }), ended);
    },
    state: () => ({
      decoded: 0, fromCache: meter.fromCache, quarantined: told.size - (knownBad?.size ?? 0),
      buffersTaken: meter.buffersTaken, prefetch: prefetch.value, buffersFilling: meter.filling,
      concurrency, decoding: 0, workers: 1, delivered: meter.delivered, blockedMs: meter.blockedMs, readMs: 0, decodeMs: 0,
    }),
    setConcurrency: (count) => {
      checkLimits({ concurrency: count });
      concurrency = count;
    },
    setPrefetch: (count) => {
      checkLimits({ prefetch: count });
      prefetch.next(count);
    },
    close: () => {
      closed.abort();
      return Promise.resolve();
    },
  };
}

const numberOf = ({ epoch, batch }: RecordedBatch, { batches }: StreamInfo): number => batchesBefore({ epoch, batch }, batches);

/** @throws WrongCommand where the recording cannot stand for a pipeline with these options */
function streamOf({ stream, batches }: Fixture, { size, batchSize, samples }: ReplayedOptions): StreamInfo {
  if (stream === null || batches.length === 0) throw errors.noBatches();
  if (stream.pixels === 'hash') throw errors.noPixels();
  if (size !== undefined && size !== stream.size) throw errors.otherShape('size', size, stream.size);
  const asked = batchSize === undefined ? undefined : Math.min(batchSize, samples?.length ?? Infinity);
  if (asked !== undefined && asked !== stream.batchSize) throw errors.otherShape('batch', asked, stream.batchSize);
  for (const [at, batch] of batches.entries()) {
    if (at > 0 && numberOf(batch, stream) !== numberOf(batches[at - 1], stream) + 1) throw errors.gap(batches[at - 1], batch);
  }
  return stream;
}
