import { concat, EMPTY, tap, throwError } from 'rxjs';
import type { BatchSource } from '../build-pipeline.js';
import { batchesBefore } from '../sampler.js';
import { errors } from './errors.js';
import { play, playEnd, type Playback } from './play.js';
import type { Fixture, RecordedBatch, StreamInfo } from './types.js';

/** Makes batches of a recording that has no gaps. */
export function recordedSource(fixture: Fixture, stream: StreamInfo, { onQuarantine, ...pace }: Playback, knownBad: ReadonlySet<string> = new Set()): BatchSource {
  const { batches: recorded } = fixture;
  const [firstRecorded, lastRecorded] = [recorded[0], recorded[recorded.length - 1]];
  const start = numberOf(firstRecorded, stream);
  const reported = new Set(knownBad);
  const playback: Playback = {
    ...pace,
    onQuarantine: (picture) => {
      if (reported.has(picture.path)) return;
      reported.add(picture.path);
      onQuarantine(picture);
    },
  };
  return {
    batches: stream.batches,
    workers: () => 1,
    // Nothing decodes.
    setWorkers: () => undefined,
    quarantined: () => reported.size - knownBad.size,
    between: (firstNumber, lastNumber) => {
      const [first, last] = [firstNumber - start, lastNumber - start];
      if (first < 0 || first > recorded.length) {
        const batch = firstNumber % stream.batches;
        throw errors.notRecorded({ epoch: (firstNumber - batch) / stream.batches, batch }, firstRecorded, lastRecorded);
      }
      const beyond = last <= recorded.length ? EMPTY : concat(playEnd(fixture, playback), throwError(() => errors.allPlayed(lastRecorded)));
      return ({ prefetch, meter, buffers }) => {
        const range = { first, last: Math.min(last, recorded.length), prefetch, onTaken: buffers.taken, onDecoding: buffers.decoding };
        return concat(play(fixture, { ...range, ...playback }).pipe(tap(({ count }) => (meter.fromCache += count))), beyond);
      };
    },
    close: () => Promise.resolve(),
  };
}

/** Number of a recorded batch since epoch 0. */
export const numberOf = ({ epoch, batch }: RecordedBatch, { batches }: StreamInfo): number => batchesBefore({ epoch, batch }, batches);
