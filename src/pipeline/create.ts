import { BehaviorSubject, defer, filter, map, Observable, take, tap } from 'rxjs';
import { createDecodePool } from '../workers/index.js';
import { pipelineOptions } from '../config/index.js';
import type { PixelCache } from './cache.js';
import { giveCredits } from './credits.js';
import { fillPlace, type DecodeStage } from './decode.js';
import { DiskCache } from './disk-cache.js';
import { errors } from './errors.js';
import { BatchBuilder } from './batch-builder.js';
import { mapConcurrent } from './map-concurrent.js';
import { reorder } from './reorder.js';
import { iterate } from './iterate.js';
import { Meter, type StreamMeter } from './meter.js';
import { createSampler } from './sampler.js';
import { Quarantine } from './quarantine.js';
import { RamCache } from './ram-cache.js';
import { checkLimits, resolveSettings, type Settings } from './settings.js';
import { BadShare } from './bad-share.js';
import type { Batch, Pipeline, PipelineOptions } from './types.js';
import { takeUntilAborted } from './take-until-aborted.js';
import { zipWithIterable } from './zip-with-iterable.js';

/**
 * A stream of batches of pictures from disk: ordered by (seed, epoch, position), decoded by the pool, bounded by credits.
 * @throws WrongCommand when an option is not as it must be or none that there is, or the cache would not fit into memory or on the disk
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const settings = resolveSettings(options);
  const { samples, size, maxBad, order } = settings;
  const plan = createSampler({ ...settings, total: samples.length });
  const pictureBytes = size * size * 3;
  const prefetch = new BehaviorSubject(settings.prefetch);
  const concurrency = new BehaviorSubject(settings.concurrency);
  const meter = new Meter(() => prefetch.value);
  const quarantine = new Quarantine(settings);
  const cache = openCache(settings, pictureBytes);
  const pool = options.pool ?? createDecodePool({ workers: pipelineOptions.workers.default });
  const stage: DecodeStage = { settings, pool, quarantine, cache, meter };
  const closed = new AbortController();
  const ended = (): boolean => closed.signal.aborted || options.signal?.aborted === true;

  const stream = (first: number, last: number, counts: StreamMeter, signal: AbortSignal): Observable<Batch> => {
    const share = new BadShare(samples.length, maxBad, order === 'shuffled', quarantine.known);
    return giveCredits({ prefetch, bytes: plan.batchSize * pictureBytes, credits: last - first, taken: counts.taken }).pipe(
      zipWithIterable(plan.between(first, last)),
      tap(() => counts.filling(1)),
      map(([buffer, batch]) => new BatchBuilder(buffer, batch, pictureBytes).places()),
      mapConcurrent(concurrency, ({ filling, place }) => fillPlace(stage, filling, place, signal)),
      filter((filling) => filling !== null),
      tap(() => counts.filling(-1)),
      reorder((filling) => filling.sampled.sequence),
      map((filling) => {
        share.check(filling.outcomes, quarantine);
        return filling.toBatch(samples, plan.batches);
      }),
      take(last - first),
    );
  };

  return {
    batches: plan.batches,
    from: (start = {}, end) => {
      const first = plan.batchesBefore(start);
      const last = end === undefined ? Infinity : plan.batchesBefore(end);
      const live = new Observable<Batch>((subscriber) => {
        const stopped = new AbortController();
        const counts = meter.stream();
        subscriber.add(() => stopped.abort());
        subscriber.add(cache?.use());
        subscriber.add(() => counts.end());
        stream(first, last, counts, stopped.signal).pipe(tap(() => meter.delivered++)).subscribe(subscriber);
      }).pipe(takeUntilAborted(options.signal), takeUntilAborted(closed.signal));
      const batches = defer(() => {
        if (closed.signal.aborted) throw errors.closed();
        return live;
      });
      return Object.assign(batches, { [Symbol.asyncIterator]: () => iterate(batches, ended) });
    },
    state: () => ({
      decoded: meter.decoded,
      fromCache: meter.fromCache,
      quarantined: quarantine.found,
      buffersTaken: meter.buffersTaken,
      prefetch: prefetch.value,
      buffersFilling: meter.filling,
      concurrency: concurrency.value,
      decoding: meter.busy,
      workers: pool.workers,
      delivered: meter.delivered,
      blockedMs: meter.blockedMs,
      readMs: meter.readMs,
      decodeMs: meter.decodeMs,
    }),
    setConcurrency: (count) => {
      checkLimits({ concurrency: count });
      concurrency.next(count);
    },
    setPrefetch: (count) => {
      checkLimits({ prefetch: count });
      prefetch.next(count);
    },
    close: async () => {
      closed.abort();
      if (options.pool === undefined) await pool.close();
    },
  };
}

function openCache(settings: Settings, pictureBytes: number): PixelCache | null {
  if (settings.cache === 'off') return null;
  return settings.cache === 'ram' ? new RamCache(settings.samples.length, pictureBytes) : new DiskCache(settings);
}
