import { concat, EMPTY, identity, ignoreElements, map, take, tap, throwError, timer, type Observable, type SchedulerLike } from 'rxjs';
import { giveCredits, type BatchBuffer } from '../operators/credits.js';
import type { Batch, Quarantined } from '../types.js';
import { zipWithIterable } from '../operators/zip-with-iterable.js';
import { delaySerially } from '../operators/delay-serially.js';
import { errors } from './errors.js';
import type { Fixture, RecordedBatch, StreamInfo } from './types.js';

/** How a recorded stream is played. */
export interface Playback {
  readonly pace: 'real' | 'asap';
  readonly scheduler: SchedulerLike;
  readonly onQuarantine: (picture: Quarantined) => void;
}

/** Which batches are played, and in how many buffers. */
export interface PlayOptions extends Playback {
  /** Index of the first recorded batch. */
  readonly first: number;
  /** Index after the last recorded batch. */
  readonly last: number;
  /** Batches that may be unreleased at once. */
  readonly prefetch: Observable<number>;
  /** Called with 1 when a buffer is taken and with -1 when it is given back. */
  readonly onTaken?: (change: 1 | -1) => void;
  /** Called with 1 when a buffer is about to be decoded into and with -1 when it is full. */
  readonly onDecoding?: (change: 1 | -1) => void;
}

/** Plays recorded batches in buffers like a pipeline's: pixels are valid until the batch is released. */
export function play(fixture: Fixture, { first, last, pace, scheduler, prefetch, onQuarantine, onTaken = () => undefined, onDecoding = () => undefined }: PlayOptions): Observable<Batch> {
  const { stream, batches } = fixture;
  if (stream === null) return EMPTY;
  const workMs = workTimes(batches, stream.prefetch);
  const numbers = Array.from({ length: last - first }, (_, offset) => first + offset);
  return giveCredits({ prefetch, bytes: stream.batchSize * stream.size ** 2 * 3, credits: numbers.length, onTaken }).pipe(
    zipWithIterable(numbers),
    tap(() => onDecoding(1)),
    pace === 'asap' ? identity : delaySerially(scheduler, ([, number]) => workMs[number]),
    tap(() => onDecoding(-1)),
    map(([buffer, number]) => {
      reportQuarantined(fixture, number, onQuarantine);
      return toBatch(batches[number], buffer, stream, fixture.paths);
    }),
    take(numbers.length),
  );
}

/** Emits nothing after the last recorded batch, or the error that the stream failed with, as late as when it was recorded. */
export function playEnd(fixture: Fixture, { pace, scheduler, onQuarantine }: Playback): Observable<never> {
  const { batches, end } = fixture;
  if (end.outcome !== 'failed') return EMPTY;
  const wait = end.at - (batches.at(-1)?.ready ?? 0);
  const failure = throwError(() => {
    reportQuarantined(fixture, batches.length, onQuarantine);
    return errors.failedThen(end.message);
  });
  return pace === 'asap' || wait <= 0 ? failure : concat(timer(wait, scheduler).pipe(ignoreElements()), failure);
}

function reportQuarantined({ quarantined }: Fixture, batch: number, onQuarantine: Playback['onQuarantine']): void {
  for (const { before, path, reason } of quarantined) if (before === batch) onQuarantine({ path, reason });
}

/**
 * Returns how long the pipeline worked on each batch, ms: from when its buffer was free and the batch before it was ready, until
 * it was ready itself. Batches come in sequence, so the work that overlapped counts for one batch only.
 */
export function workTimes(batches: readonly RecordedBatch[], prefetch: number): number[] {
  const releases = batches.flatMap(({ released }) => (released === null ? [] : [released])).sort((left, right) => left - right);
  return batches.map(({ ready }, index) => {
    const previousReady = index === 0 ? 0 : batches[index - 1].ready;
    const bufferFree = index < prefetch ? 0 : releases[index - prefetch] ?? 0;
    return Math.max(0, ready - Math.max(previousReady, bufferFree));
  });
}

function toBatch({ epoch, batch, indices, labels, pixels: recorded }: RecordedBatch, buffer: BatchBuffer, { size, batches }: StreamInfo, known: Fixture['paths']): Batch {
  const count = indices.length;
  const pixels = new Uint8Array(buffer.memory, 0, count * size * size * 3);
  if (recorded === null) pixels.fill(0);
  else pixels.set(recorded);
  const paths = [...indices].flatMap((index) => known.get(index) ?? []);
  return {
    epoch, batch, batches, count, pixels, views: [pixels], labels: labels.slice(), indices: indices.slice(),
    ...(paths.length === count && { paths }),
    release: () => buffer.giveBack(),
  };
}
