import { concat, EMPTY, identity, ignoreElements, map, take, tap, throwError, timer, type Observable, type SchedulerLike } from 'rxjs';
import { giveCredits, type BatchBuffer } from '../credits.js';
import type { Batch, Quarantined } from '../types.js';
import { zipWithIterable } from '../zip-with-iterable.js';
import { errors } from './errors.js';
import { delaySerially } from './delay-serially.js';
import type { Fixture, RecordedBatch, StreamInfo } from './types.js';

export interface Play {
  readonly fixture: Fixture;
  /** Which of its batches, from `first` up to `last`, which is not among them. */
  readonly first: number;
  readonly last: number;
  readonly pace: 'real' | 'asap';
  readonly scheduler: SchedulerLike;
  /** How many batches may be out and not yet released. */
  readonly prefetch: Observable<number>;
  readonly onQuarantine: (picture: Quarantined) => void;
  /** Told +1 when a buffer is taken and -1 when it is given back; the same of buffers that are being filled. */
  readonly taken?: (change: 1 | -1) => void;
  readonly filling?: (change: 1 | -1) => void;
}

/** Plays recorded batches, in buffers of memory as a pipeline's: pixels are there until the batch is released, and not after it. */
export function play({ fixture, first, last, pace, scheduler, prefetch, onQuarantine, taken = () => undefined, filling = () => undefined }: Play): Observable<Batch> {
  const { stream, batches, quarantined } = fixture;
  if (stream === null) return EMPTY;
  const work = workOf(batches, stream.prefetch);
  const places = Array.from({ length: last - first }, (_, at) => first + at);
  return giveCredits({ prefetch, bytes: stream.batchSize * stream.size ** 2 * 3, credits: places.length, taken }).pipe(
    zipWithIterable(places),
    tap(() => filling(1)),
    pace === 'asap' ? identity : delaySerially(scheduler, ([, place]) => work[place]),
    tap(() => filling(-1)),
    map(([buffer, place]) => {
      for (const { path, reason } of quarantined.filter(({ before }) => before === place)) onQuarantine({ path, reason });
      return toBatch(batches[place], buffer, stream);
    }),
    take(places.length),
  );
}

/** What comes after the last recorded batch: nothing, or the error that the stream failed with, as long after it as then. */
export function endOf({ batches, quarantined, end }: Fixture, { pace, scheduler, onQuarantine }: Pick<Play, 'pace' | 'scheduler' | 'onQuarantine'>): Observable<never> {
  if (end.outcome !== 'failed') return EMPTY;
  const wait = end.at - (batches.at(-1)?.ready ?? 0);
  const failure = throwError(() => {
    for (const { path, reason } of quarantined.filter(({ before }) => before === batches.length)) onQuarantine({ path, reason });
    return errors.failedThen(end.message);
  });
  return pace === 'asap' || wait <= 0 ? failure : concat(timer(wait, scheduler).pipe(ignoreElements()), failure);
}

/**
 * How long each batch was worked on, ms: from when its buffer was free and the batch before it ready, up to when it was ready
 * itself. Batches came in sequence, so whatever the pipeline did at once was at work for one batch at a time.
 */
export function workOf(batches: readonly RecordedBatch[], prefetch: number): number[] {
  const releases = batches.flatMap(({ released }) => (released === null ? [] : [released])).sort((left, right) => left - right);
  return batches.map(({ ready }, place) => {
    const before = place === 0 ? 0 : batches[place - 1].ready;
    const free = place < prefetch ? 0 : releases[place - prefetch] ?? 0;
    return Math.max(0, ready - Math.max(before, free));
  });
}

function toBatch({ epoch, batch, indices, labels, pixels: recorded }: RecordedBatch, buffer: BatchBuffer, { size, batches }: StreamInfo): Batch {
  const count = indices.length;
  const pixels = new Uint8Array(buffer.memory, 0, count * size * size * 3);
  if (recorded === null) pixels.fill(0);
  else pixels.set(recorded);
  return { epoch, batch, batches, count, pixels, labels: labels.slice(), indices: indices.slice(), release: () => buffer.giveBack() };
}
