import { BehaviorSubject, defer, Observable, tap } from 'rxjs';
import { checkFields } from '../config/index.js';
import { asyncIterable } from './operators/async-iterable.js';
import { checkLimits } from './check.js';
import { errors } from './errors.js';
import { Meter, type StreamMeter } from './meter.js';
import { batchesBefore } from './sampler.js';
import { takeUntilAborted } from './operators/take-until-aborted.js';
import type { Batch, Pipeline } from './types.js';

/** Where a pipeline's batches come from: pictures that are decoded now, or a recording. */
export interface BatchSource {
  /** Batches in an epoch. */
  readonly batches: number;
  /** Threads that decode. */
  workers(): number;
  /** @throws WrongCommand when it is out of range */
  setWorkers(workers: number): void;
  /** Returns how many samples were quarantined since the start. */
  quarantined(): number;
  /**
   * Returns the batches number `first` up to, but not including, `last`, counted from epoch 0. `last` may be Infinity.
   * @throws WrongCommand when the source cannot start there
   */
  between(first: number, last: number): OpenStream;
  /** Ends what the source started. */
  close(): Promise<void>;
}

export type OpenStream = (context: StreamContext) => Observable<Batch>;

/** What one subscription works with. */
export interface StreamContext {
  readonly prefetch: Observable<number>;
  readonly concurrency: Observable<number>;
  readonly meter: Meter;
  /** The buffers of this stream. */
  readonly buffers: StreamMeter;
  /** Aborted when the stream ends. */
  readonly signal: AbortSignal;
}

export interface BuildOptions {
  readonly prefetch: number;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

/** Builds a pipeline on any source of batches. */
export function buildPipeline(source: BatchSource, options: BuildOptions): Pipeline {
  const prefetch = new BehaviorSubject(options.prefetch);
  const concurrency = new BehaviorSubject(options.concurrency);
  const meter = new Meter(() => prefetch.value);
  const closed = new AbortController();
  const hasStopped = (): boolean => closed.signal.aborted || options.signal?.aborted === true;

  const subscribeTo = (open: OpenStream): Observable<Batch> =>
    new Observable<Batch>((subscriber) => {
      const stopped = new AbortController();
      const buffers = meter.openStream();
      subscriber.add(() => stopped.abort());
      subscriber.add(() => buffers.close());
      open({ prefetch, concurrency, meter, buffers, signal: stopped.signal })
        .pipe(tap(() => meter.delivered++))
        .subscribe(subscriber);
    }).pipe(takeUntilAborted(options.signal), takeUntilAborted(closed.signal));

  return {
    batches: source.batches,
    from: (start = {}, end) => {
      for (const position of [start, end ?? {}]) checkFields('pipeline.from', position, { epoch: true, batch: true });
      const first = batchesBefore(start, source.batches);
      const last = end === undefined ? Infinity : batchesBefore(end, source.batches);
      const stream = subscribeTo(source.between(first, Math.max(first, last)));
      const batches = defer(() => {
        if (closed.signal.aborted) throw errors.closed();
        return stream;
      });
      return asyncIterable(batches, hasStopped);
    },
    state: () => ({
      decoded: meter.decoded,
      fromCache: meter.fromCache,
      quarantined: source.quarantined(),
      buffersTaken: meter.buffersTaken,
      prefetch: prefetch.value,
      buffersDecoding: meter.buffersDecoding,
      concurrency: concurrency.value,
      decoding: meter.decoding,
      workers: source.workers(),
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
    setWorkers: (count) => source.setWorkers(count),
    close: async () => {
      closed.abort();
      await source.close();
    },
  };
}
